import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from '../lib/classes.ts';

type Props = Omit<ComponentProps<'select'>, 'onChange'> & {
  options: readonly { value: string; label: string; disabled?: boolean }[];
  onChange: (value: string) => void;
};

/** The browser's own select: it is right on a phone, with a keyboard and for screen readers. */
export function Select({ options, onChange, className, ...rest }: Props) {
  return (
    <span className={classes('relative inline-flex min-w-0', className)}>
      <select {...rest} onChange={(event) => onChange(event.target.value)} className="field-box w-full appearance-none truncate pr-8">
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden size={14} className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-faint" />
    </span>
  );
}
