import { isDeepStrictEqual } from 'node:util';
import { parseOrder } from '#src/adapters/spapi/parse-order.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { OrderFacts } from '#src/modules/orders/facts.ts';
import type { KnownOrder } from '#src/modules/orders/known-order.ts';
import { statusOf } from '#src/modules/orders/states.ts';
import type { PersonalData } from '#src/modules/vault/index.ts';
import type { SimAccount } from '../../simulator/accounts/sim-account.ts';
import { INCLUDED_DATA } from '../../simulator/orders/included-data.ts';
import { orderView } from '../../simulator/orders/order-view.ts';
import type { SimOrder } from '../../simulator/store/sim-order.ts';

/** What an order's own read at Amazon says now. */
function factsNow(order: SimOrder, account: SimAccount, now: number): OrderFacts {
  const parsed = parseOrder(JSON.parse(JSON.stringify(orderView(order, account, new Set(INCLUDED_DATA), now))), 'get');
  if (!parsed.ok) throw new Error(`${order.orderId} cannot be read: ${parsed.detail}`);
  return parsed.facts;
}

type Field = [name: string, held: unknown, atAmazon: unknown];

/**
 * Holds an order of the desk against Amazon, field by field: what its own read says, and beside it the shop's own truth, which
 * no reader of ours has touched. Gives the fields that differ. A field that Amazon does not tell (any more) is not compared.
 */
export function compareOrder(held: KnownOrder, order: SimOrder, account: SimAccount, now: number): string[] {
  const fields = held.depth === 'full' ? [...truth(held, order), ...reading(held, factsNow(order, account, now))] : skeleton(held, order);
  return fields.flatMap(([name, ours, theirs]) => {
    const [left, right] = [plain(ours), plain(theirs)];
    return isDeepStrictEqual(left, right)
      ? []
      : [`${order.orderId} ${name}: ${JSON.stringify(left)} here, ${JSON.stringify(right)} at Amazon`];
  });
}

const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
const at = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));
const by = <T>(key: (one: T) => string, list: readonly T[]): T[] => list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));

function truth(held: KnownOrder, order: SimOrder): Field[] {
  const shown = order.fulfilledBy === 'AMAZON' ? [] : order.packages.filter(({ hidden }) => hidden === undefined);
  return [
    ['status of the shop', held.status, statusOf(order.status)],
    ['store', held.marketplaceId, order.marketplaceId],
    ['placed', held.purchasedAt, at(order.createdAt)],
    ['changed', held.updatedAt, at(order.updatedAt)],
    ['units of the shop', unitsOf(held.items), unitsOf(order.items)],
    [
      'titles',
      by(({ itemId }) => itemId, held.items).map(({ title }) => title),
      by(({ itemId }) => itemId, order.items).map(({ title }) => title),
    ],
    [
      'parcels of the shop',
      by(({ reference }) => reference, held.packages).map((parcel) => [
        parcel.reference,
        parcel.tracking,
        parcel.shipDate,
        parcel.status.raw,
        parcel.items,
      ]),
      by(({ reference }) => reference, shown).map((parcel) => [
        parcel.reference,
        parcel.trackingNumber,
        at(parcel.shipDate),
        parcel.status,
        parcel.items.map(({ itemId, quantity }) => ({ itemId, quantity })),
      ]),
    ],
  ];
}

const unitsOf = (items: readonly { itemId: string; sku: string; asin: string; quantity: number; shipped: number; cancelled: number }[]) =>
  by(({ itemId }) => itemId, items).map(({ itemId, sku, asin, quantity, shipped, cancelled }) => [
    itemId,
    sku,
    asin,
    quantity,
    shipped,
    cancelled,
  ]);

function reading(held: KnownOrder, facts: OrderFacts): Field[] {
  const told = (name: string, ours: unknown, theirs: unknown): Field[] => (theirs === undefined ? [] : [[name, ours, theirs]]);
  return [
    ['status', [held.status, held.statusRaw], [facts.status.state, facts.status.raw]],
    ['fulfilled by', held.fulfilledBy, facts.fulfilledBy.state],
    ['sales channel', held.salesChannel, facts.salesChannel],
    ['last change', held.updatedAt, facts.updatedAt],
    ...told('own number', held.sellerOrderId, facts.sellerOrderId),
    ...told('type', held.orderType, facts.orderType),
    ...told('service', held.serviceLevel, facts.serviceLevel),
    ...told('programs', held.programs, facts.programs),
    ...told('ship from', held.shipAfter, facts.shipBy?.from),
    ...told('ship by', held.shipBy, facts.shipBy?.to),
    ...told('deliver from', held.deliverAfter, facts.deliverBy?.from),
    ...told('deliver by', held.deliverBy, facts.deliverBy?.to),
    ...told('total', [Number(held.total), held.currency], facts.total ? [Number(facts.total.amount), facts.total.currency] : undefined),
    ...told('purchase order', held.poNumber, facts.poNumber),
    ...told('replaces', held.replacesOrderId, facts.replacesOrderId),
    ...told('details', held.detail, facts.detail),
    ['buyer asks to cancel', held.cancelRequestedAt !== null, facts.items.some(({ cancelRequest }) => cancelRequest)],
    ['items', held.items.map(itemOf), facts.items.map(itemOf)],
    ...told('parcels', facts.packages && held.packages.map(parcelOf), facts.packages?.map(parcelOf)),
  ];
}

const itemOf = (item: OrderFacts['items'][number]) => ({
  itemId: item.itemId,
  sku: item.sku,
  asin: item.asin,
  title: item.title,
  quantity: item.quantity,
  shipped: item.shipped ?? 0,
  cancelled: item.cancelled ?? 0,
  programs: item.programs ?? [],
  gift: item.gift ?? false,
  customised: item.customised ?? false,
  asked: item.cancelRequest !== undefined,
});

const parcelOf = (parcel: NonNullable<OrderFacts['packages']>[number]) => ({ ...parcel, deliveredAt: undefined });

/** What a report tells of an order that nobody has to do anything with any more. */
const skeleton = (held: KnownOrder, order: SimOrder): Field[] => [
  ['status in reports', held.status, statusOf(order.status)],
  ['store in reports', held.marketplaceId, order.marketplaceId],
  ['sales channel in reports', held.salesChannel, marketplaceOf(order.marketplaceId)?.domain],
  ['fulfilled in reports', held.fulfilledBy, order.fulfilledBy === 'AMAZON' ? 'amazon' : 'merchant'],
  ['placed in reports', held.purchasedAt, at(Math.floor(order.createdAt / 1000) * 1000)],
  [
    'products in reports',
    [...new Set(held.items.map(({ sku }) => sku))].toSorted(),
    [...new Set(order.items.map(({ sku }) => sku))].toSorted(),
  ],
];

/** Names and addresses that the vault holds, against the shop's: those that Amazon showed once and that are not purged yet. */
export function comparePersonal(held: PersonalData | undefined, order: SimOrder): string[] {
  if (!held) return [`${order.orderId}: nothing in the vault`];
  const { recipient } = held;
  const ours = [recipient?.name, recipient?.postalCode, recipient?.city, held.buyerEmail];
  const theirs = [order.address.name, order.address.postalCode, order.address.city, order.buyer.email];
  return ours.flatMap((value, i) => (value === undefined || value === theirs[i] ? [] : [`${order.orderId}: personal field ${i} differs`]));
}
