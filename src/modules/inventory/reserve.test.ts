import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderFacts } from '#src/modules/orders/index.ts';
import { takeIn } from '#src/modules/orders/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { brokenStock, oversold, type StockFigures, stockFigures } from '../../../tests/support/stock-facts.ts';
import { runAllocate } from './allocate.ts';
import { availableFor } from './available-for.ts';
import { changeStock, undoStock } from './change-stock.ts';
import { mapSku } from './map-sku.ts';
import { productDetailsOf, productsMeant, stockExceptionsOf, stockSummaryOf } from './questions.ts';
import { reserveOnTaken } from './reserve-on-taken.ts';
import { saveBin, saveLocation } from './save-location.ts';
import { archive, saveProduct } from './save-product.ts';

let desk: TestDesk;
let one: string;
let two: string;
beforeEach(async () => {
  desk = await testDesk();
  one = await desk.addAccount('One');
  two = await desk.addAccount('Two');
});
afterEach(async () => {
  const broken = await brokenStock(desk.database, [one, two]);
  await desk.close();
  if (broken.length > 0) throw new Error(broken.join('; '));
});

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 10, minute));
type Line = { itemId?: string; sku?: string; quantity?: number; shipped?: number; cancelled?: number; detail?: Record<string, unknown> };
const facts = (orderId: string, minute: number, status: OrderFacts['status']['state'], lines: Line[] = [{}]): OrderFacts =>
  orderFacts({
    orderId,
    purchasedAt: at(0),
    updatedAt: at(minute),
    status: { state: status, raw: status },
    items: lines.map((line, i) => ({
      itemId: String(i + 1),
      sku: 'MUG',
      asin: 'B0WAYBILL1',
      title: 'Mug',
      quantity: 2,
      shipped: 0,
      cancelled: 0,
      ...line,
    })),
  });
const take = (accountId: string, ...all: OrderFacts[]) =>
  takeIn(
    { ...desk.intake, onTaken: [reserveOnTaken(desk.clock)] },
    accountId,
    all.map((each) => ({ facts: each, raw: {} })),
  );
const product = (code: string, parts: { productId: string; quantity: number }[] = []) =>
  saveProduct(desk, [one, two], undefined, { code, title: code, asin: null, barcodes: [], parts });
let entries = 0;
const receive = async (productId: string, quantity: number) => {
  const entry = `entry ${(entries += 1)}`;
  await changeStock(desk, { entry, kind: 'receive', reason: '', ref: '', lines: [{ productId, binId: '1', quantity }] }, 'Ana');
  return entry;
};
const figures = async (code: string): Promise<Omit<StockFigures, 'code'> | undefined> => {
  const found = (await stockFigures(desk.database)).find((each) => each.code === code);
  if (!found) return undefined;
  const { code: _code, ...units } = found;
  return units;
};
const allocate = () => runAllocate(desk)();

