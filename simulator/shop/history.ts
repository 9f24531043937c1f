import { statusByUnits } from '../shipments/quantities.ts';
import type { SimItem, SimOrder, SimPackage } from '../store/sim-order.ts';
import { dayOf, endOfDay } from './calendar.ts';
import { afterPlacing, amazonShipsAt, handOverAt } from './life.ts';
import { addOperatingDays } from './operating-days.ts';
import { createParcel, openContent, type ParcelTimes, partOfContent } from './parcels.ts';
import { cancelRequestReasons, returnReasons } from './phrases.ts';
import { promiseFor } from './promise.ts';
import type { Random } from './random.ts';
import { storefrontOf } from './storefronts.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What has become of a placed order by `now`, as chance and the seller's usual diligence have it. */
export function liveUntil(placed: SimOrder, random: Random, now: number): SimOrder {
  const next = afterPlacing(placed, random);
  if (next.at > now) return waiting(placed, next);
  if (next.what === 'cancel-by-buyer') return cancelled(placed, next.at, 'BUYER', random.pick(cancelRequestReasons));
  if (next.what === 'cancel-by-amazon') return cancelled(placed, next.at, 'AMAZON', 'Payment could not be authorised');
  const paid = paidAt(placed, next.at);
  return paid.fulfilledBy === 'AMAZON' ? shippedByAmazon(paid, random, now) : servedBySeller(paid, random, now);
}

/** The order waiting for its next event, with the windows it will have if the payment goes through then. */
export function waiting(order: SimOrder, next: NonNullable<SimOrder['next']>): SimOrder {
  return { ...order, ...promiseFor(order, next.what === 'authorise-payment' ? next.at : order.createdAt), next };
}

/** The order as paid at an instant: ready to ship. */
export function paidAt(order: SimOrder, at: number): SimOrder {
  return { ...order, ...promiseFor(order, at), status: 'UNSHIPPED', updatedAt: at, fulfillableAt: at };
}

/** The order with everything that was still open cancelled. */
export function cancelled(order: SimOrder, at: number, by: 'BUYER' | 'MERCHANT' | 'AMAZON', reason: string): SimOrder {
  const { next: _next, ...rest } = order;
  const items = order.items.map((item) =>
    item.shipped + item.cancelled < item.quantity
      ? { ...item, cancelled: item.quantity - item.shipped, cancellation: { by, reason } }
      : item,
  );
  return { ...rest, items, status: statusByUnits(items), updatedAt: Math.max(order.updatedAt, at) };
}

/** The order after the seller sent a parcel with this content. */
export function withParcel(order: SimOrder, content: SimPackage['items'], random: Random, times: ParcelTimes): SimOrder {
  const { shippedAt, now } = times;
  const parcel = createParcel(random, order, content, times);
  const sent = parcel.hidden ? [] : content;
  const items = order.items.map((item) => ({ ...item, shipped: item.shipped + quantityOf(sent, item) }));
  const lastEvent =
    parcel.deliveredAt ?? (parcel.status === 'IN_TRANSIT' ? Math.min(now, parcel.confirmedAt + 6 * hour) : parcel.visibleAt);
  const updatedAt = Math.max(order.updatedAt, parcel.hidden ? 0 : lastEvent);
  return verified({ ...order, items, packages: [...order.packages, parcel], status: statusByUnits(items), updatedAt }, shippedAt);
}

/** The order with a buyer's request to cancel what is open. */
export function withCancelRequest(order: SimOrder, at: number, reason: string): SimOrder {
  const items = order.items.map((item) =>
    item.shipped + item.cancelled < item.quantity ? { ...item, cancelRequest: { at, reason } } : item,
  );
  return { ...order, items, updatedAt: Math.max(order.updatedAt, at) };
}

function shippedByAmazon(paid: SimOrder, random: Random, now: number): SimOrder {
  const shipsAt = amazonShipsAt(paid.updatedAt, random);
  if (random.chance(0.012)) {
    const at = Math.round(random.between(paid.updatedAt, shipsAt));
    if (at <= now) return cancelled(paid, at, 'BUYER', random.pick(cancelRequestReasons));
  }
  if (shipsAt > now) return { ...paid, next: { at: shipsAt, what: 'ship-by-amazon' } };
  const items = paid.items.map((item) => ({ ...item, shipped: item.quantity }));
  return { ...paid, items, status: 'SHIPPED', updatedAt: shipsAt };
}

function servedBySeller(paid: SimOrder, random: Random, now: number): SimOrder {
  const readyAt = paid.updatedAt;
  const units = paid.items.reduce((sum, item) => sum + item.quantity, 0);
  const fate = random.next();
  if (fate < 0.01) {
    const askedAt = paid.createdAt + random.int(35 * 60_000, 7 * hour);
    const doneAt = askedAt + random.int(hour, 10 * hour);
    if (askedAt > now) return paid;
    const asked = withCancelRequest(paid, Math.max(askedAt, readyAt), random.pick(cancelRequestReasons));
    return doneAt > now ? asked : cancelled(asked, Math.max(doneAt, asked.updatedAt), 'MERCHANT', 'Buyer requested cancellation');
  }
  if (fate < 0.016) {
    const at = readyAt + random.int(2 * hour, 26 * hour);
    return at > now ? paid : cancelled(paid, at, 'MERCHANT', 'No inventory');
  }
  if (fate < 0.017) {
    const { timeZone } = storefrontOf(paid.marketplaceId).warehouse;
    const at = endOfDay(addOperatingDays(dayOf(paid.shipBy?.latest ?? readyAt, timeZone), 7), timeZone);
    return at > now ? paid : cancelled(paid, at, 'AMAZON', 'Not confirmed in time');
  }

  const shippedAt = handOverAt(paid, readyAt, random);
  if (shippedAt > now) return paid;
  const isSplit = units > 1 && random.chance(0.09);
  if (!isSplit) return returned(withParcel(paid, openContent(random, paid.items), random, { shippedAt, now }), random, now);
  const begun = withParcel(paid, partOfContent(random, paid.items), random, { shippedAt, now });
  const restAt = shippedAt + random.int(1, 3) * day;
  if (restAt > now) return begun;
  // The rest follows in a second parcel or turns out not to be there.
  if (random.chance(0.25)) return cancelled(begun, restAt, 'MERCHANT', 'No inventory');
  return withParcel(begun, openContent(random, begun.items), random, { shippedAt: restAt, now });
}

/** A few buyers send the goods back weeks after they came. */
function returned(order: SimOrder, random: Random, now: number): SimOrder {
  const deliveredAt = order.packages[0]?.deliveredAt;
  const [first, ...others] = order.items;
  if (deliveredAt === undefined || !first || !random.chance(0.05)) return order;
  const at = deliveredAt + random.int(2, 28) * day;
  if (at > now) return order;
  return {
    ...order,
    items: [{ ...first, returned: { at, quantity: random.int(1, first.shipped), reason: random.pick(returnReasons) } }, ...others],
  };
}

/** A regulated order leaves only after the seller has approved it. */
function verified(order: SimOrder, at: number): SimOrder {
  if (!order.regulated) return order;
  const { regulated: _open, ...rest } = order;
  return { ...rest, verification: { status: 'Approved', reviewerId: 'KT-VET-1', at } };
}

function quantityOf(content: SimPackage['items'], item: SimItem): number {
  return content.filter((entry) => entry.itemId === item.itemId).reduce((sum, entry) => sum + entry.quantity, 0);
}
