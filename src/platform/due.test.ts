import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDesk, testDesk } from '../../tests/support/desk.ts';
import { createDueRunner, type DueRunner, dueBacklog, poke, type Work } from './due.ts';
import { silentLog } from './log.ts';

let desk: TestDesk;
const started: DueRunner[] = [];
beforeEach(async () => {
  desk = await testDesk();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((runner) => runner.stop()));
  await desk.close();
});

const runnerOf = (works: Record<string, Work>, width = 4) => {
  const runner = createDueRunner({ database: desk.database, clock: desk.clock, log: silentLog, works, idleMs: 20, width });
  started.push(runner);
  return runner;
};
const pokeAt = (accountId: string, work: string, at = desk.clock.now()) => desk.database.write([], (tx) => poke(tx, accountId, work, at));
const until = async (isSo: () => boolean) => {
  while (!isSo()) await pause(5);
};

test('a piece that takes long holds nothing else up, and is waited for at the stop', async () => {
  const slow = Promise.withResolvers<void>();
  let quick = 0;
  let slowEnded = false;
  const runner = runnerOf({
    slow: async () => {
      await slow.promise;
      slowEnded = true;
      return 'rest';
    },
    quick: async () => {
      quick += 1;
      return 'rest';
    },
  });
  await pokeAt('1', 'slow');
  runner.start();
  for (const round of [1, 2, 3]) {
    await pokeAt('2', 'quick');
    await until(() => quick === round);
  }
  const stopped = runner.stop();
  await pause(50);
  expect(slowEnded).toBe(false);
  slow.resolve();
  await stopped;
  expect(slowEnded).toBe(true);
});

test('two runners never do one piece at once, and do all of them', async () => {
  const atWork = new Set<string>();
  const done: string[] = [];
  let collided = false;
  const work: Work = async (accountId) => {
    collided ||= atWork.has(accountId);
    atWork.add(accountId);
    await pause(3);
    atWork.delete(accountId);
    done.push(accountId);
    return 'rest';
  };
  const accounts = Array.from({ length: 40 }, (_, n) => String(n + 1));
  for (const accountId of accounts) await pokeAt(accountId, 'work');
  for (const runner of [runnerOf({ work }), runnerOf({ work }, 1)]) runner.start();
  await until(() => done.length >= accounts.length);
  await pause(60);
  expect(collided).toBe(false);
  expect(done.toSorted()).toEqual(accounts.toSorted());
});

test('who is asked to stop ends what he has begun and takes nothing more', async () => {
  const gate = Promise.withResolvers<void>();
  const begun: string[] = [];
  const runner = runnerOf(
    {
      work: async (accountId) => {
        begun.push(accountId);
        await gate.promise;
        return 'rest';
      },
    },
    2,
  );
  for (const accountId of ['1', '2', '3', '4', '5']) await pokeAt(accountId, 'work');
  runner.start();
  await until(() => begun.length === 2);
  const stopped = runner.stop();
  gate.resolve();
  await stopped;
  expect(begun).toHaveLength(2);
  expect(await desk.database.read([], (db) => dueBacklog(db, desk.clock.now()))).toMatchObject({ waiting: 3 });
});

test('a poke that comes while a piece runs lets it run again', async () => {
  let runs = 0;
  const runner = runnerOf({
    work: async (accountId) => {
      runs += 1;
      if (runs === 1) await pokeAt(accountId, 'work');
      return 'rest';
    },
  });
  await pokeAt('1', 'work');
  runner.start();
  await until(() => runs === 2);
  await pause(60);
  expect(runs).toBe(2);
});

test('a piece that fails keeps its reason and comes back later and later', async () => {
  const runner = runnerOf({
    work: async () => {
      throw new Error('the shop is closed');
    },
  });
  await pokeAt('1', 'work');
  expect(await runner.runDue()).toBe(1);
  const first = await runner.nextDueAt();
  desk.clock.set(first ?? desk.clock.now());
  expect(await runner.runDue()).toBe(1);
  const [row] = await desk.database.read([], (db) =>
    db.query<{ failures: number; error: string }>({ text: 'SELECT failures, last_error AS error FROM due' }),
  );
  expect(row).toEqual({ failures: 2, error: 'the shop is closed' });
  expect(Number(await runner.nextDueAt()) - desk.clock.now().getTime()).toBe(4_000);
});
