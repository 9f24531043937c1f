import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { notificationReader } from '#src/adapters/spapi/index.ts';
import { dropMessage, type ReceiveStep, replayMessages } from '#src/modules/notifications/index.ts';
import { notificationStates, poisonMessages } from '#src/modules/notifications/questions.ts';
import { sqsClient } from '../simulator/test-support/sqs-client.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

const minute = 60_000;

let desk: SimulatedDesk;
let stopAt: ReceiveStep | undefined;
beforeEach(async () => {
  stopAt = undefined;
  desk = await simulatedDesk({
    notifications: true,
    onReceive: (step) => {
      if (step === stopAt) throw new Error(`killed when ${step}`);
    },
  });
});
afterEach(() => desk?.close());

const place = () => {
  const { endpoint, queues } = desk.simulator.control.queues();
  return { endpoint, url: queues[0]?.url ?? '', arn: queues[0]?.arn ?? '' };
};

/** The queue is set, Amazon knows of it, and all that was due before is done. */
async function connect(): Promise<void> {
  const { endpoint, url } = place();
  await desk.app.setQueue(desk.accountId, { queueUrl: url, region: 'us-east-1', endpoint, accessKeyId: 'a', secretAccessKey: 'b' });
  await work();
}

const work = async () => {
  while ((await desk.app.runner.runDue()) > 0);
};
/** So much time goes by at Amazon and here; then what stands in the queue is taken and worked on, and nothing else is asked. */
async function hear(ms = 1_000): Promise<number> {
  await desk.step(ms);
  await desk.simulator.control.settled();
  const count = await desk.app.receivers.drain(desk.accountId);
  await only('notices');
  return count;
}
/** Other due work waits: what shows afterwards came from notifications alone. */
async function only(kept: string): Promise<void> {
  const { database, accountId } = desk;
  const rows = await database.read([], (db) =>
    db.query<{ work: string; due_at: Date }>({ text: `SELECT work, due_at FROM due WHERE work <> $1`, values: [kept] }),
  );
  const put = (at: string) =>
    database.write([], (tx) => tx.query({ text: `UPDATE due SET due_at = $2 WHERE work <> $1`, values: [kept, at] }));
  await put('infinity');
  // One round: what this work asks of others waits too.
  await desk.app.runner.runDue();
  for (const row of rows)
    await database.write([], (tx) =>
      tx.query({
        text: 'UPDATE due SET due_at = LEAST(due_at, $3) WHERE account_id = $1 AND work = $2',
        values: [accountId, row.work, row.due_at],
      }),
    );
}

type Row = {
  status: string;
  depth: string;
  source: string;
  units: number;
  units_shipped: number;
  updated_at: Date;
  cancel_requested_at: Date | null;
};
const shown = async (orderId: string): Promise<Row | undefined> => {
  const { database, accountId } = desk;
  const [row] = await database.read([accountId], (db) =>
    db.query<Row>({
      text: 'SELECT status, depth, source, units, units_shipped, updated_at, cancel_requested_at FROM orders WHERE account_id = $1 AND order_id = $2',
      values: [accountId, orderId],
    }),
  );
  return row;
};
const ship = (orderId: string, trackingNumber: string) =>
  desk.simulator.control.confirmInSellerCentral(orderId, {
    reference: '1',
    carrierCode: 'UPS',
    trackingNumber,
    shipDate: desk.clock.now().getTime(),
    items: desk.simulator.control.order(orderId)?.items.map(({ itemId, quantity }) => ({ itemId, quantity })) ?? [],
  });
const state = async () => {
  const { database, accountId } = desk;
  const [found] = await database.read([accountId], notificationStates);
  if (!found) throw new Error('no state');
  return found;
};
const typeState = async (type: string) => (await state()).types.find((each) => each.type === type);
const poison = () => desk.database.read([desk.accountId], poisonMessages);
const post = async (body: string) => sqsClient(place().endpoint).call('SendMessage', { QueueUrl: place().url, MessageBody: body });
const eventsOf = (orderId: string) =>
  desk.database.read([desk.accountId], (db) =>
    db.query<{ kind: string }>({
      text: 'SELECT kind FROM order_event WHERE account_id = $1 AND order_id = $2 ORDER BY event_id',
      values: [desk.accountId, orderId],
    }),
  );

