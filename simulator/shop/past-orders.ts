import type { SimOrder } from '../store/sim-order.ts';
import type { Customer } from './buyers.ts';
import { drawInstants } from './demand.ts';
import { createOrderId, type Draft, draftOrder } from './draft-order.ts';
import { liveUntil } from './history.ts';
import { openKinds, openOrder } from './open-orders.ts';
import { freeOfCharge } from './order-lines.ts';
import { createRandom, type Random } from './random.ts';
import { storefrontOf } from './storefronts.ts';
import type { Wishes } from './traits.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
/** Transparency, regulated and Easy Ship orders together never exceed this share. */
const specialLimit = 0.02;
const replacementShare = 0.01;
const returningShare = 0.07;
/** How many of a store's latest buyers may come back or need a replacement. */
const memory = 60;

export type PastOrders = {
  seed: number | string;
  count: number;
  /** Epoch milliseconds; every order is at most `days` older, 365 unless told. */
  now: number;
  days?: number;
  /** How many of them wait for the seller to ship them, beside what the last days have left open by themselves. */
  toShip?: number;
  sellerId: string;
  marketplaceIds: readonly string[];
};

/**
 * The past of the demo shop, oldest order first: as dense as weekday, season and event days make it, each order in the
 * state that its age implies, and the last days with work still to do. The same input gives the same orders.
 */
export function pastOrders({ seed, count, now, days = 365, toShip, sellerId, marketplaceIds }: PastOrders): SimOrder[] {
  const random = createRandom(seed);
  const stores = marketplaceIds.map((id) => [id, storefrontOf(id).weight] as const);
  const open = openKinds(count, toShip).slice(0, count);
  const orders: SimOrder[] = [];
  let specials = 0;
  const noSpecial = (): boolean => specials + 1 > Math.floor(count * specialLimit);
  const add = (order: SimOrder): void => {
    if (isSpecial(order)) specials++;
    orders.push(order);
  };

  const orderIds = new Set<string>();
  const newOrderId = (marketplaceId: string): string => {
    let orderId = '';
    do orderId = createOrderId(random, marketplaceId);
    while (orderIds.has(orderId));
    orderIds.add(orderId);
    return orderId;
  };

  for (const kind of open) {
    const marketplaceId = random.weighted(stores);
    add(openOrder(random, kind, { sellerId, marketplaceId, orderId: newOrderId(marketplaceId), noSpecial: noSpecial() }, now));
  }
  for (const [marketplaceId, share] of shareOut(random, stores, count - open.length)) {
    const { timeZone } = storefrontOf(marketplaceId);
    const recent: SimOrder[] = [];
    for (const createdAt of drawInstants(random, { from: now - days * day, to: now - 2 * minute, count: share, timeZone })) {
      const original = random.chance(replacementShare) ? replaceable(random, recent, createdAt) : undefined;
      const customer = original ? undefined : returningCustomer(random, recent);
      const wishes: Wishes = { noSpecial: noSpecial(), ...(customer ? { business: false, abroad: false } : {}) };
      const draft = { sellerId, marketplaceId, createdAt, orderId: newOrderId(marketplaceId) };
      const placed = original
        ? replacementOf(random, original, draft)
        : draftOrder(random, { ...draft, wishes, ...(customer ? { customer } : {}) });
      const order = liveUntil(placed, random, now);
      add(order);
      recent[random.int(0, memory - 1)] = order;
    }
  }
  return orders.sort((a, b) => a.createdAt - b.createdAt);
}

/** Whether it belongs to the kinds that the demo keeps rare. */
export function isSpecial(order: SimOrder): boolean {
  const isRegulated = order.regulated === true || order.verification !== undefined;
  return isRegulated || order.programs.includes('AMAZON_EASY_SHIP') || order.items.some((item) => item.programs.includes('TRANSPARENCY'));
}

function shareOut(random: Random, stores: readonly (readonly [string, number])[], count: number): Map<string, number> {
  const counts = new Map(stores.map(([id]) => [id, 0]));
  for (let left = count; left > 0; left--) {
    const id = random.weighted(stores);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function returningCustomer(random: Random, recent: readonly SimOrder[]): Customer | undefined {
  const known = random.chance(returningShare) ? recent[random.int(0, memory - 1)] : undefined;
  if (!known || known.buyer.companyName !== undefined || !isAtHome(known)) return undefined;
  return { buyer: { ...known.buyer }, address: { ...known.address } };
}

function isAtHome(order: SimOrder): boolean {
  return order.address.countryCode === storefrontOf(order.marketplaceId).country;
}

/** A delivered order of the seller's own shipping from the weeks before, if there is one. */
function replaceable(random: Random, recent: readonly SimOrder[], at: number): SimOrder | undefined {
  const fits = recent.filter((order) => {
    const deliveredAt = order.packages[0]?.deliveredAt;
    return (
      !order.replaces &&
      !isSpecial(order) &&
      order.status === 'SHIPPED' &&
      deliveredAt !== undefined &&
      deliveredAt < at &&
      deliveredAt > at - 45 * day
    );
  });
  return fits.length > 0 ? random.pick(fits) : undefined;
}

/** Another piece of what went wrong, free of charge, to the same buyer. */
function replacementOf(random: Random, original: SimOrder, draft: Draft): SimOrder {
  const customer = { buyer: { ...original.buyer }, address: { ...original.address } };
  const { serviceLevel } = original;
  const wishes: Wishes = { fulfilledBy: 'MERCHANT', serviceLevel, programs: [], noSpecial: true, goods: 'ordinary', gift: false };
  const placed = draftOrder(random, { ...draft, customer, wishes });
  const item = random.pick(original.items.filter((each) => each.shipped > 0));
  const { gift: _gift, returned: _returned, cancellation: _cancellation, cancelRequest: _request, ...goods } = item;
  const again = {
    ...freeOfCharge(goods, original.currency),
    itemId: `${random.int(1, 9)}${random.text(13)}`,
    quantity: 1,
    shipped: 0,
    cancelled: 0,
  };
  const type = random.chance(0.85) ? 'REPLACEMENT_ORIGINAL_ID' : 'EXCHANGE_ORIGINAL_ID';
  return { ...placed, shipServiceName: original.shipServiceName, items: [again], replaces: { orderId: original.orderId, type } };
}