describe('an order reserves', () => {
  it('from the moment it is Pending, and gives back what a buyer cancels', async () => {
    await product('MUG');
    await take(one, facts('A', 1, 'pending'));
    expect(await figures('MUG')).toEqual({ onHand: 0, reserved: 2, kept: 0, allocated: 0 });
    await take(one, facts('A', 2, 'cancelled', [{ cancelled: 2 }]));
    expect(await figures('MUG')).toEqual({ onHand: 0, reserved: 0, kept: 0, allocated: 0 });
  });

  it('once, however often and in whatever order it is told', async () => {
    await product('MUG');
    await take(one, facts('A', 2, 'unshipped'));
    await take(one, facts('A', 1, 'pending', [{ quantity: 5 }]));
    await take(one, facts('A', 2, 'unshipped'), facts('A', 2, 'unshipped'));
    await take(one, { ...facts('A', 3, 'unshipped'), source: 'get' });
    expect(await figures('MUG')).toMatchObject({ reserved: 2 });
  });

  it('from a shelf that two accounts sell from', async () => {
    const mug = await product('MUG');
    await receive(mug, 3);
    await take(one, facts('A', 1, 'unshipped'));
    await take(two, facts('B', 1, 'unshipped'));
    await allocate();
    expect(await figures('MUG')).toEqual({ onHand: 3, reserved: 4, kept: 0, allocated: 3 });
    await take(one, facts('A', 2, 'cancelled', [{ cancelled: 2 }]));
    await allocate();
    expect(await figures('MUG')).toEqual({ onHand: 3, reserved: 2, kept: 0, allocated: 2 });
  });

  it('nothing where Amazon fulfils, and nothing for the past', async () => {
    const mug = await product('MUG');
    await take(one, { ...facts('A', 1, 'unshipped'), fulfilledBy: { state: 'amazon', raw: 'AMAZON' } });
    await take(one, facts('B', 1, 'shipped', [{ shipped: 2 }]));
    await receive(mug, 10);
    expect(await figures('MUG')).toMatchObject({ onHand: 10, reserved: 0 });
  });

  it('what its items still want when one part of it is shipped', async () => {
    const mug = await product('MUG');
    await receive(mug, 10);
    await take(one, facts('A', 1, 'unshipped', [{ quantity: 3 }, { quantity: 1 }]));
    await allocate();
    await take(one, facts('A', 2, 'partially_shipped', [{ quantity: 3, shipped: 2 }, { quantity: 1 }]));
    expect(await figures('MUG')).toEqual({ onHand: 8, reserved: 2, kept: 0, allocated: 2 });
    await take(
      one,
      facts('A', 3, 'shipped', [
        { quantity: 3, shipped: 3 },
        { quantity: 1, shipped: 1 },
      ]),
    );
    expect(await figures('MUG')).toEqual({ onHand: 6, reserved: 0, kept: 0, allocated: 0 });
  });

  it('the parts of a bundle, also of a bundle within one', async () => {
    const [mug, tray] = [await product('CUP'), await product('TRAY')];
    const set = await product('SET', [{ productId: mug, quantity: 4 }]);
    await product('MUG', [
      { productId: set, quantity: 2 },
      { productId: mug, quantity: 1 },
      { productId: tray, quantity: 1 },
    ]);
    await take(one, facts('A', 1, 'unshipped'));
    expect(await figures('CUP')).toMatchObject({ reserved: 18 });
    expect(await figures('TRAY')).toMatchObject({ reserved: 2 });
    expect(await figures('MUG')).toMatchObject({ reserved: 0 });
  });

  it('by a file first and by the API then, once', async () => {
    await product('MUG');
    await take(one, {
      ...facts('A', 1, 'unshipped', [{}]),
      depth: 'skeleton',
      source: 'file',
      items: [{ sku: 'MUG', asin: 'B0', title: 'Mug', quantity: 2 }],
    });
    expect(await figures('MUG')).toMatchObject({ reserved: 2 });
    await take(one, facts('A', 1, 'unshipped'));
    expect(await figures('MUG')).toMatchObject({ reserved: 2 });
  });
});

describe('what the seller cancels for want of units', () => {
  const gone = { detail: { cancellation: { by: 'MERCHANT', reason: 'No inventory' } } };

  it('is kept back until somebody counts', async () => {
    const mug = await product('MUG');
    await receive(mug, 2);
    await take(one, facts('A', 1, 'unshipped'));
    await allocate();
    // A notification says that it is cancelled, and not why: until that is known nothing is free.
    const notice = orderFacts({
      ...facts('A', 2, 'cancelled', [{ quantity: 0 }]),
      source: 'notification',
      depth: 'skeleton',
      personalState: 'unknown',
    });
    await take(one, notice);
    expect(await figures('MUG')).toEqual({ onHand: 2, reserved: 2, kept: 0, allocated: 2 });
    await take(one, facts('A', 2, 'cancelled', [{ cancelled: 2, ...gone }]));
    expect(await figures('MUG')).toEqual({ onHand: 2, reserved: 0, kept: 2, allocated: 0 });
    await changeStock(
      desk,
      { entry: 'count it', kind: 'count', reason: '', ref: '', lines: [{ productId: mug, binId: '1', quantity: 1 }] },
      'Ana',
    );
    expect(await figures('MUG')).toEqual({ onHand: 1, reserved: 0, kept: 0, allocated: 0 });
    await take(one, facts('A', 3, 'cancelled', [{ cancelled: 2, ...gone }]));
    expect(await figures('MUG')).toMatchObject({ kept: 0 });
  });

  it('is free again when the buyer cancelled', async () => {
    await product('MUG');
    await take(one, facts('A', 1, 'unshipped'));
    await take(one, facts('A', 2, 'cancelled', [{ cancelled: 2, detail: { cancellation: { by: 'BUYER', reason: 'No inventory' } } }]));
    expect(await figures('MUG')).toMatchObject({ reserved: 0, kept: 0 });
  });
});

