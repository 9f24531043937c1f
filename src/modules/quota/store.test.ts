import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clock, steppedClock } from '#src/kernel/clock.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { type TestDatabase, testDatabase } from '../../../tests/support/postgres.ts';
import type { Purpose } from './contract.ts';
import { planCalls, quotaOf } from './index.ts';
import { limitOf } from './operation-limits.ts';
import { quotaStates } from './questions.ts';
import { giveBack, observe, penalise, takeTokens } from './store.ts';

const start = Date.UTC(2026, 10, 21);
const at = (seconds: number) => new Date(start + Math.round(seconds * 1000));

let server: TestDatabase;
let database: Database;
let other: Database;
let accounts = 0;

beforeAll(async () => {
  server = await testDatabase();
  database = openDatabase(server.connection);
  other = openDatabase(server.connection);
});
afterAll(async () => {
  await Promise.all([database?.close(), other?.close()]);
  await server?.close();
});

async function newAccount(): Promise<string> {
  const accountId = String(++accounts);
  await database.write([accountId], (tx) =>
    tx.query({
      text: `INSERT INTO account (account_id, name, region, host, time_zone, state, created_at) VALUES ($1, $2, 'EU', 'amazon', 'UTC', 'connected', $3)`,
      values: [accountId, `account ${accountId}`, at(0)],
    }),
  );
  return accountId;
}

type Options = { want?: number; purpose?: Purpose; operation?: string; through?: Database };

const take = (
  accountId: string,
  seconds: number,
  { want = 1, purpose = 'person', operation = 'getOrder', through = database }: Options = {},
) =>
  through.write([accountId], async (tx) => {
    const { granted, nextAt } = await takeTokens(tx, accountId, { operation, purpose, want, now: at(seconds) });
    return { granted, nextAt };
  });

const stateOf = async (accountId: string, seconds: number) => {
  const states = await database.read([accountId], (db) => quotaStates(db, at(seconds)));
  return states.get(accountId)?.[0];
};

test('a burst at once, then one by one as documented', async () => {
  const account = await newAccount();
  expect(await take(account, 0, { want: 40 })).toEqual({ granted: 30, nextAt: at(3) });
  expect((await take(account, 2.9)).granted).toBe(0);
  expect((await take(account, 3)).granted).toBe(1);
  expect((await take(account, 3)).granted).toBe(0);
  expect((await take(account, 9)).granted).toBe(1);
});

test('many takers in two pools never get more than there is', async () => {
  const account = await newAccount();
  const taken = await Promise.all(
    Array.from({ length: 60 }, (_, i) => take(account, 0, { want: 1 + (i % 3), through: i % 2 === 0 ? database : other })),
  );
  expect(taken.reduce((sum, each) => sum + each.granted, 0)).toBe(30);
  expect(await stateOf(account, 0)).toMatchObject({ tokens: 0, calls: 30 });
});

test('in no span of time is more granted than burst and rate allow, whoever asks and in which order', async () => {
  const operations = ['searchOrders', 'getOrder', 'confirmShipment', 'createFeed'];
  const asks = fc.array(
    fc.record({ gap: fc.integer({ min: 0, max: 400_000 }), want: fc.integer({ min: 1, max: 25 }), lag: fc.integer({ min: 0, max: 5000 }) }),
    { minLength: 1, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...operations), fc.array(asks, { minLength: 1, maxLength: 3 }), async (operation, takers) => {
      const account = await newAccount();
      const { rate, burst } = limitOf(operation);
      const grants: { at: number; count: number }[] = [];
      let now = start;
      // Each round, all takers that still have something to ask do so side by side, some with a clock that lags behind.
      for (let round = 0; takers.some((list) => list.length > round); round++) {
        const asking = takers.flatMap((list, i) => {
          const ask = list[round];
          return ask ? [{ ask, through: i % 2 === 0 ? database : other }] : [];
        });
        now += Math.max(...asking.map(({ ask }) => ask.gap));
        const answers = await Promise.all(
          asking.map(({ ask, through }) => take(account, (now - ask.lag - start) / 1000, { operation, want: ask.want, through })),
        );
        grants.push({ at: now, count: answers.reduce((sum, each) => sum + each.granted, 0) });
        for (const each of answers) expect(each.granted).toBeGreaterThanOrEqual(0);
      }
      for (const [i, from] of grants.entries()) {
        let sum = 0;
        for (const to of grants.slice(i)) {
          sum += to.count;
          expect(sum).toBeLessThanOrEqual(burst + (rate * (to.at - from.at + 5000)) / 1000 + 1e-6);
        }
      }
      const state = await stateOf(account, (now - start) / 1000);
      expect(state?.tokens).toBeGreaterThanOrEqual(0);
      expect(state?.tokens).toBeLessThanOrEqual(burst);
    }),
    { numRuns: 40 },
  );
});

test('who comes back at the named instant is served, and all of the quota is used', async () => {
  const account = await newAccount();
  const clock = steppedClock(at(0));
  const quota = quotaOf(database, account, clock);
  let calls = 0;
  const whenServed = async (): Promise<Date> => {
    const { granted, nextAt } = await quota.take('searchOrders', 'urgent', { purpose: 'person' });
    if (granted) return clock.now();
    clock.set(nextAt);
    // Whoever came at the named instant and was sent away again would never end here.
    return (await quota.take('searchOrders', 'urgent', { purpose: 'person' })).granted ? clock.now() : at(Number.NaN);
  };
  while ((await whenServed()) < at(6 * 3600)) calls++;
  const allowed = 20 + 6 * 3600 * 0.0056;
  expect(calls).toBeLessThanOrEqual(Math.ceil(allowed));
  expect(calls).toBeGreaterThanOrEqual(Math.floor(allowed));
});

