/** One change of an order: when, of which order, and how many of its three there have been with it. */
export type Change = { at: number; order: number; step: 1 | 2 | 3 };

/** How busy each hour of a day is, from midnight on, where the buyers live. */
const curve = [5, 3, 2, 2, 2, 3, 5, 8, 11, 13, 14, 14, 13, 13, 13, 13, 13, 14, 15, 16, 16, 14, 11, 8];
const hourMs = 3_600_000;
/** From one change of an order to the next. */
const betweenMs = 40 * 60_000;

/**
 * The changes of `orders` orders in the order of time: placed, the buyer asks to cancel, cancelled: exactly three,
 * while a parcel would go on to be scanned and delivered. Orders are placed along the usual
 * curve of a day in `hours` hours from `start` (epoch milliseconds, with `startHour` where the buyers live); changes fall on
 * whole ticks.
 */
export function changesOf(
  orders: number,
  { start, startHour, hours, tickMs }: { start: number; startHour: number; hours: number; tickMs: number },
): Change[] {
  const weights = Array.from({ length: hours }, (_, hour) => curve[(startHour + hour) % 24] ?? 1);
  const all = weights.reduce((a, b) => a + b, 0);
  const changes: Change[] = [];
  let order = 0;
  let before = 0;
  for (const [hour, weight] of weights.entries()) {
    before += weight;
    const until = Math.round((orders * before) / all);
    const count = until - order;
    for (let n = 0; n < count; n += 1, order += 1) {
      const placed = start + hour * hourMs + (n * hourMs) / count;
      for (const step of [1, 2, 3] as const) {
        // Unevenly far apart, by the number of the order alone.
        const later = (step - 1) * betweenMs + ((order * 7_919) % 1_200_000) * (step - 1);
        changes.push({ at: Math.ceil((placed + later) / tickMs) * tickMs, order, step });
      }
    }
  }
  return changes.sort((a, b) => a.at - b.at || a.order - b.order);
}