describe('a SKU that nobody has mapped', () => {
  it('reserves against a placeholder, and takes its orders along when it is mapped', async () => {
    await take(one, facts('A', 1, 'pending', [{ sku: 'OTHER' }]));
    expect(await figures('?1/OTHER')).toMatchObject({ reserved: 2 });
    const mug = await product('CUP');
    await receive(mug, 9);
    await mapSku(desk, { accountId: one, sku: 'OTHER', productId: mug }, 'Ana');
    expect(await figures('CUP')).toMatchObject({ reserved: 2 });
    expect(await figures('?1/OTHER')).toMatchObject({ reserved: 0 });
    await take(one, facts('A', 2, 'shipped', [{ sku: 'OTHER', shipped: 2 }]));
    expect(await figures('CUP')).toEqual({ onHand: 7, reserved: 0, kept: 0, allocated: 0 });
  });

  it('takes what has left along too', async () => {
    await take(one, facts('A', 1, 'unshipped', [{ sku: 'OTHER' }]));
    await take(one, facts('A', 2, 'shipped', [{ sku: 'OTHER', shipped: 2 }]));
    expect(await figures('?1/OTHER')).toMatchObject({ onHand: -2 });
    const cup = await product('CUP');
    await mapSku(desk, { accountId: one, sku: 'OTHER', productId: cup }, 'Ana');
    expect(await figures('?1/OTHER')).toMatchObject({ onHand: 0 });
    expect(await figures('CUP')).toMatchObject({ onHand: -2 });
  });

  it('becomes a product of its own', async () => {
    await take(one, facts('A', 1, 'unshipped', [{ sku: 'OTHER' }]));
    await mapSku(desk, { accountId: one, sku: 'OTHER', productId: null }, 'Ana');
    expect(await figures('OTHER')).toMatchObject({ reserved: 2 });
    await take(two, facts('B', 1, 'unshipped', [{ sku: 'OTHER' }]));
    expect(await figures('OTHER')).toMatchObject({ reserved: 4 });
  });
});

