import { isDeepStrictEqual } from 'node:util';
import { mayMove } from '#src/kernel/states.ts';
import type { ItemFacts, OrderFacts, PackageFacts } from './facts.ts';
import type { KnownItem, KnownOrder, SeenOrder } from './known-order.ts';
import { bornOfNotice, underNotices, withNotice, withoutNotices } from './merge-notice.ts';
import { orderMoves } from './states.ts';

/** A change that the order's timeline tells. `at` is Amazon's time of it. */
export type NewEvent = { kind: string; at: Date; data: Record<string, unknown> };

export type Merged =
  /** Amazon has shown something newer already. */
  | { kind: 'older' }
  /** Nothing new in it. */
  | { kind: 'unchanged' }
  /** `items: kept` means that the items are those already stored and need no writing. */
  | { kind: 'new' | 'changed'; order: KnownOrder; events: NewEvent[]; items: 'kept' | 'updated' | 'replaced' };

type Seen = { hash: string; mask: string | null; shipTo: string | null; addressHash: string | null };

/**
 * What one answer makes of what is known. Pure; Amazon's time of change decides what is newer, and of equal age the
 * deeper answer wins: a file never overwrites the API, but a newer report still moves status and dates forward.
 * `mask` is what may be shown of the buyer, made like the hash of the address by the caller who can see the personal data.
 */
export function mergeOrder(known: KnownOrder | undefined, facts: OrderFacts, seen: Seen): Merged {
  const isNotice = facts.source === 'notification';
  if (!known) {
    const order = isNotice ? bornOfNotice(fresh(facts, seen), facts) : fresh(facts, seen);
    return {
      kind: 'new',
      order,
      events: [{ kind: 'order.placed', at: order.purchasedAt, data: { status: order.status } }, ...births(order)],
      items: 'updated',
    };
  }
  const nothingNew = settled(known, facts, seen.hash);
  if (nothingNew) return { kind: nothingNew };
  if (isNotice) return notice(known, facts, seen.hash);
  if (known.depth === 'full' && facts.depth === 'skeleton') return lift(known, facts, seen.hash);
  const deeper = known.depth === 'skeleton' && facts.depth === 'full';
  const whole = deeper
    ? { ...fresh(facts, seen), ...personalOf(known, facts, seen), tags: known.tags, cancelRequestedAt: known.cancelRequestedAt }
    : update(known, facts, seen);
  keepTimes(whole, known, facts);
  keepAddress(whole, known, facts);
  const order = deeper ? underNotices(whole, known) : whole;
  const events = differences(known, order, facts);
  return { kind: 'changed', order, events, items: sameItems(known.items, order.items) ? 'updated' : 'replaced' };
}

/** What can be said at first sight: Amazon has shown something newer already, or just the same. Otherwise look closer. */
export function settled(known: SeenOrder, facts: OrderFacts, hash: string): 'older' | 'unchanged' | undefined {
  if (known.depth === 'skeleton' && facts.depth === 'full') return undefined;
  // A notification that comes late may still tell a thing that none of the newer ones did.
  if (facts.source === 'notification')
    return facts.updatedAt.getTime() === known.updatedAt.getTime() && hash === known.factsHash ? 'unchanged' : undefined;
  if (facts.updatedAt < known.updatedAt) return 'older';
  return hash === known.factsHash ? 'unchanged' : undefined;
}

function fresh(facts: OrderFacts, seen: Seen): KnownOrder {
  const items = numbered(facts.items);
  const packages = facts.packages ?? [];
  const request = facts.items.find((item) => item.cancelRequest)?.cancelRequest;
  return {
    orderId: facts.orderId,
    marketplaceId: facts.marketplaceId,
    salesChannel: facts.salesChannel,
    sellerOrderId: facts.sellerOrderId ?? null,
    status: facts.status.state,
    statusRaw: facts.status.raw,
    fulfilledBy: facts.fulfilledBy.state,
    orderType: facts.orderType ?? 'StandardOrder',
    serviceLevel: facts.serviceLevel ?? '',
    shipService: facts.shipService ?? null,
    programs: facts.programs ?? [],
    purchasedAt: facts.purchasedAt,
    updatedAt: facts.updatedAt,
    shipAfter: facts.shipBy?.from ?? null,
    shipBy: facts.shipBy?.to ?? null,
    deliverAfter: facts.deliverBy?.from ?? null,
    deliverBy: facts.deliverBy?.to ?? null,
    total: facts.total?.amount ?? null,
    currency: facts.total?.currency ?? null,
    buyerMask: seen.mask,
    shipTo: seen.shipTo,
    poNumber: facts.poNumber ?? null,
    replacesOrderId: facts.replacesOrderId ?? null,
    cancelRequestedAt: request ? facts.updatedAt : null,
    cancelReason: request?.reason ?? null,
    shippedAt: firstShipped(packages) ?? (facts.status.state === 'shipped' ? facts.updatedAt : null),
    deliveredAt: allDelivered(packages, facts.updatedAt),
    personal: facts.personalState,
    depth: facts.depth,
    source: facts.source,
    detail: facts.detail ?? {},
    factsHash: seen.hash,
    addressHash: seen.addressHash,
    addressChangedAt: null,
    tags: [],
    items,
    packages,
  };
}

