import type { ReactNode } from 'react';
import { classes } from '../lib/classes.ts';

const tones = {
  neutral: 'bg-sunken text-soft',
  accent: 'bg-accent-wash text-accent',
  good: 'bg-good-wash text-good',
  warn: 'bg-warn-wash text-warn',
  bad: 'bg-bad-wash text-bad',
  info: 'bg-info-wash text-info',
  outline: 'border border-line-strong text-soft',
} as const;
export type Tone = keyof typeof tones;

/** A short word with a tone; the word alone must say it, colour only helps. */
export function Badge({
  tone = 'neutral',
  children,
  title,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  title?: string | undefined;
  className?: string;
}) {
  return (
    <span
      title={title}
      className={classes(
        'inline-flex h-5 max-w-full items-center gap-1 truncate rounded-md px-1.5 text-2xs font-medium whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
