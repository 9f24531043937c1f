/** Amazon makes an order report over 30 days at most (spapi.md 3.1). */
const sliceMs = 30 * 86_400_000;
/** And over the last two years. */
export const pastMs = 730 * 86_400_000;

export type Slice = { from: Date; to: Date };

/** Cuts a span into reports, newest first, without holes or overlaps; 25 of them are two years. */
export function slices(from: Date, to: Date): Slice[] {
  const list: Slice[] = [];
  for (let end = to.getTime(); end > from.getTime(); end -= sliceMs)
    list.push({ from: new Date(Math.max(from.getTime(), end - sliceMs)), to: new Date(end) });
  return list;
}
