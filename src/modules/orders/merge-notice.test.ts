import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderFacts, OrderStatus } from './facts.ts';
import type { KnownOrder } from './known-order.ts';
import { mergeOrder } from './merge-order.ts';

const start = Date.UTC(2026, 10, 22, 12);
const minute = (n: number) => new Date(start + n * 60_000);
const raw: Record<string, string> = {
  unshipped: 'Unshipped',
  partially_shipped: 'PartiallyShipped',
  shipped: 'Shipped',
  cancelled: 'Canceled',
};

type Said = {
  at: number;
  status: OrderStatus;
  shipBy?: number;
  deliverBy?: number;
  programs?: string[];
  items: { itemId: string; quantity: number; shipped?: number; asks?: boolean }[];
};

const word = (said: Said): OrderFacts => ({
  orderId: '111-0000001-0000001',
  source: 'notification',
  depth: 'skeleton',
  marketplaceId: 'ATVPDKIKX0DER',
  salesChannel: 'Amazon.com',
  status: { state: said.status, raw: raw[said.status] ?? said.status },
  fulfilledBy: { state: 'merchant', raw: 'MFN' },
  purchasedAt: minute(-60),
  updatedAt: minute(said.at),
  ...(said.shipBy === undefined ? {} : { shipBy: { to: minute(said.shipBy) } }),
  ...(said.deliverBy === undefined ? {} : { deliverBy: { to: minute(said.deliverBy) } }),
  ...(said.programs ? { programs: said.programs } : {}),
  items: said.items.map(({ itemId, quantity, shipped, asks }) => ({
    itemId,
    sku: `SKU-${itemId}`,
    asin: '',
    title: '',
    quantity,
    ...(shipped === undefined ? {} : { shipped }),
    ...(asks === undefined ? {} : { cancelRequest: asks ? {} : null }),
  })),
  personalState: 'unknown',
});

const whole = (at: number): OrderFacts => ({
  ...word({ at, status: 'unshipped', shipBy: 500, deliverBy: 900, items: [] }),
  source: 'search',
  depth: 'full',
  items: ['a', 'b'].map((itemId) => ({ itemId, sku: `SKU-${itemId}`, asin: 'B0', title: 'Mug', quantity: 4, shipped: 0, cancelled: 0 })),
  packages: [],
});

/** What all these come to, one after the other. */
function fold(list: readonly OrderFacts[]): KnownOrder | undefined {
  let known: KnownOrder | undefined;
  for (const facts of list) {
    // Stored and read again, as between two messages.
    const before = known && { ...known, detail: JSON.parse(JSON.stringify(known.detail)) as Record<string, unknown> };
    const merged = mergeOrder(before, facts, { hash: hashOf(facts), mask: null, shipTo: null, addressHash: null });
    if (merged.kind === 'new' || merged.kind === 'changed') known = merged.order;
  }
  return known;
}

const hashOf = ({ updatedAt: _at, source: _source, ...said }: OrderFacts) => JSON.stringify(said);

/** Without what only tells two equal answers apart. */
const shown = (order: KnownOrder | undefined) => order && { ...order, factsHash: '' };

const items = fc.uniqueArray(
  fc.record(
    {
      itemId: fc.constantFrom('a', 'b', 'c'),
      quantity: fc.integer({ min: 0, max: 5 }),
      shipped: fc.integer({ min: 0, max: 5 }),
      asks: fc.boolean(),
    },
    { requiredKeys: ['itemId', 'quantity'] },
  ),
  { selector: ({ itemId }) => itemId, maxLength: 3 },
);
const messages = fc.array(
  fc.record(
    {
      // Few moments, so that several fall on the same one.
      at: fc.integer({ min: 1, max: 6 }),
      status: fc.constantFrom<OrderStatus>('unshipped', 'partially_shipped', 'shipped', 'cancelled'),
      shipBy: fc.integer({ min: 100, max: 103 }),
      deliverBy: fc.integer({ min: 200, max: 203 }),
      programs: fc.subarray(['PRIME', 'PREMIUM']),
      items,
    },
    { requiredKeys: ['at', 'status', 'items'] },
  ),
  { minLength: 1, maxLength: 8 },
);
const shuffles = messages.chain((said) => {
  const list = said.map(word);
  // Any order, each at least once, some more often.
  return fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list, ...list], { minLength: list.length * 3 }));
});

test('notifications alone: any order and multiplicity comes to the same order', () => {
  fc.assert(
    fc.property(shuffles, ([list, shuffled]) => {
      expect(shown(fold(shuffled))).toEqual(shown(fold(list)));
    }),
  );
});

test('after an answer in full: any order and multiplicity comes to the same order, and what is older changes nothing', () => {
  fc.assert(
    fc.property(shuffles, fc.integer({ min: 0, max: 7 }), ([list, shuffled], at) => {
      const order = shown(fold([whole(at), ...shuffled]));
      expect(order).toEqual(shown(fold([whole(at), ...list])));
      const newer = list.filter(({ updatedAt }) => updatedAt > minute(at));
      expect(order).toEqual(shown(fold([whole(at), ...newer])));
      expect(order?.items.map(({ title }) => title)).toEqual(['Mug', 'Mug']);
    }),
  );
});

test('an answer in full that comes late goes under what notifications have said since', () => {
  fc.assert(
    fc.property(messages, fc.integer({ min: 0, max: 7 }), (said, at) => {
      const list = said.map(word);
      const late = fold([...list, whole(at)]);
      const early = fold([whole(at), ...list]);
      const { status, shipBy, deliverBy, updatedAt } = early ?? {};
      expect(late).toMatchObject({ status, shipBy, deliverBy, updatedAt, depth: 'full' });
      const units = (order: KnownOrder | undefined) => order?.items.map(({ itemId, shipped, cancelled }) => [itemId, shipped, cancelled]);
      expect(units(late)).toEqual(units(early));
    }),
  );
});

test('a newer answer in full takes the place of everything that notifications said', () => {
  const after = fold([word({ at: 1, status: 'shipped', items: [{ itemId: 'a', quantity: 4, shipped: 4 }] }), whole(2)]);
  expect(after).toMatchObject({ status: 'unshipped', depth: 'full' });
  expect(after?.detail).toEqual({});
});

test('a buyer who asks and no longer asks', () => {
  const ask = (at: number, asks: boolean) => word({ at, status: 'unshipped', items: [{ itemId: 'a', quantity: 4, asks }] });
  expect(fold([whole(0), ask(2, true), ask(1, true)])).toMatchObject({ cancelRequestedAt: minute(1) });
  expect(fold([whole(0), ask(3, false), ask(2, true)])).toMatchObject({ cancelRequestedAt: null });
});

test('units that were cancelled are told by what is left of them', () => {
  const order = fold([whole(0), word({ at: 1, status: 'partially_shipped', items: [{ itemId: 'a', quantity: 3, shipped: 1 }] })]);
  expect(order?.items).toMatchObject([
    { quantity: 4, shipped: 1, cancelled: 1, title: 'Mug' },
    { quantity: 4, shipped: 0, cancelled: 0 },
  ]);
});
