import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { MINUTE, NOW, startTestSimulator, type TestSimulator } from '../test-support/sim-client.ts';
import { dueQueue } from './due-queue.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (ms: number) => new Date(NOW.getTime() + ms).toISOString();

let amazon: TestSimulator;
afterEach(() => amazon.close());

describe('what happens to an order by itself', () => {
  test('payment, in its own time', async () => {
    amazon = await startTestSimulator();
    const { orderId } = amazon.control.createOrder({ status: 'PENDING', next: { at: at(20 * MINUTE), what: 'authorise-payment' } });
    amazon.advance(20 * MINUTE - 1);
    expect(amazon.control.order(orderId)?.status).toBe('PENDING');
    amazon.advance(5 * MINUTE);
    expect(amazon.control.order(orderId)).toMatchObject({
      status: 'UNSHIPPED',
      updatedAt: NOW.getTime() + 20 * MINUTE,
      shipBy: {},
      deliverBy: {},
    });
  });

  test('buyers cancel by themselves for half an hour and ask the seller after it', async () => {
    amazon = await startTestSimulator();
    const early = amazon.control.createOrder({ next: { at: at(30 * MINUTE), what: 'cancel-by-buyer' } });
    const late = amazon.control.createOrder({ next: { at: at(31 * MINUTE), what: 'cancel-by-buyer' } });
    amazon.advance(HOUR);
    expect(amazon.control.order(early.orderId)).toMatchObject({ status: 'CANCELLED', items: [{ cancellation: { by: 'BUYER' } }] });
    expect(amazon.control.order(late.orderId)).toMatchObject({
      status: 'UNSHIPPED',
      items: [{ cancelled: 0, cancelRequest: { at: NOW.getTime() + 31 * MINUTE } }],
    });
  });

  test('Amazon ships what it fulfils and cancels what nobody confirms for seven business days', async () => {
    amazon = await startTestSimulator();
    const fba = amazon.control.createOrder({ fulfilledBy: 'AMAZON', next: { at: at(5 * HOUR), what: 'ship-by-amazon' } });
    // Ship-by on a Friday: the seventh business day after it is a Tuesday.
    const forgotten = amazon.control.createOrder({ shipBy: { earliest: '2026-03-05T00:00:00Z', latest: '2026-03-06T23:59:59Z' } });
    amazon.control.changeClock({ now: Date.parse('2026-03-17T23:59:58Z') });
    expect(amazon.control.order(fba.orderId)).toMatchObject({ status: 'SHIPPED', items: [{ shipped: 1 }], packages: [] });
    expect(amazon.control.order(forgotten.orderId)?.status).toBe('UNSHIPPED');
    amazon.advance(1000);
    expect(amazon.control.order(forgotten.orderId)).toMatchObject({ status: 'CANCELLED', items: [{ cancellation: { by: 'AMAZON' } }] });
  });

  test('parcels are scanned and arrive, each step an update of the order', async () => {
    amazon = await startTestSimulator();
    const { orderId, items } = amazon.control.createOrder();
    amazon.control.confirmInSellerCentral(orderId, {
      reference: '1',
      carrierCode: 'UPS',
      trackingNumber: '1Z',
      shipDate: NOW.getTime(),
      items: [{ itemId: items[0]?.itemId ?? '', quantity: 1 }],
    });
    const steps: string[] = [];
    for (let hour = 0; hour < 30 * 24; hour++) {
      amazon.advance(HOUR);
      const status = amazon.control.order(orderId)?.packages[0]?.status ?? '';
      if (status !== steps.at(-1)) steps.push(status);
    }
    expect(steps).toEqual(['PENDING', 'IN_TRANSIT', 'DELIVERED']);
    expect(amazon.control.clock().nextDueAt).toBeNull();
  });
});

describe('the clock', () => {
  const shop = { seed: 11, stepped: true, now: NOW, orders: 120, arrivals: true } as const;
  const truth = (orders: object[]) => JSON.stringify(orders);

  test('one jump and many small steps lead to the same shop', async () => {
    amazon = await startTestSimulator(shop);
    const other = await startSimulator(shop);
    amazon.advance(2 * DAY);
    for (let i = 0; i < 96; i++) other.control.changeClock({ advanceMs: 30 * MINUTE });
    expect(amazon.control.orders().length).toBeGreaterThan(1000);
    expect(truth(other.control.orders())).toBe(truth(amazon.control.orders()));
    await other.close();
  });

  test('the same seed repeats the shop and its credentials, another one does not', async () => {
    amazon = await startTestSimulator(shop);
    const [same, different] = await Promise.all([startSimulator(shop), startSimulator({ ...shop, seed: 12 })]);
    expect(same.control.accounts()).toEqual(amazon.control.accounts());
    expect(truth(same.control.orders())).toBe(truth(amazon.control.orders()));
    expect(different.control.accounts()[0]?.refreshToken).not.toBe(amazon.control.accounts()[0]?.refreshToken);
    expect(different.control.orders()[0]?.orderId).not.toBe(amazon.control.orders()[0]?.orderId);
    await Promise.all([same.close(), different.close()]);
  });

  test('new orders come one to three minutes apart, each of them once', async () => {
    amazon = await startTestSimulator({ arrivals: true });
    amazon.advance(6 * HOUR);
    const times = amazon.control.orders().map((order) => order.createdAt);
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(MINUTE);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(3 * MINUTE);
    amazon.control.turnArrivals(false);
    amazon.advance(HOUR);
    expect(amazon.control.orders()).toHaveLength(times.length);
  });

  test('never goes back', async () => {
    amazon = await startTestSimulator();
    const answer = await amazon.send('POST', '/_control/clock', { now: at(-1) });
    expect([answer.status, answer.body['error']]).toEqual([400, expect.stringContaining('cannot go back')]);
    await amazon.send('POST', '/_control/clock', { step: false, factor: 60 });
    expect((await amazon.send('GET', '/_control/clock')).body).toMatchObject({ factor: 60, stepped: false });
  });
});

test('the queue gives everything back in the order of time', async () => {
  amazon = await startTestSimulator();
  fc.assert(
    fc.property(fc.array(fc.nat(50)), (times) => {
      const queue = dueQueue();
      for (const [i, time] of times.entries()) queue.push({ at: time, kind: 'order', id: String(i) });
      const popped = times.map(() => queue.pop()?.at);
      expect(popped).toEqual([...times].sort((a, b) => a - b));
      expect(queue.pop()).toBeUndefined();
    }),
  );
});
