/** An open order of the seller's own shipping; `wanted`: it is not here in full. In the order of `placedAt`. */
export type OpenOrder = { placedAt: Date; wanted: boolean };

export type PageWindow = { from: Date; to: Date; wanted: number };

/** Orders of a page of `searchOrders`. */
const pageSize = 100;
/**
 * One page costs as much time as 89 calls of `getOrder`, but has a quota of its own that the sweep alone seldom uses up:
 * it pays from about a quarter of a page on.
 */
export const leastOfPage = 25;

/**
 * The span of time whose open orders fill one page with the most that is wanted, the oldest of several as good: those are
 * due first. What `getOrder` fetched meanwhile is not read a second time.
 */
export function bestWindow(orders: readonly OpenOrder[]): PageWindow | undefined {
  let best: PageWindow | undefined;
  let wanted = 0;
  for (const [n, last] of orders.entries()) {
    const out = orders[n - pageSize];
    if (last.wanted) wanted += 1;
    if (out?.wanted) wanted -= 1;
    const first = orders[Math.max(0, n - pageSize + 1)] ?? last;
    if (last.wanted && wanted > (best?.wanted ?? 0)) best = { from: first.placedAt, to: last.placedAt, wanted };
  }
  return best;
}
