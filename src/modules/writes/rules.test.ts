import { describe, expect, test } from 'vitest';
import { cancelPayload, madeWrite, orderNow, packagePayload, parcel } from '../../../tests/support/write-facts.ts';
import { mayCancel, mayConfirm, mayEdit, type Ruling, unshipped } from './rules.ts';
import type { OrderNow, PackagePayload, Write } from './write.ts';

const now = new Date('2026-11-21T12:00:00Z');
const key = ({ reason }: Ruling) => reason.key.replace('writes.', '');
const confirming = (changes: Partial<PackagePayload> = {}) =>
  madeWrite({ kind: 'confirm', payload: packagePayload({ reference: '5', ...changes }) });
const editing = (changes: Partial<PackagePayload> = {}) => madeWrite({ kind: 'edit', payload: packagePayload(changes) });
const cancelling = () => madeWrite({ kind: 'cancel', payload: cancelPayload() });

describe('confirm', () => {
  const cases: [string, Partial<OrderNow>, Partial<PackagePayload>, Write[], string][] = [
    ['an open order', {}, {}, [], 'will.confirm'],
    ['FBA', { fulfilledBy: 'amazon' }, {}, [], 'skip.fba'],
    ['known from a file only', { depth: 'skeleton' }, {}, [], 'skip.notFetched'],
    ['Pending', { status: 'pending' }, {}, [], 'skip.pending'],
    ['a pre-order', { status: 'pending_availability' }, {}, [], 'skip.pending'],
    ['cancelled', { status: 'cancelled' }, {}, [], 'skip.cancelled'],
    ['unfulfillable', { status: 'unfulfillable' }, {}, [], 'skip.unfulfillable'],
    ['Easy Ship', { programs: ['AMAZON_EASY_SHIP'] }, {}, [], 'skip.easyShip'],
    ['picked up in a store', { programs: ['IN_STORE_PICK_UP'] }, {}, [], 'skip.pickUp'],
    ['shipped', { status: 'shipped' }, {}, [], 'skip.shipped'],
    ['shown under another reference', { packages: [parcel({ reference: '1' })] }, {}, [], 'skip.alreadyConfirmed'],
    [
      'the same number for other units',
      { packages: [parcel({ reference: '1' })] },
      { items: [{ itemId: '2', quantity: 1 }] },
      [],
      'will.confirm',
    ],
    ['shown, but the package was called off', { packages: [parcel({ reference: '1', status: 'cancelled' })] }, {}, [], 'will.confirm'],
    ['a reference that stands at Amazon', { packages: [parcel({ tracking: 'OTHER' })] }, {}, [], 'skip.referenceTaken'],
    ['a reference under way', {}, {}, [confirming({ reference: '77', trackingNumber: 'OTHER' })], 'skip.referenceTaken'],
    ['a cancellation under way', {}, {}, [cancelling()], 'skip.cancelUnderWay'],
    ['the same parcel under way', {}, { trackingNumber: '1z5r 8939-0357567127' }, [confirming()], 'skip.alreadyAsked'],
    ['an item of another order', {}, { items: [{ itemId: '9', quantity: 1 }] }, [], 'skip.unknownItem'],
    ['more than was ordered', {}, { items: [{ itemId: '1', quantity: 4 }] }, [], 'skip.tooMany'],
    [
      'an item named twice, too many together',
      {},
      {
        items: [
          { itemId: '1', quantity: 2 },
          { itemId: '1', quantity: 2 },
        ],
      },
      [],
      'skip.tooMany',
    ],
    [
      'what another write promises',
      {},
      { items: [{ itemId: '1', quantity: 2 }] },
      [confirming({ items: [{ itemId: '1', quantity: 2 }], trackingNumber: 'A' })],
      'skip.tooMany',
    ],
    ['the rest beside another write', {}, {}, [confirming({ items: [{ itemId: '1', quantity: 2 }], trackingNumber: 'A' })], 'will.confirm'],
    ['nothing', {}, { items: [] }, [], 'skip.nothingLeft'],
    ['tomorrow', {}, { shipDate: '2026-11-22T12:00:00Z' }, [], 'skip.future'],
    ['before the order', {}, { shipDate: '2026-11-19T12:00:00Z' }, [], 'skip.beforeOrder'],
    ['the buyer asks to cancel', { cancelRequested: true }, {}, [], 'warn.cancelRequested'],
    ['a status that nobody knows', { status: 'unknown' }, {}, [], 'warn.unknownStatus'],
  ];
  test.each(cases)('%s', (_, order, payload, busy, expected) => {
    expect(key(mayConfirm(orderNow(order), packagePayload(payload), busy, now))).toBe(expected);
  });

  test('a Transparency item needs a code of its own for every unit', () => {
    const [mug] = orderNow().items;
    const order = orderNow({ items: mug ? [{ ...mug, programs: ['TRANSPARENCY'] }] : [] });
    const withCodes = (...transparencyCodes: string[]) => packagePayload({ items: [{ itemId: '1', quantity: 2, transparencyCodes }] });
    expect([[], ['a'], ['a', 'a'], ['a', 'b']].map((codes) => key(mayConfirm(order, withCodes(...codes), [], now)))).toEqual([
      'skip.transparency',
      'skip.transparency',
      'skip.transparency',
      'will.confirm',
    ]);
  });
});

