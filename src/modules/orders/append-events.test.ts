import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { appendEvents } from './store.ts';
import { eventsAfter } from './views.ts';

let desk: TestDesk;
let account: string;
beforeAll(async () => {
  desk = await testDesk();
  account = await desk.addAccount();
});
afterAll(() => desk.close());

const event = (kind: string) => ({
  orderId: '111-0000001-0000001',
  at: desk.clock.now(),
  kind,
  origin: 'system',
  actor: 'Waybill',
  source: 'desk',
  data: {},
});
const kinds = async () => (await desk.database.read([account], (db) => eventsAfter(db, account, '0', 100))).map(({ kind }) => kind);

it('events commit in the order of their ids, so who reads on after the last one misses none', async () => {
  let slowWrote = () => {};
  let letSlowEnd = () => {};
  const wrote = new Promise<void>((resolve) => {
    slowWrote = resolve;
  });
  const mayEnd = new Promise<void>((resolve) => {
    letSlowEnd = resolve;
  });
  const slow = desk.database.write([account], async (tx) => {
    await appendEvents(tx, account, [event('test.slow')]);
    slowWrote();
    await mayEnd;
  });
  await wrote;
  const quick = desk.database.write([account], (tx) => appendEvents(tx, account, [event('test.quick')]));
  // The later event must wait for the earlier one: it is seen to wait before anything is let go.
  const waits = async () => {
    const [row] = await desk.database.read([], (db) =>
      db.query<{ n: number }>({ text: `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted` }),
    );
    return (row?.n ?? 0) > 0;
  };
  const ended = quick.then(() => true);
  while (!(await waits())) if (await Promise.race([ended, new Promise<false>((resolve) => setTimeout(() => resolve(false), 10))])) break;
  expect(await kinds()).toEqual([]);
  letSlowEnd();
  await Promise.all([slow, quick]);
  expect(await kinds()).toEqual(['test.slow', 'test.quick']);
});
