import { classes } from '../../../lib/classes.ts';

const hues = [
  'bg-info-wash text-info',
  'bg-good-wash text-good',
  'bg-warn-wash text-warn',
  'bg-accent-wash text-accent',
  'bg-sunken text-soft',
] as const;

/**
 * Two letters of a SKU in a colour of its own: told apart at a glance, and no picture is asked of anybody. The first part
 * of a SKU such as KT-MUG-BLU is the shop's own and stands on every line, so the second one speaks.
 */
export function Initials({ sku, small = false }: { sku: string; small?: boolean }) {
  const sum = [...sku].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  const [first = '·', second = first] = sku.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  const letters = second.slice(0, 2).toUpperCase();
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
