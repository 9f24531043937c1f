import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeWrite, orderNow, parcel } from '../../../tests/support/write-facts.ts';
import { completePackage, freeReference } from './complete-package.ts';
import type { ConfirmPackage } from './contract.ts';
import { mayCancel, mayConfirm, unshipped } from './rules.ts';
import type { OrderNow, Write } from './write.ts';

const now = new Date('2026-11-21T12:00:00Z');
const ups = '1Z5R89390357567127';
const ask = (changes: Partial<ConfirmPackage> = {}): ConfirmPackage => ({
  accountId: '1',
  orderId: orderNow().orderId,
  trackingNumber: ups,
  ...changes,
});

describe('what the person leaves open', () => {
  test('of a confirmation: carrier by the number, all units, now, a reference of our own', () => {
    expect(completePackage(orderNow(), ask({ trackingNumber: ' 1z5r89390357567127 ' }), 'confirm', [], now)).toEqual({
      marketplaceId: 'ATVPDKIKX0DER',
      reference: '1795262400',
      carrierCode: 'UPS',
      trackingNumber: ups,
      shipDate: now.toISOString(),
      items: [
        { itemId: '1', quantity: 3 },
        { itemId: '2', quantity: 1 },
      ],
    });
  });

  test('of an edit: all that the package shows, its ship date above all', () => {
    const shown = parcel({ carrierCode: 'My Courier', service: 'Ground', tracking: 'ABC-1' });
    const order = orderNow({ packages: [shown] });
    expect(completePackage(order, ask({ reference: '77', trackingNumber: 'ABC-2' }), 'edit', [], now)).toEqual({
      marketplaceId: 'ATVPDKIKX0DER',
      reference: '77',
      carrierCode: 'Other',
      carrierName: 'My Courier',
      shippingMethod: 'Ground',
      trackingNumber: 'ABC2',
      shipDate: shown.shipDate,
      items: shown.items,
      before: shown,
    });
  });

  test('a carrier in any spelling is sent in that of Amazon, an unknown one as it is', () => {
    const code = (carrierCode: string) => completePackage(orderNow(), ask({ carrierCode }), 'confirm', [], now).carrierCode;
    expect(['fed ex', 'USPS', 'Zebra Post'].map(code)).toEqual(['FedEx', 'USPS', 'Zebra Post']);
    const other = completePackage(orderNow(), ask({ carrierCode: 'Other', carrierName: 'Zebra Post' }), 'confirm', [], now);
    expect(other).toMatchObject({ carrierCode: 'Other', carrierName: 'Zebra Post' });
    expect(completePackage(orderNow(), ask({ trackingNumber: 'ABCD' }), 'confirm', [], now).carrierCode).toBe('');
  });

  test('an item named twice is one line', () => {
    const items = [
      { itemId: '1', quantity: 1, transparencyCodes: ['a'] },
      { itemId: '1', quantity: 2, transparencyCodes: ['b', 'c'] },
    ];
    expect(completePackage(orderNow(), ask({ items }), 'confirm', [], now).items).toEqual([
      { itemId: '1', quantity: 3, transparencyCodes: ['a', 'b', 'c'] },
    ]);
  });
});

test('a free reference passes by those at Amazon, those under way, and those that may be tried again', () => {
  const at = Math.floor(now.getTime() / 1000);
  const order = orderNow({ packages: [parcel({ reference: String(at) })], references: [String(at + 2)] });
  const busy = madeWrite({ kind: 'confirm', payload: completePackage(order, ask({ reference: String(at + 1) }), 'confirm', [], now) });
  expect(freeReference(order, [busy], now)).toBe(String(at + 3));
});

/** One order, and what sellers and Amazon do with it in any order. */
type Move =
  | { do: 'ask'; items: { itemId: string; quantity: number }[] | undefined; number: string; wait: number }
  | { do: 'show' | 'withdraw' | 'others ship' | 'cancel a unit'; pick: number };

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    do: fc.constant('ask' as const),
    items: fc.option(
      fc.array(fc.record({ itemId: fc.constantFrom('1', '2'), quantity: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 3 }),
      { nil: undefined },
    ),
    number: fc.constantFrom('T1', 'T2', 'T3', 'T4'),
    wait: fc.integer({ min: 0, max: 1500 }),
  }),
  fc.record({ do: fc.constantFrom('show', 'withdraw', 'others ship', 'cancel a unit'), pick: fc.nat(5) }),
);

