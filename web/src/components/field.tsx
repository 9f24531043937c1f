import { type ReactNode, useId } from 'react';

type Props = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  children: (attributes: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }) => ReactNode;
};

/** A control with its label, its hint and what is wrong with it, tied together for screen readers. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const described = hint || error ? `${id}-about` : undefined;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {(hint || error) && (
        <div id={described} className={error ? 'text-xs text-bad' : 'text-xs text-faint'}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}