describe('subscribing', () => {
  test('makes destination and subscriptions, once; and takes them away again', async () => {
    await connect();
    expect((await state()).types.map(({ type, state: how }) => [type, how])).toEqual([
      ['ORDER_CHANGE', 'subscribed'],
      ['REPORT_PROCESSING_FINISHED', 'subscribed'],
      ['FEED_PROCESSING_FINISHED', 'subscribed'],
    ]);
    await connect();
    const made = (name: string) => desk.simulator.control.requests.all().filter(({ operation }) => operation === name).length;
    expect([made('createDestination'), made('createSubscription')]).toEqual([1, 3]);
    await desk.app.setQueue(desk.accountId, null);
    expect([made('deleteSubscriptionById'), made('deleteDestination')]).toEqual([3, 1]);
    expect(await state()).toMatchObject({ queue: null });
    await connect();
    // More calls than Amazon allows at once: the rest follows by itself.
    await desk.live(minute);
    expect(await typeState('ORDER_CHANGE')).toMatchObject({ state: 'subscribed' });
  });

  test('a queue that Amazon may not send to is told in Amazon’s words, and mended later', async () => {
    const { endpoint } = place();
    await sqsClient(endpoint).call('CreateQueue', { QueueName: 'unknown-to-amazon' });
    const queueUrl = place().url.replace(/[^/]+$/, 'unknown-to-amazon');
    await desk.app.setQueue(desk.accountId, { queueUrl, region: 'us-east-1', endpoint, accessKeyId: 'a', secretAccessKey: 'b' });
    await work();
    expect(await typeState('ORDER_CHANGE')).toMatchObject({ state: 'refused', detail: expect.stringContaining('policy') });
    await connect();
    expect(await typeState('ORDER_CHANGE')).toMatchObject({ state: 'subscribed' });
  });

  test('a queue that is not there, or FIFO, is refused before anything is stored', async () => {
    const { endpoint, url } = place();
    const set = (queueUrl: string) =>
      desk.app.setQueue(desk.accountId, { queueUrl, region: 'us-east-1', endpoint, accessKeyId: 'a', secretAccessKey: 'b' });
    await expect(set(`${url}-gone`)).rejects.toMatchObject({ code: 'QUEUE_REFUSED' });
    await expect(set(`${url}.fifo`)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(set('http://169.254.169.254/latest')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await state()).toMatchObject({ queue: null });
  });
});

describe('what a message says', () => {
  beforeEach(connect);

  test('an order is on screen from the payload, before anything is fetched; the fetch then makes it whole', async () => {
    const { orderId } = desk.simulator.control.createOrder({ items: [{ sku: 'MUG', quantity: 3, unitPrice: '9.50' }] });
    expect(await hear()).toBe(1);
    expect(await shown(orderId)).toMatchObject({ status: 'unshipped', depth: 'skeleton', source: 'notification', units: 3 });
    expect(await typeState('ORDER_CHANGE')).toMatchObject({ received: 1, doubled: 0, lastLagMs: 1_000 });
    await work();
    expect(await shown(orderId)).toMatchObject({ status: 'unshipped', depth: 'full', source: 'get', units: 3 });
    const sights = await desk.database.read([desk.accountId], (db) =>
      db.query<{ source: string }>({
        text: 'SELECT source FROM ledger_sight WHERE account_id = $1 AND order_id = $2 ORDER BY source',
        values: [desk.accountId, orderId],
      }),
    );
    expect(sights.map(({ source }) => source)).toEqual(['get', 'notification']);
  });

  test('of a known order status, units and a buyer’s request change at once; no postal code is kept', async () => {
    const order = await desk.order({ items: [{ sku: 'MUG', quantity: 2 }] });
    await hear();
    desk.simulator.control.cancelRequest(order.orderId, 'Ordered by mistake');
    await hear();
    expect((await shown(order.orderId))?.cancel_requested_at).toBeInstanceOf(Date);
    ship(order.orderId, '1Z5R89390357567127');
    await hear();
    expect(await shown(order.orderId)).toMatchObject({ status: 'shipped', depth: 'full', units: 2, units_shipped: 2 });
    const { postalCode } = order.address;
    const kept = await desk.database.read([desk.accountId], (db) =>
      db.query<{ body: string }>({
        text: `SELECT body::text FROM notification WHERE account_id = $1 UNION ALL SELECT body::text FROM order_raw WHERE account_id = $1 AND source = 'notification'`,
        values: [desk.accountId],
      }),
    );
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.filter(({ body }) => body.includes(postalCode) || body.includes('PostalCode'))).toEqual([]);
  });

  test('a report that is over is looked at at once', async () => {
    const { database, accountId, clock, simulator } = desk;
    simulator.control.changeReports({ generationMs: 4_000 });
    const now = clock.now();
    await database.write([accountId], async (tx) => {
      await tx.query({
        text: `INSERT INTO report (account_id, report_key, kind, reason, marketplace_ids, from_at, to_at, priority, state, wanted_at, next_at)
          VALUES ($1, 'mine', 'orders-by-date', 'person', ARRAY['ATVPDKIKX0DER'], $2, $3, 1, 'wanted', $3, $3)`,
        values: [accountId, new Date(now.getTime() - 86_400_000), now],
      });
      await tx.query({
        text: `INSERT INTO due (account_id, work, due_at) VALUES ($1, 'reports', $2) ON CONFLICT (account_id, work) DO UPDATE SET due_at = $2`,
        values: [accountId, now],
      });
    });
    await work();
    expect(await reportOf('mine')).toMatchObject({ state: 'requested', next_at: new Date(desk.clock.now().getTime() + 10_000) });
    expect(await hear(7_000)).toBe(1);
    expect(await reportOf('mine')).toMatchObject({ state: 'requested', next_at: desk.clock.now() });
    await work();
    expect(await reportOf('mine')).toMatchObject({ state: 'empty' });
  });
});

