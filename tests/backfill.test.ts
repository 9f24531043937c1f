import { afterEach, describe, expect, it } from 'vitest';
import { gapRows } from '#src/modules/ledger/questions.ts';
import { quotaStates } from '#src/modules/quota/questions.ts';
import { backfills } from '#src/modules/reports/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { composeDesk } from './support/compose-desk.ts';
import { testDatabase } from './support/postgres.ts';
import { live } from './support/settle.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

const minute = 60_000;
const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0).toReversed()) await close();
});

async function start(options: Parameters<typeof simulatedDesk>[0] = {}): Promise<SimulatedDesk> {
  const desk = await simulatedDesk({ backfill: true, arrivals: false, reports: { generationMs: minute }, ...options });
  closes.push(() => desk.close());
  return desk;
}

type Held = { id: string; depth: string; status: string; by: string; shipBy: Date | null };
const read = <T>(desk: SimulatedDesk, question: (db: Db) => Promise<T>) => desk.database.read([desk.accountId], question);
const held = (desk: SimulatedDesk) =>
  read(desk, (db) =>
    db.query<Held>({
      text: 'SELECT order_id AS id, depth, status, fulfilled_by AS by, ship_by AS "shipBy" FROM orders WHERE account_id = $1',
      values: [desk.accountId],
    }),
  );
const toShip = (desk: SimulatedDesk) =>
  desk.simulator.control
    .orders()
    .filter(({ status, fulfilledBy }) => fulfilledBy === 'MERCHANT' && (status === 'UNSHIPPED' || status === 'PARTIALLY_SHIPPED'));
const progress = async (desk: SimulatedDesk) => (await read(desk, backfills))[0];
const calls = (desk: SimulatedDesk, operation: string) =>
  desk.simulator.control.requests.all().filter((request) => request.operation === operation);
/** Reports of the past that were asked for; others are asked for by other parts of the desk. */
const asked = (desk: SimulatedDesk) => calls(desk, 'createReport').filter(({ body }) => body.includes('BY_ORDER_DATE')).length;

describe('a new account', () => {
  it('can be worked with from its first minute: what is to be shipped is here in full before any report is', async () => {
    const desk = await start({ orders: 400, toShip: 60 });
    while ((await desk.app.runner.runDue()) > 0);
    const full = new Set((await held(desk)).filter(({ depth }) => depth === 'full').map(({ id }) => id));
    expect(await progress(desk)).toMatchObject({ done: 0, slices: 25 });
    const settled = desk.simulator.control.now() - 2 * minute;
    expect(toShip(desk).filter(({ orderId, createdAt }) => createdAt <= settled && !full.has(orderId))).toEqual([]);
  });

  it('is here whole in the end, without one refusal, and what the sweep could not have shown is no gap', async () => {
    const desk = await start({ orders: 400, toShip: 60 });
    await desk.live(45 * minute, 5 * minute);
    const here = new Map((await held(desk)).map((order) => [order.id, order]));
    expect(desk.simulator.control.orders().filter(({ orderId }) => !here.has(orderId))).toEqual([]);
    expect(toShip(desk).filter(({ orderId }) => here.get(orderId)?.depth !== 'full')).toEqual([]);
    expect(desk.simulator.control.requests.all().filter(({ status }) => status === 429)).toEqual([]);
    expect(await read(desk, (db) => gapRows(db, 10))).toEqual([]);
    const quota = (await read(desk, (db) => quotaStates(db, desk.clock.now()))).get(desk.accountId);
    const spent = quota?.find(({ operation }) => operation === 'searchOrders')?.lastDay;
    expect(spent).toMatchObject({ deadline: expect.any(Number), sweep: expect.any(Number) });
    expect(Object.values(spent ?? {}).reduce((a, b) => a + b, 0)).toBe(calls(desk, 'searchOrders').length);
  });

  it('gets by number what pages do not bring: all that is open, each once', async () => {
    const desk = await start({ orders: 300, toShip: 90 });
    const began = desk.simulator.control.now() - 2 * minute;
    desk.simulator.control.faults.add({ kind: 'throttle', match: { operation: 'searchOrders' } });
    await desk.live(30 * minute, 3 * minute);
    const here = new Map((await held(desk)).map((order) => [order.id, order]));
    // What was paid for only after the reports were made is a matter of the sweep.
    const known = toShip(desk).filter(({ updatedAt }) => updatedAt < began);
    expect(known.length).toBeGreaterThan(60);
    expect(known.filter(({ orderId }) => here.get(orderId)?.depth !== 'full')).toEqual([]);
    // Where a part of an order is under way, it is asked about again to follow the parcel.
    const isUnderWay = (orderId: string | null) => (desk.simulator.control.order(orderId ?? '')?.packages.length ?? 0) > 0;
    const fetched = calls(desk, 'getOrder').flatMap(({ orderId }) => (isUnderWay(orderId) ? [] : [orderId]));
    expect(fetched.length).toBeGreaterThan(60);
    expect(new Set(fetched).size).toBe(fetched.length);
  });
});

describe('the past', () => {
  const api = async (desk: SimulatedDesk, paused: boolean) => {
    const { http, close } = await desk.app.openServer();
    closes.push(close);
    const answer = await http.inject({
      method: 'POST',
      url: `/api/v1/backfill/${desk.accountId}`,
      headers: { 'x-waybill': '1' },
      payload: { paused },
    });
    expect([answer.statusCode, answer.json()]).toEqual([200, { paused }]);
    const list = await http.inject({ url: '/api/v1/backfill' });
    return (list.json() as { items: { paused: boolean; doneBy: string | null; done: number }[] }).items[0];
  };

  it('is asked for no further while it is paused, and goes on where it stood', async () => {
    const desk = await start({ orders: 100 });
    await desk.live(2 * minute);
    expect(await api(desk, true)).toMatchObject({ paused: true, doneBy: null });
    await desk.live(10 * minute, minute);
    const before = asked(desk);
    const paused = await progress(desk);
    expect(before).toBeLessThan(25);
    expect(paused).toMatchObject({ paused: true, done: before, underWay: 0, wanted: 25 - before });
    await desk.live(10 * minute, minute);
    expect(asked(desk)).toBe(before);
    const resumed = await api(desk, false);
    expect(Date.parse(resumed?.doneBy ?? '')).toBeGreaterThan(desk.clock.now().getTime());
    await desk.live(20 * minute, minute);
    expect(await progress(desk)).toMatchObject({ paused: false, done: 25, wanted: 0 });
    expect(asked(desk)).toBe(25);
  });

  it('goes on where it stood after a kill, and asks for nothing twice', async () => {
    const database = await testDatabase();
    closes.push(() => database.close());
    const desk = await start({ orders: 100, database });
    await desk.live(3 * minute);
    const before = await progress(desk);
    expect(before?.done).toBeGreaterThan(0);
    expect(before?.done).toBeLessThan(25);
    // Another process on the same database: nothing of the first one is left but what it wrote down.
    const next = composeDesk(database.connection, desk.clock.now());
    closes.push(() => next.database.close());
    await live(next, desk.simulator.url, 30 * minute, minute);
    expect(await next.database.read([desk.accountId], backfills)).toMatchObject([{ done: 25, failed: 0 }]);
    expect(asked(desk)).toBe(25);
    expect(desk.simulator.control.requests.all().filter(({ status }) => status === 429)).toEqual([]);
  });
});
