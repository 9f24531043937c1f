import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SteppedClock, steppedClock } from '#src/kernel/clock.ts';
import { takeIn } from '#src/modules/orders/index.ts';
import { type Database, type Db, openDatabase } from '#src/platform/db.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { type TestDatabase, testDatabase } from '../../../tests/support/postgres.ts';
import { digestOf } from './chain.ts';
import { noteTaken, runLedger, saveMetric, saveReportTaken } from './index.ts';
import { dayOf } from './local-day.ts';
import { checkChains, ledgerRows } from './questions.ts';
import { entries } from './views.ts';

const start = Date.UTC(2026, 10, 22);
const dayMs = 86_400_000;
const store = 'ATVPDKIKX0DER';
const zone = 'America/Los_Angeles';
const sealing = createSealing(Buffer.alloc(32, 7));
let server: TestDatabase;
let database: Database;
let accounts = 0;

beforeAll(async () => {
  server = await testDatabase();
  database = openDatabase(server.connection);
});
afterAll(async () => {
  await database?.close();
  await server?.close();
});

type Step =
  | { do: 'see'; order: number; source: 'search' | 'get' | 'report'; version: number }
  | { do: 'lose'; order: number }
  | { do: 'report' | 'sweep' | 'look' }
  | { do: 'count'; day: number; more: number }
  | { do: 'wait'; hours: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('see' as const),
      order: fc.nat(7),
      source: fc.constantFrom('search' as const, 'get' as const, 'report' as const),
      version: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), order: fc.nat(7) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('report' as const, 'sweep' as const, 'look' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('count' as const), day: fc.nat(3), more: fc.integer({ min: -1, max: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }) },
);

const idOf = (n: number) => `111-000000${n}-0000001`;
/** Eight orders over four local days, half of them in the last hour before midnight there. */
const placedAt = (n: number) => new Date(start - 3 * dayMs + (n % 4) * dayMs + (n > 3 ? 31 : 12) * 3_600_000);
const days = [0, 1, 2, 3].map((n) => ({ marketplaceId: store, day: dayOf(placedAt(n), zone) }));

async function newAccount(now: Date): Promise<string> {
  const accountId = String(++accounts);
  await database.write([accountId], async (tx) => {
    await tx.query({
      text: `INSERT INTO account (account_id, name, region, host, time_zone, state, created_at) VALUES ($1, 'A', 'NA', 'amazon', 'UTC', 'connected', $2)`,
      values: [accountId, now],
    });
    await tx.query({
      text: `INSERT INTO sync_stream (account_id, stream, watermark, began_at) VALUES ($1, 'sweep', $2, $2)`,
      values: [accountId, new Date(start - 4 * dayMs)],
    });
  });
  return accountId;
}

const sourceOf = { search: { depth: 'full' }, get: { depth: 'full' }, report: { depth: 'skeleton' } } as const;

async function take(accountId: string, clock: SteppedClock, { order, source, version }: Extract<Step, { do: 'see' }>): Promise<void> {
  const facts = orderFacts({
    orderId: idOf(order),
    source,
    depth: sourceOf[source].depth,
    purchasedAt: placedAt(order),
    updatedAt: new Date(placedAt(order).getTime() + (1 + version) * 3_600_000),
  });
  await takeIn({ database, sealing, clock, onTaken: [noteTaken(clock, async () => {})] }, accountId, [{ facts, raw: {} }]);
}

async function play(accountId: string, clock: SteppedClock, one: Step): Promise<void> {
  const write = <T>(work: Parameters<typeof database.write<T>>[1]) => database.write([accountId], work);
  const now = clock.now();
  if (one.do === 'see') await take(accountId, clock, one);
  else if (one.do === 'lose')
    await write(async (tx) => {
      await tx.query({ text: 'DELETE FROM orders WHERE account_id = $1 AND order_id = $2', values: [accountId, idOf(one.order)] });
      await tx.query({ text: 'UPDATE ledger_day SET dirty = true WHERE account_id = $1', values: [accountId] });
    });
  else if (one.do === 'report') await write((tx) => saveReportTaken(tx, accountId, days, now));
  else if (one.do === 'sweep')
    await write((tx) =>
      tx.query({
        text: `UPDATE sync_stream SET watermark = $2, finished_at = $2 WHERE account_id = $1 AND stream = 'sweep'`,
        values: [accountId, now],
      }),
    );
  else if (one.do === 'count') {
    const { day } = days[one.day] ?? { day: '' };
    const held = (await heldOf(accountId)).filter((order) => dayOf(order.at, zone) === day).length;
    await write((tx) => saveMetric(tx, accountId, store, [{ day, orders: Math.max(0, held + one.more) }], now));
  } else if (one.do === 'wait') clock.set(new Date(now.getTime() + one.hours * 3_600_000));
  else await runLedger({ database, clock, sealing })(accountId);
}

