import { classes } from '../../../lib/classes.ts';

const hues = [
  'bg-info-wash text-info',
  'bg-good-wash text-good',
  'bg-warn-wash text-warn',
  'bg-accent-wash text-accent',
  'bg-sunken text-soft',
] as const;

/** Two letters of a SKU in a colour of its own: told apart at a glance, and no picture is asked of anybody. */
export function Initials({ sku, small = false }: { sku: string; small?: boolean }) {
  const sum = [...sku].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  const letters =
    sku
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
      .slice(0, 2)
      .toUpperCase() || '·';
  return (
    <span
      aria-hidden
      className={classes(
        'flex shrink-0 items-center justify-center rounded-md font-semibold',
        small ? 'size-5 text-[0.5625rem]' : 'size-8 text-2xs',
        hues[sum % hues.length],
      )}
    >
      {letters}
    </span>
  );
}