test('a reserve is left for those who are in a hurry', async () => {
  const account = await newAccount();
  expect((await take(account, 0, { want: 30, purpose: 'history' })).granted).toBe(21);
  expect((await take(account, 0, { purpose: 'history' })).granted).toBe(0);
  expect((await take(account, 0, { want: 30 })).granted).toBe(9);
});

test('a call that never left gives its token back, and never more than the burst', async () => {
  const account = await newAccount();
  await take(account, 0, { want: 2 });
  const undo = () => database.write([account], (tx) => giveBack(tx, account, 'getOrder', 'person'));
  await undo();
  expect(await stateOf(account, 0)).toMatchObject({ tokens: 29, calls: 1, lastHour: { person: 1 } });
  for (let n = 0; n < 3; n += 1) await undo();
  expect(await stateOf(account, 0)).toMatchObject({ tokens: 30, calls: 0, lastHour: {} });
});

test('every call is written down with what it was for, for an hour and for a day', async () => {
  const account = await newAccount();
  await take(account, 0, { want: 2, purpose: 'deadline' });
  await take(account, 1800, { purpose: 'deadline' });
  await take(account, 1800, { purpose: 'history' });
  expect(await stateOf(account, 1800)).toMatchObject({ lastHour: { deadline: 3, history: 1 }, lastDay: { deadline: 3, history: 1 } });
  expect(await stateOf(account, 3600)).toMatchObject({ lastHour: { deadline: 1, history: 1 }, lastDay: { deadline: 3, history: 1 } });
  expect(await stateOf(account, 100_000)).toMatchObject({ lastHour: {}, lastDay: {} });
  await take(account, 200_000);
  const slots = await database.read([account], (db) =>
    db.query({ text: 'SELECT DISTINCT purpose FROM quota_spent WHERE account_id = $1', values: [account] }),
  );
  expect(slots).toEqual([{ purpose: 'person' }]);
});

test('a place kept for what is more valuable is left free, and can be given up', async () => {
  const account = await newAccount();
  const plan = (calls: number) =>
    database.write([account], (tx) => planCalls(tx, account, { operation: 'searchOrders', purpose: 'deadline', calls }, at(0)));
  await plan(20);
  expect((await take(account, 0, { operation: 'searchOrders', purpose: 'sweep' })).granted).toBe(0);
  expect(await stateOf(account, 0)).toMatchObject({
    waiting: [
      { purpose: 'deadline', calls: 20 },
      { purpose: 'sweep', calls: 1 },
    ],
  });
  await plan(0);
  expect((await take(account, 0, { operation: 'searchOrders', purpose: 'sweep' })).granted).toBe(1);
  expect(await stateOf(account, 0)).toMatchObject({ waiting: [] });
});

test('a rate that Amazon names holds from then on, not for the past', async () => {
  const account = await newAccount();
  await take(account, 0, { want: 30 });
  const hear = (seconds: number, rate: number | undefined) =>
    database.write([account], (tx) => observe(tx, { accountId: account, operation: 'getOrder', now: at(seconds), rate }));
  await hear(11, 2);
  expect(await stateOf(account, 11)).toMatchObject({ tokens: 5, perSecond: 2 });
  expect(await stateOf(account, 16)).toMatchObject({ tokens: 15, perSecond: 2 });
  await hear(16, undefined);
  expect(await stateOf(account, 16)).toMatchObject({ tokens: 15, perSecond: 2 });
});

test('a 429 empties the bucket and blocks for longer each time, until a good answer', async () => {
  const account = await newAccount();
  const punish = (seconds: number) =>
    database.write([account], (tx) => penalise(tx, { accountId: account, operation: 'confirmShipment', now: at(seconds) }));
  const grantedAt = async (seconds: number) => (await take(account, seconds, { operation: 'confirmShipment' })).granted;
  const good = (seconds: number) =>
    database.write([account], (tx) => observe(tx, { accountId: account, operation: 'confirmShipment', now: at(seconds), rate: undefined }));

  expect(await grantedAt(0)).toBe(1);
  expect(await punish(0)).toEqual(at(2));
  expect(await punish(1)).toEqual(at(2));
  await good(1.5);
  expect(await grantedAt(1.9)).toBe(0);
  expect(await grantedAt(2)).toBe(1);
  expect(await punish(10)).toEqual(at(14));
  expect(await grantedAt(14)).toBe(1);
  expect(await punish(14)).toEqual(at(22));
  await good(22);
  expect(await punish(30)).toEqual(at(32));
  for (let seconds = 100; seconds < 100_000; seconds += 1000) await punish(seconds);
  expect(await punish(100_000)).toEqual(at(100_900));
  expect(await stateOf(account, 100_000)).toMatchObject({ tokens: 0, throttled: 106, blockedUntil: at(100_900) });
});

test('a block ends at the named instant to the millisecond', async () => {
  const account = await newAccount();
  const clock: Clock = { now: () => at(0.123) };
  await quotaOf(database, account, clock).take('searchOrders', 'normal');
  const until = await quotaOf(database, account, clock).throttled('searchOrders');
  expect(until.getTime()).toBeGreaterThan(at(178).getTime());
  const { granted } = await quotaOf(database, account, { now: () => until }).take('searchOrders', 'urgent');
  expect(granted).toBe(true);
});

test('each account has its own quota', async () => {
  const [one, two] = [await newAccount(), await newAccount()];
  await take(one, 0, { want: 30 });
  expect((await take(two, 0)).granted).toBe(1);
  const states = await database.read([one, two], (db) => quotaStates(db, at(0)));
  expect([...states].map(([account, [state]]) => [account, state?.tokens])).toEqual([
    [one, 0],
    [two, 29],
  ]);
});
