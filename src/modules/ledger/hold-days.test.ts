import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { steppedClock } from '#src/kernel/clock.ts';
import { type Database, type Db, openDatabase, type Tx } from '#src/platform/db.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { type TestDatabase, testDatabase } from '../../../tests/support/postgres.ts';
import { runLedger } from './run-ledger.ts';
import { type DayKey, markDays, saveDays, saveMetric, saveReportTaken } from './store.ts';
import { holdDays } from './views.ts';

const accountId = '1';
const marketplaceId = 'ATVPDKIKX0DER';
const day = '2026-11-10';
const key: DayKey = { marketplaceId, day };
const now = new Date('2026-11-14T12:00:00Z');

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.connection, { size: 4 });
  await database.write([accountId], (tx) =>
    tx.query({
      text: `INSERT INTO account (account_id, name, region, host, time_zone, state, created_at) VALUES ($1, 'A', 'NA', 'amazon', 'UTC', 'connected', $2)`,
      values: [accountId, now],
    }),
  );
});
afterAll(async () => {
  await database.close();
  await test.close();
});
beforeEach(() =>
  database.write([accountId], async (tx) => {
    await tx.query({ text: 'DELETE FROM ledger_day WHERE account_id = $1', values: [accountId] });
    await markDays(tx, accountId, [key]);
  }),
);

type Row = { dirty: boolean; reportAt: Date | null; metric: number | null; waitsFor: string[] };
const row = async (): Promise<Row | undefined> => {
  const read = (db: Db) =>
    db.query<Row>({
      text: `SELECT dirty, report_at AS "reportAt", metric, waits_for AS "waitsFor" FROM ledger_day WHERE account_id = $1 AND marketplace_id = $2 AND day = $3`,
      values: [accountId, marketplaceId, day],
    });
  return (await database.read([accountId], read))[0];
};
/** Until another transaction of this test's database waits for a lock; false when none does for a long time. */
async function somebodyWaits(): Promise<boolean> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const waiting = await database.read([], (db) =>
      db.query({
        text: 'SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND a.datname = current_database()',
      }),
    );
    if (waiting.length > 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}
/** What a look that saw neither report nor count has found. */
const seen = {
  ...key,
  state: 'open',
  held: 0,
  seen: {},
  odd: 0,
  waitsFor: ['report', 'metric'],
  digest: '',
  lookedAt: now,
  closedAt: null,
  hours: [],
};

const news: Record<string, (tx: Tx) => Promise<void>> = {
  'a report': (tx) => saveReportTaken(tx, accountId, [key], now),
  "Amazon's count": (tx) => saveMetric(tx, accountId, marketplaceId, [{ day, orders: 3 }], now),
  'an order': (tx) => markDays(tx, accountId, [key]),
};

it.each(Object.entries(news))('%s that comes while a day is looked at waits, and marks the day for another look', async (_, bring) => {
  let brought: Promise<void> | undefined;
  await database.write([accountId], async (tx) => {
    await holdDays(tx, accountId, marketplaceId, [day]);
    brought = database.write([accountId], bring);
    expect(await somebodyWaits()).toBe(true);
    await saveDays(tx, accountId, [{ ...seen, state: 'open' }]);
  });
  await brought;
  expect(await row()).toMatchObject({ dirty: true });
});

it('what came between choosing the days and looking at them is seen by the look', async () => {
  const sealing = createSealing(Buffer.alloc(32, 7));
  let came = false;
  // As if a report and a count were taken in right after the days were chosen.
  const between: Database = {
    ...database,
    read: async (accounts, work) => {
      const chosen = await database.read(accounts, work);
      if (!came) {
        came = true;
        await database.write([accountId], async (tx) => {
          await saveReportTaken(tx, accountId, [key], now);
          await saveMetric(tx, accountId, marketplaceId, [{ day, orders: 3 }], now);
        });
      }
      return chosen;
    },
  };
  await runLedger({ database: between, clock: steppedClock(now), sealing })(accountId);
  const after = await row();
  expect(came).toBe(true);
  expect(after).toMatchObject({ dirty: false, metric: 3 });
  // Neither the report nor the count is waited for any more: three orders are.
  expect(after?.waitsFor).toEqual(['sweep', 'short']);
});
