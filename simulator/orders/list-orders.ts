import type { SimAccount } from '../accounts/sim-account.ts';
import type { OrderTable } from '../store/order-table.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { TimeWindow } from './time-window.ts';

export type Position = { at: number; id: string };
export type OrderPage = { orders: SimOrder[]; next?: Position };

const TWO_YEARS_MS = 2 * 365 * 86_400_000;
/** Japan, Australia and Singapore show orders since 2016. */
const LONG_MEMORY = new Set(['A1VC38T7YXB528', 'A39IBJ37TRP1C6', 'A19VAU5U5O7RUS']);

/** True while Amazon still gives an order out. */
export const isRemembered = (order: SimOrder, now: number) =>
  order.createdAt >= now - TWO_YEARS_MS || (LONG_MEMORY.has(order.marketplaceId) && order.createdAt >= Date.UTC(2016, 0, 1));

/** One page of a seller's orders, oldest time first, after a position. */
export function listOrders(
  orders: OrderTable,
  query: { account: SimAccount; window: TimeWindow; limit: number; after?: Position; wanted: (order: SimOrder) => boolean; now: number },
): OrderPage {
  const { account, window, limit, after, wanted, now } = query;
  const index = orders.byTime(account.sellerId, window.time);
  const page: SimOrder[] = [];
  for (const entry of index.from(after?.at ?? window.after, after?.id)) {
    if (entry.at > window.before) break;
    const order = orders.get(entry.id);
    if (!order || !isRemembered(order, now) || !wanted(order)) continue;
    const last = page.at(-1);
    if (page.length === limit && last) return { orders: page, next: { at: last[window.time], id: last.orderId } };
    page.push(order);
  }
  return { orders: page };
}