describe('units on shelves', () => {
  it('are taken off where they were promised, and what nobody has seen shows as less than nothing', async () => {
    const mug = await product('MUG');
    await receive(mug, 1);
    await take(one, facts('A', 1, 'unshipped'));
    await allocate();
    await take(one, facts('A', 2, 'shipped', [{ shipped: 2 }]));
    expect(await figures('MUG')).toEqual({ onHand: -1, reserved: 0, kept: 0, allocated: 0 });
    // A count of every bin that holds it settles what nobody had seen, and undoing the count brings it back.
    const bin = await saveBin(desk, '1', 'A-01');
    const count = { entry: 'count all', kind: 'count' as const, reason: '', ref: '', lines: [{ productId: mug, binId: bin, quantity: 9 }] };
    await changeStock(desk, count, 'Ana');
    expect(await figures('MUG')).toMatchObject({ onHand: 9 });
    await undoStock(desk, 'count all', 'Ana');
    expect(await figures('MUG')).toMatchObject({ onHand: -1 });
  });

  it('are not changed by a quantity that makes no sense, nor adjusted without a reason', async () => {
    const mug = await product('MUG');
    await receive(mug, 3);
    const bin = await saveBin(desk, '1', 'A-01');
    for (const [kind, quantity, reason] of [
      ['receive', -1, ''],
      ['receive', 0, ''],
      ['move', -2, ''],
      ['move', 0, ''],
      ['count', -1, ''],
      ['adjust', 0, 'broken'],
      ['adjust', -1, ''],
    ] as const) {
      const lines = [{ productId: mug, binId: '1', toBinId: bin, quantity }];
      await expect(changeStock(desk, { entry: `no sense ${kind}`, kind, reason, ref: '', lines }, 'Ana')).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
    expect(await figures('MUG')).toMatchObject({ onHand: 3 });
  });

  it('are not for sale where the location is switched off', async () => {
    const place = {
      name: 'East',
      country: '',
      region: '',
      timeZone: 'UTC',
      cutOff: '14:00',
      parcelCost: '0',
      currency: 'USD',
      active: true,
    };
    const east = await saveLocation(desk, undefined, place);
    const mug = await product('MUG');
    await receive(mug, 3);
    const lines = [{ productId: mug, binId: await saveBin(desk, east, ''), quantity: 5 }];
    await changeStock(desk, { entry: 'to the east', kind: 'receive', reason: '', ref: '', lines }, 'Ana');
    const look = () =>
      desk.database.read([one], async (db) => [await productDetailsOf(db, mug), await stockSummaryOf(db), await availableFor(db, [mug])]);
    expect(await look()).toMatchObject([{ onHand: 8, available: 8 }, { short: 0 }, new Map([[mug, 8]])]);
    await saveLocation(desk, east, { ...place, active: false });
    expect(await look()).toMatchObject([{ onHand: 8, available: 3 }, { short: 0 }, new Map([[mug, 3]])]);
    await take(one, facts('A', 1, 'unshipped', [{ quantity: 4 }]));
    expect(await look()).toMatchObject([{ available: -1 }, { short: 1 }, new Map([[mug, -1]])]);
    expect((await desk.database.read([one], stockExceptionsOf)).short).toMatchObject([{ onHand: 3, missing: 1 }]);
  });

  it('bring a product that was put away back to the list', async () => {
    const mug = await product('MUG');
    await archive(desk, mug, true);
    await receive(mug, 1);
    expect(await desk.database.read([], (db) => productDetailsOf(db, mug))).toMatchObject({ archivedAt: null, onHand: 1 });
  });

  it('are known by one barcode in all its spellings, and no barcode means two products', async () => {
    const body = { title: 'Mug', asin: null, parts: [] };
    const mug = await saveProduct(desk, [one], undefined, { ...body, code: 'MUG', barcodes: ['012345678905'] });
    for (const text of ['12345678905', '0012345678905', '012345678905'])
      expect(await desk.database.read([one], (db) => productsMeant(db, text))).toMatchObject([{ productId: mug, by: 'barcode' }]);
    for (const [code, barcodes] of [
      ['CUP', ['0012345678905']],
      ['CUP', ['MUG']],
      ['012345678905', []],
    ] as const)
      await expect(saveProduct(desk, [one], undefined, { ...body, code, barcodes: [...barcodes] })).rejects.toMatchObject({
        code: 'CONFLICT',
      });
  });

  it('lose the promise of the latest deadline when a count finds fewer', async () => {
    const mug = await product('MUG');
    await receive(mug, 4);
    const late = { ...facts('B', 1, 'unshipped'), shipBy: { from: at(0), to: new Date('2026-12-24') } };
    await take(one, facts('A', 1, 'unshipped'));
    await take(two, late);
    await allocate();
    await changeStock(
      desk,
      { entry: 'count it', kind: 'count', reason: '', ref: '', lines: [{ productId: mug, binId: '1', quantity: 3 }] },
      'Ana',
    );
    await allocate();
    expect(await oversold(desk.database)).toEqual([]);
    const rows = await desk.database.read([one, two], (db) =>
      db.query({ text: 'SELECT order_id, allocated FROM stock_reservation ORDER BY order_id' }),
    );
    expect(rows).toEqual([
      { order_id: 'A', allocated: 2 },
      { order_id: 'B', allocated: 1 },
    ]);
  });

  it('come back when a person undoes, once', async () => {
    const mug = await product('MUG');
    const entry = await receive(mug, 5);
    await undoStock(desk, entry, 'Ana');
    expect(await figures('MUG')).toMatchObject({ onHand: 0 });
    await expect(undoStock(desk, entry, 'Ana')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('are not taken from a bin that has too few', async () => {
    const mug = await product('MUG');
    await receive(mug, 1);
    const adjust = {
      entry: 'adjust it',
      kind: 'adjust' as const,
      reason: 'broken',
      ref: '',
      lines: [{ productId: mug, binId: '1', quantity: -2 }],
    };
    await expect(changeStock(desk, adjust, 'Ana')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  it('are received once, however often it is asked', async () => {
    const mug = await product('MUG');
    const change = {
      entry: 'the same',
      kind: 'receive' as const,
      reason: '',
      ref: '',
      lines: [{ productId: mug, binId: '1', quantity: 2 }],
    };
    await Promise.all([changeStock(desk, change, 'Ana'), changeStock(desk, change, 'Ana'), changeStock(desk, change, 'Ana')]);
    expect(await figures('MUG')).toMatchObject({ onHand: 2 });
  });
});
