import type { Size } from './content-rules.ts';

export type BoxFacts = { boxId: string; name: string; inner: Size; tare: number; maxWeight: number | null };
export type Packed = { quantity: number; size: Size | null; grams: number | null };
export type BoxHint = { boxId: string; name: string; reason: 'usual' | 'volume' };

// Things never fill a box to the last corner.
const fill = 0.85;

/**
 * Boxes for this content, at most three, the likeliest first: what people took for the same content before, then the
 * smallest ones that hold it by its sides, its volume and its weight. None by volume where a size is not known.
 */
export function boxHints(boxes: readonly BoxFacts[], content: readonly Packed[], usual: readonly string[]): BoxHint[] {
  const known = usual.flatMap((id) => boxes.find(({ boxId }) => boxId === id) ?? []);
  const fitting = boxes.filter((box) => holds(box, content)).toSorted((a, b) => volume(a.inner) - volume(b.inner));
  const hints = [
    ...known.map(({ boxId, name }): BoxHint => ({ boxId, name, reason: 'usual' })),
    ...fitting.filter((box) => !known.includes(box)).map(({ boxId, name }): BoxHint => ({ boxId, name, reason: 'volume' })),
  ];
  return hints.slice(0, 3);
}

function holds({ inner, tare, maxWeight }: BoxFacts, content: readonly Packed[]): boolean {
  if (content.length === 0 || content.some(({ size }) => size === null)) return false;
  const needed = content.reduce((sum, { quantity, size }) => sum + quantity * volume(size ?? [0, 0, 0]), 0);
  const room = inner.toSorted((a, b) => a - b);
  const goesIn = content.every(({ size }) => (size ?? []).toSorted((a, b) => a - b).every((side, at) => side <= (room[at] ?? 0)));
  const weight = content.reduce((sum, { quantity, grams }) => sum + quantity * (grams ?? 0), tare);
  const units = content.reduce((sum, { quantity }) => sum + quantity, 0);
  return goesIn && needed <= volume(inner) * (units === 1 ? 1 : fill) && (maxWeight === null || weight <= maxWeight);
}

const volume = ([length, width, height]: Size): number => length * width * height;

/** The same content gives the same text, in whatever order it was scanned. */
export const contentKey = (content: readonly { productId: string; quantity: number }[]): string =>
  content
    .map(({ productId, quantity }) => `${productId}×${quantity}`)
    .toSorted()
    .join(' ');