const read = <T>(accountId: string, question: (db: Db) => Promise<T>) => database.read([accountId], question);
const heldOf = (accountId: string) =>
  read(accountId, (db) =>
    db.query<{ id: string; at: Date; full: boolean; sources: string[] }>({
      text: `SELECT o.order_id AS id, o.purchased_at AS at, o.depth = 'full' AS full,
          ARRAY(SELECT s.source FROM ledger_sight s WHERE s.account_id = $1 AND s.order_id = o.order_id) AS sources
        FROM orders o WHERE o.account_id = $1 ORDER BY o.order_id`,
      values: [accountId],
    }),
  );

/** After a look: every order is counted on its day, by each source that has shown it, and the chain tells every closing. */
async function check(accountId: string): Promise<void> {
  const held = await heldOf(accountId);
  const rows = await read(accountId, (db) => ledgerRows(db, '2026-01-01', '2027-01-01'));
  const list = await read(accountId, (db) => entries(db, accountId));
  expect((await read(accountId, (db) => checkChains(db, sealing)))[0]?.brokenAt).toBeNull();
  expect(rows.reduce((sum, row) => sum + row.held, 0)).toBe(held.length);
  for (const row of rows) {
    const here = held.filter(({ at }) => dayOf(at, zone) === row.day);
    expect(row.held).toBe(here.length);
    const seen = Object.groupBy(
      here.flatMap(({ sources }) => sources),
      (source) => source,
    );
    expect(row.seen).toEqual(Object.fromEntries(Object.entries(seen).map(([source, each]) => [source, each?.length])));
    expect(row.hours.reduce((sum, hour) => sum + hour.held, 0)).toBe(row.state === 'closed' ? 0 : here.length);
    const told = list.filter(({ day }) => day === row.day);
    expect(told.map(({ kind }) => kind)).toEqual(told.map((_, n) => (n % 2 === 0 ? 'closed' : 'reopened')));
    expect(told.at(-1)?.kind === 'closed').toBe(row.state === 'closed');
    expect(row.state !== 'closed' || told.at(-1)?.digest === digestOf(here.map(({ id }) => id))).toBe(true);
  }
  await checkGaps(accountId, held);
}

/** A gap is filled exactly when its order is here in full, and a day with an open one is told of. */
async function checkGaps(accountId: string, held: Awaited<ReturnType<typeof heldOf>>): Promise<void> {
  const gaps = await read(accountId, (db) =>
    db.query<{ id: string; day: string; filled: boolean }>({
      text: 'SELECT order_id AS id, day, filled_at IS NOT NULL AS filled FROM ledger_gap WHERE account_id = $1',
      values: [accountId],
    }),
  );
  const alerts = await read(accountId, (db) =>
    db.query<{ key: string }>({
      text: `SELECT key FROM alert WHERE account_id = $1 AND kind = 'ledger.gap' AND resolved_at IS NULL AND key NOT LIKE '% short' ORDER BY key`,
      values: [accountId],
    }),
  );
  for (const { id, filled } of gaps) expect(held.every((order) => order.id !== id || order.full === filled || filled)).toBe(true);
  const open = new Set(gaps.filter(({ filled }) => !filled).map(({ day }) => `${store} ${day}`));
  expect(alerts.map(({ key }) => key)).toEqual([...open].toSorted());
}

it('keeps the chain whole and every order accounted for, however sights, counts, closings and losses follow each other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const clock = steppedClock(new Date(start));
      const accountId = await newAccount(clock.now());
      for (const one of steps) {
        await play(accountId, clock, one);
        if (one.do === 'look') await check(accountId);
      }
      await play(accountId, clock, { do: 'look' });
      await check(accountId);
      expect(await read(accountId, (db) => checkChains(db, sealing))).toMatchObject([{ brokenAt: null }]);
    }),
    { numRuns: 25 },
  );
});

it('closes a day once all agree, reopens it when an order comes late, and closes it again', async () => {
  const clock = steppedClock(new Date(start));
  const accountId = await newAccount(clock.now());
  const steps: Step[] = [
    { do: 'see', order: 0, source: 'search', version: 0 },
    { do: 'wait', hours: 40 },
    { do: 'sweep' },
    { do: 'report' },
    { do: 'count', day: 0, more: 0 },
    { do: 'look' },
    { do: 'see', order: 4, source: 'report', version: 0 },
    { do: 'look' },
    { do: 'see', order: 4, source: 'get', version: 0 },
    { do: 'look' },
  ];
  for (const one of steps) await play(accountId, clock, one);
  await check(accountId);
  const told = (await read(accountId, (db) => entries(db, accountId))).filter(({ day }) => day === days[0]?.day);
  expect(told.map(({ kind, orders }) => [kind, orders])).toEqual([
    ['closed', 1],
    ['reopened', 2],
    ['closed', 2],
  ]);
});
