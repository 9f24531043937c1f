import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { steppedClock } from '#src/kernel/clock.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { createDueRunner, poke, type Work } from '#src/platform/due.ts';
import { silentLog } from '#src/platform/log.ts';
import { type TestDatabase, testDatabase } from './support/postgres.ts';

const start = new Date('2026-11-22T12:00:00Z');
const names = ['sweep', 'hydrate', 'reports'];
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

/** Accounts that share one desk: each has so many calls to make and makes `turn` of them in one run. */
async function play(calls: readonly number[], turn: number) {
  const clock = steppedClock(start);
  const left = new Map(calls.map((count) => [String(++accounts), count]));
  const made: string[] = [];
  const work: Work = async (accountId) => {
    const wanted = left.get(accountId);
    if (wanted === undefined) return 'rest';
    for (let n = 0; n < Math.min(turn, wanted); n += 1) made.push(accountId);
    left.set(accountId, wanted - Math.min(turn, wanted));
    return wanted > turn ? clock.now() : 'rest';
  };
  const works = Object.fromEntries(names.map((name) => [name, work]));
  const runner = createDueRunner({ database, clock, log: silentLog, works });
  await database.write([], async (tx) => {
    for (const accountId of left.keys()) for (const name of names) await poke(tx, accountId, name, start);
  });
  for (let rounds = 0; rounds < 1000 && [...left.values()].some((count) => count > 0); rounds += 1) {
    await runner.runDue();
    clock.set(new Date(clock.now().getTime() + 1));
  }
  return { made, left };
}

test('accounts share the desk fairly: one with much to do does not keep the others waiting', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 20 }),
      async (few, turn) => {
        const { made, left } = await play([400, ...few], turn);
        expect([...left.values()].every((count) => count === 0)).toBe(true);
        // The busy one may have a turn in each of its works for every turn that another needs, and not more.
        const [busy] = left.keys();
        const lastOfOthers = made.findLastIndex((accountId) => accountId !== busy);
        const before = made.slice(0, lastOfOthers).filter((accountId) => accountId === busy).length;
        const rounds = Math.max(...few.map((count) => Math.ceil(count / turn)));
        const queues = Math.ceil(((few.length + 1) * names.length) / 64) + 1;
        expect(before).toBeLessThanOrEqual(names.length * turn * rounds * queues);
      },
    ),
    { numRuns: 8 },
  );
});