describe('edit', () => {
  const shown = parcel();
  const cases: [string, Partial<OrderNow>, Partial<PackagePayload>, Write[], string][] = [
    ['another number', {}, { trackingNumber: 'NEW' }, [], 'will.edit'],
    ['another carrier alone', {}, { carrierCode: 'FedEx' }, [], 'will.edit'],
    ['other contents alone', {}, { items: [{ itemId: '1', quantity: 2 }] }, [], 'will.edit'],
    ['another ship date alone', {}, { shipDate: '2026-11-21T08:00:00.000Z' }, [], 'will.edit'],
    ['another service alone', {}, { shippingMethod: 'Ground' }, [], 'will.edit'],
    ['nothing', {}, {}, [], 'skip.same'],
    ['the carrier in another spelling', {}, { carrierCode: 'ups' }, [], 'skip.same'],
    ['no such package', { packages: [] }, { trackingNumber: 'NEW' }, [], 'skip.noPackage'],
    ['a package that was called off', { packages: [parcel({ status: 'cancelled' })] }, { trackingNumber: 'NEW' }, [], 'skip.noPackage'],
    ['delivered', { packages: [parcel({ status: 'delivered' })] }, { trackingNumber: 'NEW' }, [], 'skip.delivered'],
    ['another edit under way', {}, { trackingNumber: 'NEW' }, [editing({ trackingNumber: 'OTHER' })], 'skip.editUnderWay'],
    ['of a shipped order', { status: 'shipped' }, { trackingNumber: 'NEW' }, [], 'will.edit'],
    ['of a cancelled order', { status: 'cancelled' }, { trackingNumber: 'NEW' }, [], 'skip.cancelled'],
    ['more than was ordered', {}, { items: [{ itemId: '1', quantity: 4 }] }, [], 'skip.tooMany'],
    [
      'more than another write leaves',
      {},
      { items: [{ itemId: '1', quantity: 2 }] },
      [confirming({ items: [{ itemId: '1', quantity: 2 }], trackingNumber: 'A' })],
      'skip.tooMany',
    ],
    ['a ship date before the order', {}, { shipDate: '2026-11-19T08:00:00.000Z' }, [], 'skip.beforeOrder'],
    ['contents that nobody knows', { packages: [parcel({ items: [] })] }, { trackingNumber: 'NEW', items: [] }, [], 'skip.noContents'],
  ];
  test.each(cases)('%s', (_, changes, payload, busy, expected) => {
    const [mug, bowl] = orderNow().items;
    const items = mug && bowl ? [{ ...mug, shipped: 1 }, bowl] : [];
    expect(key(mayEdit(orderNow({ items, packages: [shown], ...changes }), packagePayload(payload), busy, now))).toBe(expected);
  });
});

describe('cancel', () => {
  const cases: [string, Partial<OrderNow>, string, Write[], string][] = [
    ['an open order', {}, 'NoInventory', [], 'will.cancelCounts'],
    ['at the wish of the buyer', { cancelRequested: true }, 'BuyerCanceled', [], 'will.cancelFree'],
    ['at a wish that nobody has', {}, 'BuyerCanceled', [], 'warn.noRequest'],
    ['for another reason than the wish', { cancelRequested: true }, 'NoInventory', [], 'warn.requestUnused'],
    ['Easy Ship', { programs: ['AMAZON_EASY_SHIP'] }, 'NoInventory', [], 'will.cancelCounts'],
    ['a status that nobody knows', { status: 'unknown' }, 'NoInventory', [], 'warn.unknownStatus'],
    ['FBA', { fulfilledBy: 'amazon' }, 'NoInventory', [], 'skip.fba'],
    ['known from a file only', { depth: 'skeleton' }, 'NoInventory', [], 'skip.notFetched'],
    ['Pending', { status: 'pending' }, 'NoInventory', [], 'skip.pending'],
    ['cancelled', { status: 'cancelled' }, 'NoInventory', [], 'skip.cancelledAlready'],
    ['shipped', { status: 'shipped' }, 'NoInventory', [], 'skip.cancelShipped'],
    ['partly shipped', { status: 'partially_shipped' }, 'NoInventory', [], 'skip.cancelPartly'],
    ['unfulfillable', { status: 'unfulfillable' }, 'NoInventory', [], 'skip.cancelState'],
    ['a confirmation under way', {}, 'NoInventory', [confirming()], 'skip.confirmUnderWay'],
    ['a cancellation under way', {}, 'NoInventory', [cancelling()], 'skip.cancelUnderWay'],
  ];
  test.each(cases)('%s', (_, changes, reason, busy, expected) => {
    expect(key(mayCancel(orderNow(changes), cancelPayload({ reason }), busy))).toBe(expected);
  });
});

describe('units left', () => {
  test('a package that shows is counted once, by Amazon', () => {
    const [mug, bowl] = orderNow().items;
    const order = orderNow({ items: mug && bowl ? [{ ...mug, shipped: 1 }, bowl] : [], packages: [parcel()] });
    expect(unshipped(order, [madeWrite({ kind: 'confirm', payload: packagePayload() }, { state: 'accepted' })])).toEqual(
      new Map([
        ['1', 2],
        ['2', 1],
      ]),
    );
  });

  test('an edit holds what it adds to its package', () => {
    const [mug, bowl] = orderNow().items;
    const order = orderNow({ items: mug && bowl ? [{ ...mug, shipped: 1 }, bowl] : [], packages: [parcel()] });
    const more = madeWrite({ kind: 'edit', payload: packagePayload({ items: [{ itemId: '1', quantity: 2 }] }) });
    expect(unshipped(order, [more])).toEqual(
      new Map([
        ['1', 1],
        ['2', 1],
      ]),
    );
  });
});
