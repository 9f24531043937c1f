import { createHash } from 'node:crypto';

/** A repeatable number in [0, 1) for a question such as (seed, order id, "cancels"): no matter when or how often it is asked. */
export function draw(seed: number, ...question: (string | number)[]): number {
  const hash = createHash('sha256')
    .update([seed, ...question].join('/'))
    .digest();
  return hash.readUInt32BE(0) / 2 ** 32;
}

/** The same as a whole number between two bounds, both included. */
export const drawBetween = (low: number, high: number, seed: number, ...question: (string | number)[]) =>
  low + Math.floor(draw(seed, ...question) * (high - low + 1));

/** An id of digits that follows from the seed and a running number, which stands at its end. */
export const runningId = (seed: number, kind: string, number: number) =>
  `${drawBetween(10_000, 99_999, seed, kind, number)}${String(number + 1).padStart(6, '0')}`;

/** An id in the form of a UUID that follows from the seed and a running number. */
export function uuidOf(seed: number, kind: string, number: number): string {
  const hex = createHash('sha256').update(`${kind}/${seed}/${number}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