/** Every field that the answer carries replaces what was known; what it does not carry stays. */
function update(known: KnownOrder, facts: OrderFacts, seen: Seen): KnownOrder {
  const next = fresh(facts, seen);
  const keep = <T>(given: unknown, newer: T, older: T): T => (given === undefined ? older : newer);
  return {
    ...next,
    tags: known.tags,
    sellerOrderId: keep(facts.sellerOrderId, next.sellerOrderId, known.sellerOrderId),
    orderType: keep(facts.orderType, next.orderType, known.orderType),
    serviceLevel: keep(facts.serviceLevel, next.serviceLevel, known.serviceLevel),
    shipService: keep(facts.shipService, next.shipService, known.shipService),
    programs: keep(facts.programs, next.programs, known.programs),
    shipAfter: keep(facts.shipBy, next.shipAfter, known.shipAfter),
    shipBy: keep(facts.shipBy, next.shipBy, known.shipBy),
    deliverAfter: keep(facts.deliverBy, next.deliverAfter, known.deliverAfter),
    deliverBy: keep(facts.deliverBy, next.deliverBy, known.deliverBy),
    total: keep(facts.total, next.total, known.total),
    currency: keep(facts.total, next.currency, known.currency),
    poNumber: keep(facts.poNumber, next.poNumber, known.poNumber),
    replacesOrderId: keep(facts.replacesOrderId, next.replacesOrderId, known.replacesOrderId),
    packages: keep(facts.packages, next.packages, known.packages),
    detail: withoutNotices(keep(facts.detail, next.detail, known.detail)),
    ...personalOf(known, facts, seen),
    shipTo: facts.shipTo === undefined ? known.shipTo : next.shipTo,
  };
}

/**
 * Amazon stops giving addresses after a while, and gives none without the role though a file did: what was given stays
 * until it is purged, and what was purged stays so.
 */
function personalOf(known: KnownOrder, facts: OrderFacts, seen: { mask: string | null }): Pick<KnownOrder, 'personal' | 'buyerMask'> {
  const isKept = known.personal === 'purged' || (known.personal === 'given' && facts.personalState !== 'given');
  return isKept ? { personal: known.personal, buyerMask: known.buyerMask } : { personal: facts.personalState, buyerMask: seen.mask };
}

/** What a notification says is taken at once; the answer in full follows. */
function notice(known: KnownOrder, facts: OrderFacts, hash: string): Merged {
  const order = withNotice(known, facts, hash);
  if (!order || isDeepStrictEqual(order.detail, known.detail)) return { kind: 'older' };
  return {
    kind: 'changed',
    order,
    events: differences(known, order, facts),
    items: sameItems(known.items, order.items) ? 'updated' : 'replaced',
  };
}

/** A newer report about an order that the API gave in full: its status and time move, nothing is made poorer. */
function lift(known: KnownOrder, facts: OrderFacts, hash: string): Merged {
  const moved = facts.status.state !== known.status && facts.updatedAt > known.updatedAt && facts.status.state !== 'unknown';
  if (!moved) return { kind: 'unchanged' };
  const order = { ...known, status: facts.status.state, statusRaw: facts.status.raw, updatedAt: facts.updatedAt, factsHash: hash };
  return { kind: 'changed', order, events: differences(known, order, facts), items: 'kept' };
}

function keepTimes(order: KnownOrder, known: KnownOrder, facts: OrderFacts): void {
  const asked = facts.items.some((item) => item.cancelRequest);
  order.cancelRequestedAt = asked ? (known.cancelRequestedAt ?? facts.updatedAt) : facts.depth === 'full' ? null : known.cancelRequestedAt;
  if (!asked && facts.depth !== 'full') order.cancelReason = known.cancelReason;
  order.shippedAt = firstShipped(order.packages) ?? known.shippedAt ?? order.shippedAt;
  const delivered = allDelivered(order.packages, facts.updatedAt);
  order.deliveredAt = delivered && (known.deliveredAt ?? delivered);
}

/** An answer without an address leaves the known one; another one than was known is a change that the floor asks about. */
function keepAddress(order: KnownOrder, known: KnownOrder, facts: OrderFacts): void {
  const isOther = order.addressHash !== null && known.addressHash !== null && order.addressHash !== known.addressHash;
  order.addressHash ??= known.addressHash;
  order.addressChangedAt = isOther ? facts.updatedAt : known.addressChangedAt;
}

