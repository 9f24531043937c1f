import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#src/kernel/app-error.ts';
import { steppedClock } from '#src/kernel/clock.ts';
import type { OrderFacts } from '#src/modules/orders/index.ts';
import { takeIn } from '#src/modules/orders/index.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { type TestDatabase, testDatabase } from '../../../tests/support/postgres.ts';
import { brokenStock, oversold } from '../../../tests/support/stock-facts.ts';
import { allocateOrders, runAllocate } from './allocate.ts';
import { changeStock, undoStock } from './change-stock.ts';
import type { StockChange } from './contract.ts';
import { mapSku } from './map-sku.ts';
import { reserveOnTaken } from './reserve-on-taken.ts';
import { saveBin, saveLocation } from './save-location.ts';
import { saveProduct } from './save-product.ts';

/** Real connections side by side, from two accounts that sell the same units in two stores. */
const accounts = ['1', '2'] as const;
const clock = steppedClock(new Date('2026-11-23T12:00:00Z'));
let test: TestDatabase;
let database: Database;
let bins: string[];
beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.connection, { size: 8 });
  for (const accountId of accounts)
    await database.write([accountId], (tx) =>
      tx.query({
        text: `INSERT INTO account (account_id, name, region, host, time_zone, state, created_at) VALUES ($1, 'Shop', 'NA', 'simulator', 'UTC', 'connected', $2)`,
        values: [accountId, clock.now()],
      }),
    );
  const second = await saveLocation({ database, clock }, undefined, {
    name: 'East',
    country: 'US',
    region: 'NY',
    timeZone: 'America/New_York',
    cutOff: '16:00',
    parcelCost: '3.10',
    currency: 'USD',
    active: true,
  });
  bins = [
    '1',
    await saveBin({ database, clock }, '1', 'A-1'),
    await saveBin({ database, clock }, second, ''),
    await saveBin({ database, clock }, second, 'B-7'),
  ];
});
afterAll(async () => {
  await database?.close();
  await test?.close();
});

const intake = () => ({ database, clock, sealing: createSealing(Buffer.alloc(32, 7)), onTaken: [reserveOnTaken(clock)] });
let runs = 0;
const minute = (n: number) => new Date(Date.UTC(2026, 10, 23, 13, n));

type OrderStep = {
  what: 'order';
  account: 0 | 1;
  order: number;
  minute: number;
  status: OrderFacts['status']['state'];
  lines: { sku: number; quantity: number; shipped: number }[];
};
type Step =
  | OrderStep
  | { what: 'allocate' }
  | { what: 'stock'; kind: StockChange['kind']; product: number; bin: number; to: number; quantity: number; undo: boolean }
  | { what: 'map'; account: 0 | 1; sku: number; product: number };

const stores = ['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2'] as const;
const factsOf = (run: number, step: OrderStep): OrderFacts =>
  orderFacts({
    orderId: `${run}-${step.account}-${step.order}`,
    marketplaceId: stores[step.order % 2] ?? stores[0],
    source: 'get',
    purchasedAt: minute(0),
    updatedAt: minute(step.minute),
    status: { state: step.status, raw: step.status },
    shipBy: { to: minute(step.order * 60) },
    items: step.lines.map((line, i) => {
      const shipped =
        step.status === 'shipped' ? line.quantity : step.status === 'partially_shipped' ? Math.min(line.shipped, line.quantity) : 0;
      const cancelled = step.status === 'cancelled' ? line.quantity : 0;
      return { itemId: String(i), sku: `${run}-SKU-${line.sku}`, asin: 'B0', title: 'Thing', quantity: line.quantity, shipped, cancelled };
    }),
  });

const account = fc.constantFrom(0 as const, 1 as const);
const orderStep = fc.record({
  what: fc.constant('order' as const),
  account,
  order: fc.nat(5),
  minute: fc.nat(9),
  status: fc.constantFrom(
    'pending' as const,
    'unshipped' as const,
    'unshipped' as const,
    'partially_shipped' as const,
    'shipped' as const,
    'cancelled' as const,
  ),
  lines: fc.array(fc.record({ sku: fc.nat(3), quantity: fc.integer({ min: 1, max: 4 }), shipped: fc.nat(2) }), {
    minLength: 1,
    maxLength: 2,
  }),
});
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: orderStep },
  { weight: 3, arbitrary: fc.constant<Step>({ what: 'allocate' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('stock' as const),
      kind: fc.constantFrom('receive' as const, 'receive' as const, 'adjust' as const, 'count' as const, 'move' as const),
      product: fc.nat(1),
      bin: fc.nat(3),
      to: fc.nat(3),
      quantity: fc.integer({ min: 1, max: 6 }),
      undo: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('map' as const), account, sku: fc.nat(3), product: fc.nat(1) }) },
);