const isShown = (order: OrderNow, write: Extract<Write, { kind: 'confirm' }>) =>
  order.packages.some(({ reference }) => reference === write.payload.reference);

/** What the desk does with the moves: asks by its rules, keeps what is under way, and follows Amazon's answers. */
function play(moves: readonly Move[]) {
  let order: OrderNow = orderNow();
  let busy: Write[] = [];
  let at = now.getTime();
  const references: string[] = [];
  const change = (itemId: string, by: { shipped?: number; cancelled?: number }) => {
    order = {
      ...order,
      items: order.items.map((item) =>
        item.itemId === itemId
          ? { ...item, shipped: item.shipped + (by.shipped ?? 0), cancelled: item.cancelled + (by.cancelled ?? 0) }
          : item,
      ),
    };
  };
  const check = () => {
    for (const [itemId, left] of unshipped(order, busy)) expect([itemId, left >= 0]).toEqual([itemId, true]);
  };
  for (const move of moves) {
    if (move.do === 'ask') {
      at += move.wait;
      const wanted = ask({ trackingNumber: move.number, carrierCode: 'UPS', ...(move.items ? { items: move.items } : {}) });
      const payload = completePackage(order, wanted, 'confirm', busy, new Date(at));
      if (mayConfirm(order, payload, busy, new Date(at)).outcome === 'skip') continue;
      references.push(payload.reference);
      order = { ...order, references: [...order.references, payload.reference] };
      busy = [...busy, madeWrite({ kind: 'confirm', payload }, { writeId: String(references.length) })];
      check();
      continue;
    }
    const write = busy[move.pick % Math.max(1, busy.length)];
    if (move.do === 'withdraw') busy = busy.filter((other) => other !== write);
    else if (move.do === 'show' && write?.kind === 'confirm' && !isShown(order, write)) {
      const { reference, trackingNumber, items } = write.payload;
      order = { ...order, packages: [...order.packages, parcel({ reference, tracking: trackingNumber, items })] };
      for (const { itemId, quantity } of items) change(itemId, { shipped: quantity });
      if (move.pick % 2 === 0) busy = busy.filter((other) => other !== write);
      check();
    }
    if (move.do === 'show' || move.do === 'withdraw') continue;
    // What happens outside takes only what Amazon has left; the desk may then have promised too much, but never more again.
    const item = order.items[move.pick % 2];
    const isFree = item && (unshipped(order, busy).get(item.itemId) ?? 0) > 0;
    if (item && isFree) change(item.itemId, move.do === 'others ship' ? { shipped: 1 } : { cancelled: 1 });
  }
  return { order, busy, references };
}

describe('whatever is asked and whatever happens', () => {
  test('no unit is promised twice, and no reference is given twice', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 20 }), (moves) => {
        const { references } = play(moves);
        expect(new Set(references).size).toBe(references.length);
      }),
    );
  });

  test('an order with a package on its way is not cancelled, and one that is being cancelled gets no package', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 20 }), (moves) => {
        const { order, busy } = play(moves);
        const payload = { marketplaceId: order.marketplaceId, reason: 'NoInventory', itemIds: ['1', '2'], cancelledBefore: 0 };
        const status = order.packages.length > 0 ? 'partially_shipped' : 'unshipped';
        const isFree = busy.length === 0 && order.packages.length === 0;
        expect(mayCancel({ ...order, status }, payload, busy).outcome !== 'skip').toBe(isFree);
        const cancelling = madeWrite({ kind: 'cancel', payload });
        const next = completePackage(order, ask({ trackingNumber: 'T9', carrierCode: 'UPS' }), 'confirm', busy, now);
        expect(mayConfirm(order, next, [...busy, cancelling], now).outcome).toBe('skip');
        for (const gone of ['cancelled', 'shipped', 'pending'])
          expect(mayConfirm({ ...order, status: gone }, next, busy, now).outcome).toBe('skip');
      }),
    );
  });
});
