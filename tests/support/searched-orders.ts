import fc from 'fast-check';
import type { OrderFacts, OrderStatus } from '#src/modules/orders/index.ts';
import { orderFacts } from './order-facts.ts';
import type { SearchedOrder } from './search-oracle.ts';

/** Few words of each kind, so that random searches often find something. */
export const vocabulary = {
  sku: ['KT-MUG-BLU', 'KT-MUG-RED', 'kt_plate', 'GD 100%', 'LAMP\\1'],
  title: ['Stoneware mug, blue', 'Stoneware mug, red', 'Dinner plate 27 cm', 'Garden gloves 100% cotton', '和風ランプ Lamp'],
  asin: ['B0WAYBILL1', 'B0WAYBILL2', 'B0WAYBILL3'],
  listing: ['0101AAA', '0202BBB'],
  'seller-order': ['WB-1', 'wb-2'],
  po: ['4500012345', 'PO 77'],
  first: ['Maria', 'Jon', 'Ana'],
  last: ['Keller', 'Smith'],
  email: ['a@marketplace.amazon.com', 'b@marketplace.amazon.com'],
  track: ['1Z5R89390357567127', '1Z879E930346834440', '9400 1000 0000 0000 0000 00'],
  carrier: ['UPS', 'USPS', 'Royal Mail'],
  service: ['STANDARD', 'SECOND_DAY', 'Drone'],
  shipService: ['Std US D2D Dom', 'Exp US D2D Dom'],
  status: ['pending', 'pending_availability', 'unshipped', 'partially_shipped', 'shipped', 'cancelled', 'unfulfillable', 'unknown'],
  marketplace: ['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2'],
  channel: ['Amazon.com', 'Amazon.ca', 'Non-Amazon'],
  programme: ['PRIME', 'AMAZON_BUSINESS', 'PREMIUM'],
  tag: ['fragile', 'Rush'],
  type: ['StandardOrder', 'Preorder', 'BackOrder'],
  assignee: ['Ana', 'Bo'],
  write: ['queued', 'sent', 'accepted', 'verified', 'rejected'],
  amount: ['19.99', '24.5', '50', '7'],
} as const;

/** Instants around `now`, some on the edge of a day in Los Angeles, few enough to fall together. */
const instants = [
  '2026-10-31T23:30:00Z',
  '2026-11-01T08:59:59Z',
  '2026-11-01T09:00:00Z',
  '2026-11-20T12:00:00Z',
  '2026-11-21T12:00:00Z',
].concat([
  '2026-11-22T07:59:59Z',
  '2026-11-22T08:00:00Z',
  '2026-11-22T11:00:00Z',
  '2026-11-22T14:00:00Z',
  '2026-11-23T11:59:59Z',
  '2026-11-24T08:00:00Z',
]);
const instant = fc.constantFrom(...instants.map((text) => new Date(text)));
const past = instant.filter((at) => at.getTime() <= Date.parse('2026-11-22T12:00:00Z'));
const one = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined, freq: 2 });

const item = fc.record({
  n: fc.nat(vocabulary.sku.length - 1),
  asin: one(vocabulary.asin),
  gift: fc.boolean(),
  customised: fc.boolean(),
  asked: fc.nat(5),
});

const drawn = fc.record({
  purchasedAt: past,
  shipBy: maybe(instant),
  deliverBy: maybe(instant),
  status: one(vocabulary.status),
  amazon: fc.boolean(),
  service: one(vocabulary.service),
  shipService: maybe(one(vocabulary.shipService)),
  marketplace: one(vocabulary.marketplace),
  channel: one(vocabulary.channel),
  programmes: fc.subarray([...vocabulary.programme]),
  type: one(vocabulary.type),
  alias: maybe(one(vocabulary['seller-order'])),
  po: maybe(one(vocabulary.po)),
  total: maybe(fc.record({ amount: one(vocabulary.amount), currency: one(['USD', 'EUR']) })),
  items: fc.array(item, { minLength: 1, maxLength: 4 }),
  parcels: fc.array(fc.record({ carrier: one(vocabulary.carrier), tracking: maybe(one(vocabulary.track)) }), { maxLength: 2 }),
  buyer: maybe(fc.record({ first: one(vocabulary.first), last: one(vocabulary.last), email: one(vocabulary.email) })),
  replaces: fc.nat(4),
  skeleton: fc.nat(4),
  tags: fc.subarray([...vocabulary.tag]),
  assignee: maybe(one(vocabulary.assignee)),
  notes: fc.nat(1),
  write: maybe(one(vocabulary.write)),
});

export const orderNumberOf = (n: number): string => `111-0000000-${String(n).padStart(7, '0')}`;

/** Random orders; numbered from 1, and `accounts` says whose each one is. */
export const searchedOrders = (most: number): fc.Arbitrary<(accountOf: (n: number) => string) => SearchedOrder[]> =>
  fc
    .array(drawn, { minLength: most, maxLength: most })
    .map((list) => (accountOf) => list.map((one, n) => searchedOrder(one, orderNumberOf(n + 1), accountOf(n))));

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function searchedOrder(from: Drawn, orderId: string, accountId: string): SearchedOrder {
  const skeleton = from.skeleton === 0;
  const state: OrderStatus = from.status;
  const items = from.items.map(({ n, asin, gift, customised, asked }, at) => ({
    itemId: `${orderId}-${at}`,
    sku: vocabulary.sku[n] ?? '',
    asin,
    title: vocabulary.title[n] ?? '',
    quantity: at + 1,
    gift,
    customised,
    ...(asked === 0 ? { cancelRequest: { reason: 'no longer needed' } } : {}),
  }));
  const { buyer } = from;
  const facts: OrderFacts = orderFacts({
    orderId,
    depth: skeleton ? 'skeleton' : 'full',
    purchasedAt: from.purchasedAt,
    updatedAt: from.purchasedAt,
    shipBy: from.shipBy ? { to: from.shipBy } : {},
    deliverBy: from.deliverBy ? { to: from.deliverBy } : {},
    status: { state, raw: state.toUpperCase() },
    fulfilledBy: from.amazon ? { state: 'amazon', raw: 'AMAZON' } : { state: 'merchant', raw: 'MERCHANT' },
    serviceLevel: from.service,
    ...(from.shipService === undefined ? {} : { shipService: from.shipService }),
    marketplaceId: from.marketplace,
    salesChannel: from.channel,
    programs: from.programmes,
    orderType: from.type,
    sellerOrderId: from.alias ?? null,
    poNumber: from.po ?? null,
    total: from.total ?? null,
    replacesOrderId: from.replaces === 0 ? '111-0000009-0000009' : null,
    items,
    packages: from.parcels.map(({ carrier, tracking }, n) => ({
      reference: String(n + 1),
      carrierRaw: carrier,
      ...(tracking === undefined ? {} : { tracking }),
      status: { state: 'shipped' as const, raw: 'SHIPPED' },
      items: [],
    })),
    personalState: buyer ? 'given' : 'withheld',
  });
  const name = buyer && `${buyer.first} ${buyer.last}`;
  if (buyer && name) facts.personal = { buyerName: name, buyerEmail: buyer.email };
  else delete facts.personal;
  return { accountId, facts, tags: from.tags, assignee: from.assignee ?? null, notes: from.notes, writeState: from.write ?? null };
}
