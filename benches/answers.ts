import { parseOrder } from '#src/adapters/spapi/parse-order.ts';
import type { Received } from '#src/modules/orders/index.ts';
import { createAccount } from '../simulator/accounts/create-account.ts';
import { INCLUDED_DATA } from '../simulator/orders/included-data.ts';
import { orderView } from '../simulator/orders/order-view.ts';
import { pastOrders } from '../simulator/shop/past-orders.ts';
import type { SimOrder } from '../simulator/store/sim-order.ts';

/** The end of the demo shop's year. */
const now = Date.parse('2026-11-22T12:00:00Z');
const seed = 7;

export type Answers = {
  /** Each order as a sweep first saw it: paid and waiting to be shipped, if it ever came so far. */
  first: Received[];
  /** The same orders as they ended: shipped with their parcels, cancelled, or still open. */
  last: Received[];
};

/**
 * A year of the demo shop as `searchOrders` shows it, parsed, each order seen right after it changed, so with the personal
 * data that a seller with all roles gets. Each list is in the order in which Amazon would have shown it.
 */
export function answers(count: number): Answers {
  const account = createAccount({ name: 'bench' }, seed);
  const included = new Set(INCLUDED_DATA);
  const orders = pastOrders({ seed, count, now, sellerId: account.sellerId, marketplaceIds: account.marketplaceIds });
  const seen = (order: SimOrder): Received => {
    const view = orderView(order, account, included, order.updatedAt + 120_000);
    // As it comes off the wire.
    const parsed = parseOrder(JSON.parse(JSON.stringify(view)), 'search');
    if (!parsed.ok) throw new Error(`${parsed.orderId}: ${parsed.reason} ${parsed.detail}`);
    return { facts: parsed.facts, raw: parsed.raw, requestId: '9f0c1d2e-bench' };
  };
  const byTime = (a: Received, b: Received) => a.facts.updatedAt.getTime() - b.facts.updatedAt.getTime();
  return {
    first: orders.map((order) => seen(unshipped(order))).sort(byTime),
    last: orders.map(seen).sort(byTime),
  };
}

function unshipped(order: SimOrder): SimOrder {
  if (order.status !== 'SHIPPED' && order.status !== 'PARTIALLY_SHIPPED') return order;
  const items = order.items.map((item) => ({ ...item, shipped: 0 }));
  return { ...order, status: 'UNSHIPPED', items, packages: [], updatedAt: Math.min(order.createdAt + 30 * 60_000, order.updatedAt - 1) };
}
