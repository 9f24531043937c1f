import { afterEach, expect, test } from 'vitest';
import { moveClocks } from './support/settle.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

let desk: SimulatedDesk | undefined;
afterEach(() => desk?.close());
const minute = 60_000;

/** What the Sync page says the desk is fresh as of, how far the list is read, and the orders that are here. */
async function shown({ database, accountId }: SimulatedDesk) {
  return database.read([accountId], async (db) => {
    const [stream] = await db.query<{ asOf: Date | null; readTo: Date }>({
      text: `SELECT as_of AS "asOf", watermark AS "readTo" FROM sync_stream WHERE account_id = $1 AND stream = 'sweep'`,
      values: [accountId],
    });
    const rows = await db.query<{ id: string }>({ text: 'SELECT order_id AS id FROM orders WHERE account_id = $1', values: [accountId] });
    return { asOf: stream?.asOf?.getTime() ?? 0, readTo: stream?.readTo.getTime() ?? 0, here: new Set(rows.map(({ id }) => id)) };
  });
}

/** There is a token for one page, and the next comes in a quarter of an hour. */
async function drain({ database, accountId, simulator, clock }: SimulatedDesk): Promise<void> {
  const rate = 1 / 900;
  simulator.control.limits.override('searchOrders', { rate, burst: 20 });
  await database.write([accountId], (tx) =>
    tx.query({
      text: `UPDATE quota_bucket SET tokens = 2, rate = $2, refilled_at = $3 WHERE account_id = $1 AND operation = 'searchOrders'`,
      values: [accountId, rate, clock.now()],
    }),
  );
}

test('the age that is shown stays true while the list is read slowly and orders change again meanwhile', async () => {
  desk = await simulatedDesk({ arrivals: false });
  const { control } = desk.simulator;
  await desk.live(20 * minute);
  const placed = control.now();
  const orders = control.createOrders({ count: 150 });
  await moveClocks(desk, desk.simulator.url, new Date(placed + 6 * minute));
  await drain(desk);
  await desk.live(1000);
  // The first page of two is read, and then nothing for a quarter of an hour.
  const first = await shown(desk);
  expect(first.here.size).toBe(100);
  expect(first.asOf).toBeLessThan(placed);
  expect(first.asOf).toBeGreaterThan(placed - 10 * minute);
  const again = orders.find(({ orderId }) => !first.here.has(orderId))?.orderId ?? '';
  control.cancelRequest(again, 'Ordered by mistake');
  let passedOver = false;
  const untrue: string[] = [];
  // Other reading takes its share of the tokens, so the next walk may have to wait for its own.
  for (let n = 0, now = first; n < 480 && (now.here.size < 150 || now.asOf <= placed); n += 1) {
    await desk.live(30_000);
    now = await shown(desk);
    if (now.asOf > placed && now.here.size < 150) untrue.push(new Date(now.asOf).toISOString());
    // The list is read past the time at which the order was placed, and the order is not here: it has moved on in the list.
    if (now.readTo > placed && !now.here.has(again)) passedOver = true;
  }
  expect(passedOver).toBe(true);
  expect(untrue).toEqual([]);
  const last = await shown(desk);
  expect(last.here.size).toBe(150);
  expect(last.asOf).toBeGreaterThan(placed);
});
