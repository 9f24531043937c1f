import { statusByUnits } from '../shipments/quantities.ts';
import { amazonShipsAt, deliverAt } from '../shop/life.ts';
import { createRandom } from '../shop/random.ts';
import { draw, drawBetween } from '../store/draw.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { authorise, cancel, deliver, requestCancel, reveal, scan, shipByAmazon } from './changes.ts';
import type { NextEvent } from './next-event.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SELF_CANCEL_MS = 30 * MINUTE_MS;

const BUYER_REASONS = ['Changed mind about purchase', 'Ordered by mistake', 'Found cheaper somewhere else', 'Would not arrive in time'];

/** The order after its next event. What chance decides follows from the seed and the order alone. */
export function happen(order: SimOrder, event: NextEvent, seed: number): SimOrder {
  const { at, parcel } = event;
  const { next: _, ...rest } = order;
  switch (event.what) {
    case 'reveal':
      return parcel ? reveal(order, parcel, seed) : order;
    case 'authorise-payment':
      return plan(authorise(order, at), at, seed);
    case 'cancel-by-buyer':
      return cancelByBuyer(rest, at, seed);
    case 'cancel-by-amazon':
      return cancel(rest, { by: 'AMAZON', reason: 'Cancelled by Amazon' }, at);
    case 'auto-cancel':
      return order.status === 'UNSHIPPED' ? cancel(rest, { by: 'AMAZON', reason: 'Not confirmed in time' }, at) : rest;
    case 'ship-by-amazon':
      return shipByAmazon(order, at);
    case 'carrier-scan':
      return parcel ? takenAway(scan(order, at, (each) => each === parcel)) : scanAll(rest, at, seed);
    case 'deliver': {
      const arrived = draw(seed, order.orderId, parcel?.reference ?? 'all', 'arrives') >= 0.007;
      return parcel
        ? deliver(order, at, (each) => each === parcel, arrived)
        : deliver(rest, at, (each) => each.deliveredAt === undefined, arrived);
    }
    default:
      return event.what satisfies never;
  }
}

/** What Amazon's driver takes of Easy Ship is shipped by that: the seller confirms nothing. */
function takenAway(order: SimOrder): SimOrder {
  if (!order.programs.includes('AMAZON_EASY_SHIP')) return order;
  const units = (itemId: string) =>
    order.packages.flatMap(({ items }) => items).reduce((sum, item) => sum + (item.itemId === itemId ? item.quantity : 0), 0);
  const items = order.items.map((item) => ({ ...item, shipped: Math.min(units(item.itemId), item.quantity - item.cancelled) }));
  return { ...order, items, status: statusByUnits(items) };
}

/** Within half an hour, or before payment, buyers cancel by themselves; later they ask the seller, or Amazon's warehouse. */
function cancelByBuyer(order: SimOrder, at: number, seed: number): SimOrder {
  const reason = BUYER_REASONS[drawBetween(0, BUYER_REASONS.length - 1, seed, order.orderId, 'reason')] ?? 'Changed mind about purchase';
  const isUnpaid = order.status === 'PENDING' || order.status === 'PENDING_AVAILABILITY';
  if (isUnpaid || at <= order.createdAt + SELF_CANCEL_MS || order.fulfilledBy === 'AMAZON')
    return cancel(order, { by: 'BUYER', reason }, at);
  return order.status === 'UNSHIPPED' || order.status === 'PARTIALLY_SHIPPED' ? requestCancel(order, reason, at) : order;
}

function scanAll(order: SimOrder, at: number, seed: number): SimOrder {
  const scanned = scan(order, at, (each) => each.status === 'PENDING' || each.status === 'SHIPPED');
  return { ...scanned, next: { at: deliverAt(order, at, createRandom(`${seed}/${order.orderId}/deliver`)), what: 'deliver' } };
}

/** What lies ahead of a paid order: Amazon's own warehouse ships within a day; one in thirty or so is called off. */
function plan(order: SimOrder, at: number, seed: number): SimOrder {
  const chance = draw(seed, order.orderId, 'plan');
  const after = (from: number, low: number, high: number) => from + drawBetween(low, high, seed, order.orderId, 'when');
  if (chance < 0.006) return { ...order, next: { at: after(at, 2 * HOUR_MS, 12 * HOUR_MS), what: 'cancel-by-amazon' } };
  if (order.fulfilledBy === 'AMAZON')
    return { ...order, next: { at: amazonShipsAt(at, createRandom(`${seed}/${order.orderId}/paid`)), what: 'ship-by-amazon' } };
  const asks = Math.max(at, order.createdAt + SELF_CANCEL_MS);
  return chance < 0.03 ? { ...order, next: { at: after(asks, MINUTE_MS, 5 * HOUR_MS), what: 'cancel-by-buyer' } } : order;
}