const reportOf = async (key: string) => {
  const { database, accountId } = desk;
  const [row] = await database.read([accountId], (db) =>
    db.query<{ state: string; next_at: Date }>({
      text: 'SELECT state, next_at FROM report WHERE account_id = $1 AND report_key = $2',
      values: [accountId, key],
    }),
  );
  return row;
};

describe('messages as they come', () => {
  beforeEach(connect);
  const fault: SimulatedDesk['simulator']['control']['faults']['add'] = (wanted) => desk.simulator.control.faults.add(wanted);

  test('lost: the sweep brings it', async () => {
    fault({ kind: 'lose-notification' });
    const { orderId } = desk.simulator.control.createOrder();
    expect(await hear()).toBe(0);
    expect(await shown(orderId)).toBeUndefined();
    await desk.live(10 * minute);
    expect(await shown(orderId)).toMatchObject({ status: 'unshipped', depth: 'full' });
  });

  test('doubled: kept once, counted, and done once', async () => {
    fault({ kind: 'double-notification', ms: 5_000 });
    const { orderId } = desk.simulator.control.createOrder();
    await hear();
    const before = await eventsOf(orderId);
    expect(await hear(10_000)).toBe(1);
    expect(await typeState('ORDER_CHANGE')).toMatchObject({ received: 1, doubled: 1 });
    expect(await eventsOf(orderId)).toEqual(before);
  });

  test('late and out of order: what is older changes nothing', async () => {
    const order = await desk.order();
    await hear();
    fault({ kind: 'delay-notification', ms: 10 * minute, count: 1 });
    desk.simulator.control.cancelRequest(order.orderId, 'Mistake');
    await desk.step(1_000);
    desk.simulator.control.cancel(order.orderId);
    await hear();
    const after = await shown(order.orderId);
    expect(after).toMatchObject({ status: 'cancelled' });
    expect(await hear(10 * minute)).toBe(1);
    expect(await shown(order.orderId)).toMatchObject({ status: 'cancelled', updated_at: after?.updated_at });
  });

  test('whatever happens to the messages, the desk ends with what Amazon shows', async () => {
    fault({ kind: 'lose-notification', probability: 0.1 });
    fault({ kind: 'double-notification', ms: 20_000, probability: 0.3 });
    fault({ kind: 'shuffle-notification', ms: minute, probability: 0.5 });
    const made = desk.simulator.control.createOrders({ count: 20 });
    for (const [n, { orderId }] of made.entries()) {
      if (n % 3 === 0) ship(orderId, `1Z5R8939035756712${n}`);
      if (n % 3 === 1) desk.simulator.control.cancel(orderId);
      await desk.step(2_000);
      if (n % 4 === 0) await hear();
    }
    for (let n = 0; n < 4; n += 1) {
      await hear(30_000);
      await work();
    }
    await desk.live(15 * minute);
    for (const { orderId } of made) {
      const truth = desk.simulator.control.order(orderId);
      expect([orderId, (await shown(orderId))?.status.toUpperCase()]).toEqual([orderId, truth?.status]);
    }
    expect(await poison()).toEqual([]);
  });
});

