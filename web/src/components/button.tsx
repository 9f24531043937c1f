import type { ComponentProps, ReactNode } from 'react';
import { classes } from '../lib/classes.ts';

const kinds = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  plain: 'bg-surface text-ink border-line-strong hover:bg-hover',
  quiet: 'bg-transparent text-soft border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-surface text-bad border-line-strong hover:bg-bad-wash',
} as const;

export type ButtonKind = keyof typeof kinds;
type Look = { kind?: ButtonKind | undefined; small?: boolean | undefined; square?: boolean | undefined };

/** The look of a button, for links that act like one. */
export const buttonLook = ({ kind = 'plain', small = false, square = false }: Look = {}): string =>
  classes(
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-lg border font-medium transition-colors',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-50',
    small ? 'h-7 text-xs' : 'h-8.5 text-sm',
    square ? (small ? 'w-7' : 'w-8.5') : small ? 'px-2' : 'px-3',
    kinds[kind],
  );

export function Button({
  kind,
  small,
  square,
  className,
  busy = false,
  children,
  ...rest
}: ComponentProps<'button'> & Look & { busy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={classes(buttonLook({ kind, small, square }), className)}
    >
      {busy && <span aria-hidden className="size-3 animate-spin rounded-full border-2 border-current border-t-transparent" />}
      {children}
    </button>
  );
}

/** A button that is only a picture; `label` is what screen readers say and what hovering shows. */
export function IconButton({
  label,
  children,
  ...rest
}: Omit<ComponentProps<typeof Button>, 'square'> & { label: string; children: ReactNode }) {
  return (
    <Button kind="quiet" {...rest} square aria-label={label} title={label}>
      {children}
    </Button>
  );
}