/** Items without Amazon's id are told apart by SKU, ASIN and which of equal ones they are. */
function numbered(items: readonly ItemFacts[]): KnownItem[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const base = { ...item, shipped: item.shipped ?? 0, cancelled: item.cancelled ?? 0 };
    if (item.itemId !== undefined) return { ...base, itemId: item.itemId };
    const like = `${item.sku}|${item.asin}`;
    const n = (seen.get(like) ?? 0) + 1;
    seen.set(like, n);
    return { ...base, itemId: `${like}|${n}` };
  });
}

const sameItems = (a: readonly KnownItem[], b: readonly KnownItem[]) =>
  a.length === b.length && a.every((item) => b.some((other) => other.itemId === item.itemId));

function firstShipped(packages: readonly PackageFacts[]): Date | null {
  const dates = packages.flatMap((parcel) => (parcel.status.state === 'cancelled' || !parcel.shipDate ? [] : [parcel.shipDate.getTime()]));
  return dates.length ? new Date(Math.min(...dates)) : null;
}

/** When the last parcel arrived; the time of the answer that first said so where Amazon gives no time of delivery. */
function allDelivered(packages: readonly PackageFacts[], saidAt: Date): Date | null {
  const live = packages.filter((parcel) => parcel.status.state !== 'cancelled');
  if (live.length === 0 || live.some((parcel) => parcel.status.state !== 'delivered')) return null;
  return new Date(Math.max(...live.map((parcel) => (parcel.deliveredAt ?? saidAt).getTime())));
}

/** What a first sight already tells beyond the placing itself. */
function births(order: KnownOrder): NewEvent[] {
  const events = order.packages.map((parcel) => packageEvent('package.added', order.updatedAt, parcel));
  if (order.cancelRequestedAt) events.push({ kind: 'cancel.requested', at: order.updatedAt, data: { reason: order.cancelReason } });
  return events;
}

function differences(known: KnownOrder, order: KnownOrder, facts: OrderFacts): NewEvent[] {
  const at = facts.updatedAt;
  const events: NewEvent[] = [];
  const add = (kind: string, data: Record<string, unknown>) => events.push({ kind, at, data });
  if (order.status !== known.status) {
    add('order.status', { from: known.status, to: order.status, word: order.statusRaw });
    const [from, to] = [known.status, order.status];
    if (from in orderMoves && to in orderMoves && !mayMove(orderMoves, from as keyof typeof orderMoves, to as keyof typeof orderMoves))
      add('order.anomaly', { from, to });
  }
  if (!sameTime(order.shipBy, known.shipBy) || !sameTime(order.deliverBy, known.deliverBy))
    add('order.deadlines', {
      shipBy: order.shipBy,
      deliverBy: order.deliverBy,
      before: { shipBy: known.shipBy, deliverBy: known.deliverBy },
    });
  if (order.cancelRequestedAt && !known.cancelRequestedAt) add('cancel.requested', { reason: order.cancelReason });
  if (!order.cancelRequestedAt && known.cancelRequestedAt && order.status !== 'cancelled') add('cancel.withdrawn', {});
  if (order.personal === 'given' && known.personal !== 'given') add('personal.given', {});
  if (!sameTime(order.addressChangedAt, known.addressChangedAt)) add('order.address', {});
  if (known.depth === order.depth) for (const data of itemChanges(known.items, order.items)) add('order.items', data);
  for (const parcel of order.packages) {
    const before = known.packages.find((other) => other.reference === parcel.reference);
    if (!before) events.push(packageEvent('package.added', at, parcel));
    else if (before.tracking !== parcel.tracking || before.carrierRaw !== parcel.carrierRaw)
      events.push(packageEvent('package.changed', at, parcel));
    else if (before.status.raw !== parcel.status.raw) events.push(packageEvent('package.status', at, parcel));
  }
  return events;
}

const sameTime = (a: Date | null, b: Date | null) => a?.getTime() === b?.getTime();

function itemChanges(before: readonly KnownItem[], after: readonly KnownItem[]): Record<string, unknown>[] {
  return after.flatMap((item) => {
    const old = before.find((other) => other.itemId === item.itemId);
    const now = { quantity: item.quantity, shipped: item.shipped, cancelled: item.cancelled };
    if (!old) return [{ sku: item.sku, ...now }];
    const then = { quantity: old.quantity, shipped: old.shipped, cancelled: old.cancelled };
    return isDeepStrictEqual(now, then) ? [] : [{ sku: item.sku, ...now, before: then }];
  });
}

const packageEvent = (kind: string, at: Date, parcel: PackageFacts): NewEvent => ({
  kind,
  at,
  data: { reference: parcel.reference, carrier: parcel.carrierRaw ?? null, tracking: parcel.tracking ?? null, status: parcel.status.raw },
});