test('the loop that listens takes a message as it comes, heeds a queue that goes, and ends', async () => {
  const { app, simulator, accountId } = desk;
  app.receivers.start();
  try {
    await connect();
    const { orderId } = simulator.control.createOrder();
    await desk.step(1_000);
    await until(async () => ((await typeState('ORDER_CHANGE'))?.received ?? 0) === 1);
    await work();
    expect(await shown(orderId)).toMatchObject({ status: 'unshipped' });
    await until(async () => (await state()).queue?.lastPollAt !== null);
    await app.setQueue(accountId, null);
  } finally {
    await app.receivers.stop();
  }
});

const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('killed between two steps', () => {
  beforeEach(connect);

  test.each<ReceiveStep>(['received', 'kept', 'removed'])('%s: nothing is lost and nothing doubled', async (step) => {
    desk.simulator.control.faults.add({ kind: 'double-notification', ms: 5_000 });
    const { orderId } = desk.simulator.control.createOrder();
    await desk.step(1_000);
    await desk.simulator.control.settled();
    stopAt = step;
    await expect(desk.app.receivers.drain(desk.accountId)).rejects.toThrow('killed');
    stopAt = undefined;
    // The queue gives it once more.
    await hear(5_000);
    expect(await shown(orderId)).toMatchObject({ status: 'unshipped', source: 'notification' });
    expect((await eventsOf(orderId)).map(({ kind }) => kind)).toEqual(['order.placed']);
    expect(await typeState('ORDER_CHANGE')).toMatchObject({ received: 1, doubled: step === 'received' ? 0 : 1 });
    expect((await state()).waiting).toBe(0);
  });
});

describe('poison', () => {
  beforeEach(connect);
  const envelope = (more: object) =>
    JSON.stringify({
      notificationVersion: '1.0',
      notificationType: 'REPORT_PROCESSING_FINISHED',
      payloadVersion: '2020-09-04',
      eventTime: desk.clock.now().toISOString(),
      payload: {},
      notificationMetadata: { notificationId: 'n-1' },
      ...more,
    });

  test('is kept with its reason, never stops the others, and can be replayed or dropped', async () => {
    await post('this is no JSON, and names Jane Doe');
    await post(envelope({ notificationType: 'ANY_OFFER_CHANGED', notificationMetadata: { notificationId: 'n-2' } }));
    await post(envelope({ notificationMetadata: { notificationId: 'n-3' } }));
    await post(
      envelope({
        notificationMetadata: { notificationId: 'n-4' },
        payload: { reportProcessingFinishedNotification: { sellerId: 'ASOMEBODYELSE', reportId: '7', shipPostalCode: '10115' } },
      }),
    );
    const { orderId } = desk.simulator.control.createOrder();
    expect(await hear()).toBe(5);
    expect(await shown(orderId)).toMatchObject({ status: 'unshipped' });
    const kept = await poison();
    expect(kept.map(({ reason }) => reason).toSorted()).toEqual(['not_json', 'schema', 'unknown_type', 'wrong_seller']);
    expect(JSON.stringify(kept)).not.toMatch(/Jane|10115/);
    expect(await typeState('ANY_OFFER_CHANGED')).toMatchObject({ state: 'foreign', received: 1 });
    // The same text again is the same message.
    await post('this is no JSON, and names Jane Doe');
    await hear();
    expect(await poison()).toHaveLength(4);
    const deps = { ...desk, reader: notificationReader };
    expect(await replayMessages(deps, desk.accountId)).toEqual({ replayed: 4, resolved: 0, still: 4 });
    // Somebody tells the desk which seller this account is.
    await desk.database.write([desk.accountId], (tx) =>
      tx.query({ text: `UPDATE account SET seller_id = 'ASOMEBODYELSE' WHERE account_id = $1`, values: [desk.accountId] }),
    );
    expect(await replayMessages(deps, desk.accountId, 'n-4')).toEqual({ replayed: 1, resolved: 1, still: 0 });
    await work();
    await dropMessage(deps, desk.accountId, 'n-3');
    await expect(dropMessage(deps, desk.accountId, 'n-3')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await poison()).map(({ reason }) => reason).toSorted()).toEqual(['not_json', 'unknown_type']);
    expect(await state()).toMatchObject({ waiting: 0, poison: 2 });
  });
});
