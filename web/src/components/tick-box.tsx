import { useEffect, useRef } from 'react';

type Props = { label: string; checked: boolean; some?: boolean; onToggle: (event: { shift: boolean }) => void; focusable?: boolean };

/** A checkbox that tells whether Shift was held, and can stand for "some of them". */
export function TickBox({ label, checked, some = false, onToggle, focusable = true }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !checked;
  }, [some, checked]);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      tabIndex={focusable ? 0 : -1}
      checked={checked}
      className="size-4 cursor-pointer"
      onClick={(event) => {
        event.stopPropagation();
        onToggle({ shift: event.shiftKey });
      }}
      onChange={() => undefined}
    />
  );
}