/** SKU 0 is a product of its own, SKU 1 a bundle with two of it, 2 another product, 3 nobody has mapped. */
async function products(run: number): Promise<string[]> {
  const make = (sku: number, parts: { productId: string; quantity: number }[] = []) =>
    saveProduct({ database, clock }, accounts, undefined, { code: `${run}-SKU-${sku}`, title: 'Thing', asin: null, barcodes: [], parts });
  const [plain, other] = [await make(0), await make(2)];
  await make(1, [
    { productId: plain, quantity: 2 },
    { productId: other, quantity: 1 },
  ]);
  return [plain, other];
}

async function act(run: number, step: Step, productIds: readonly string[], entry: string): Promise<void> {
  switch (step.what) {
    case 'order':
      await takeIn(intake(), accounts[step.account], [{ facts: factsOf(run, step), raw: {} }]);
      return;
    case 'allocate':
      await runAllocate({ database, clock })();
      return;
    case 'map':
      await mapSku(
        { database, clock },
        { accountId: accounts[step.account], sku: `${run}-SKU-${step.sku}`, productId: productIds[step.product] ?? null },
        'Ana',
      );
      return;
    case 'stock': {
      const quantity = step.kind === 'adjust' ? -step.quantity : step.quantity;
      const line = {
        productId: productIds[step.product] ?? '',
        binId: bins[step.bin] ?? '',
        quantity,
        ...(step.kind === 'move' ? { toBinId: bins[step.to] ?? '' } : {}),
      };
      await changeStock({ database, clock }, { entry, kind: step.kind, reason: 'as found', ref: '', lines: [line] }, 'Ana');
      if (step.undo) await undoStock({ database, clock }, entry, 'Ana');
    }
  }
}

const refusals = ['NOT_ALLOWED_NOW', 'NOT_FOUND', 'INVALID_INPUT'];

describe('whatever happens side by side', () => {
  it('every unit is accounted for, and none is promised twice', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(steps, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 }), async (rounds) => {
        const run = (runs += 1);
        const productIds = await products(run);
        for (const [round, together] of rounds.entries()) {
          const ends = await Promise.allSettled(together.map((step, i) => act(run, step, productIds, `run ${run} ${round} ${i}`)));
          for (const end of ends)
            if (end.status === 'rejected' && !(end.reason instanceof AppError && refusals.includes(end.reason.code))) throw end.reason;
          expect(await brokenStock(database, accounts, `%${run}-SKU-_`)).toEqual([]);
        }
        await runAllocate({ database, clock })();
        expect(await oversold(database, `%${run}-SKU-_`)).toEqual([]);
        expect(await brokenStock(database, accounts, `%${run}-SKU-_`)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('allocators at the same orders give every unit once, and all there are', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }),
        async (units, quantities) => {
          const run = (runs += 1);
          const [productId = ''] = await products(run);
          const lines = [units >> 1, units - (units >> 1)]
            .map((quantity, i) => ({ productId, binId: bins[i * 2] ?? '', quantity }))
            .filter(({ quantity }) => quantity > 0);
          if (lines.length > 0)
            await changeStock({ database, clock }, { entry: `stock of ${run}`, kind: 'receive', reason: '', ref: '', lines }, 'Ana');
          const orders = quantities.map(
            (quantity, order): OrderStep => ({
              what: 'order',
              account: order % 2 === 0 ? 0 : 1,
              order,
              minute: 1,
              status: 'unshipped',
              lines: [{ sku: 0, quantity, shipped: 0 }],
            }),
          );
          const keys = orders.map((step) => ({ accountId: accounts[step.account], orderId: `${run}-${step.account}-${step.order}` }));
          const allocator = () => database.write(accounts, (tx) => allocateOrders(tx, keys, clock.now()));
          await Promise.all([...orders.map((step) => act(run, step, [], '')), allocator(), allocator()]);
          await Promise.all([allocator(), allocator(), allocator(), allocator()]);
          const [row] = await database.read(accounts, (db) =>
            db.query<{ given: string }>({
              text: 'SELECT coalesce(sum(allocated), 0) AS given FROM stock_reservation WHERE product_id = $1',
              values: [productId],
            }),
          );
          expect(Number(row?.given)).toBe(
            Math.min(
              units,
              quantities.reduce((n, quantity) => n + quantity, 0),
            ),
          );
          expect(await oversold(database, `%${run}-SKU-_`)).toEqual([]);
          expect(await brokenStock(database, accounts, `%${run}-SKU-_`)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });
});
