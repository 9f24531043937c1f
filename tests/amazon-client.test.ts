import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectSpapi } from '#src/adapters/spapi/index.ts';
import { steppedClock } from '#src/kernel/clock.ts';
import { quotaOf } from '#src/modules/quota/index.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { silentLog } from '#src/platform/log.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/start-simulator.ts';
import { type TestDatabase, testDatabase } from './support/postgres.ts';

/** The desk's client with its real quota in the database, against the simulated Amazon. */
const start = new Date('2026-11-21T10:00:00Z');
const minute = 60_000;
let server: TestDatabase;
let database: Database;
let accounts = 0;
const running: Simulator[] = [];

beforeAll(async () => {
  server = await testDatabase();
  database = openDatabase(server.connection);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});
afterAll(async () => {
  await database?.close();
  await server?.close();
});

async function setUp(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ stepped: true, now: start, ...options });
  running.push(simulator);
  const [credentials] = simulator.control.accounts();
  if (!credentials) throw new Error('the simulator has no account');
  const accountId = String(++accounts);
  await database.write([accountId], (tx) =>
    tx.query({
      text: `INSERT INTO account (account_id, name, region, host, time_zone, state, created_at) VALUES ($1, 'demo', 'NA', 'simulator', 'UTC', 'connected', $2)`,
      values: [accountId, start],
    }),
  );
  const clock = steppedClock(start);
  const step = (ms: number) => {
    clock.advance(ms);
    simulator.control.changeClock({ now: clock.now().getTime() });
  };
  const api = connectSpapi({
    apiUrl: simulator.url,
    tokenUrl: `${simulator.url}/auth/o2/token`,
    clientId: credentials.clientId,
    clientSecret: credentials.clientSecret,
    refreshToken: credentials.refreshToken,
    userAgent: 'Waybill/0.1 (Language=TypeScript; Platform=Test)',
    clock,
    random: () => 0.5,
    quota: quotaOf(database, accountId, clock),
    log: silentLog,
    sleep: async () => {},
  });
  const requests = (operation: string) => simulator.control.requests.all().filter((request) => request.operation === operation);
  return { simulator, control: simulator.control, api, clock, step, requests, sellerId: credentials.sellerId };
}

const since = { updatedAfter: new Date(start.getTime() - 400 * 24 * 60 * minute) };

test('orders are paged through, understood, and read one by one', async () => {
  const { control, api, step, clock } = await setUp();
  const kinds = [
    {},
    { status: 'PENDING' as const },
    { fulfilledBy: 'AMAZON' as const, status: 'SHIPPED' as const },
    { status: 'CANCELLED' as const },
    {
      gift: { message: 'For you', wrapLevel: 'Classic' },
      deliveryInstruction: 'ring twice',
      buyer: { companyName: 'Mill Ltd', purchaseOrderNumber: 'PO-1' },
    },
    { items: [{ quantity: 3 }, { sku: 'SECOND', customizationUrl: 'https://example.com/c' }] },
  ];
  const created = kinds.map((kind) => control.createOrder(kind).orderId);
  const many = control.createOrders({ count: 200 }).map(({ orderId }) => orderId);
  step(3 * minute);

  const seen: string[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    const page = await api.searchOrders({ ...since, updatedBefore: new Date(start.getTime() + minute), ...(token ? { token } : {}) });
    for (const order of page.orders) {
      expect(order).toMatchObject({ ok: true });
      if (order.ok) seen.push(order.facts.orderId);
    }
    expect(page.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(page.before.getTime()).toBeLessThanOrEqual(clock.now().getTime() - 2 * minute);
    token = page.nextToken;
    pages += 1;
  } while (token);
  expect(pages).toBe(3);
  expect(seen.toSorted()).toEqual([...created, ...many].toSorted());

  const facts = await Promise.all(
    created.map(async (orderId) => {
      const fetched = await api.getOrder(orderId);
      return fetched.kind === 'order' && fetched.order.ok ? fetched.order.facts : undefined;
    }),
  );
  expect(facts.map((each) => [each?.status.state, each?.fulfilledBy.state, each?.personalState])).toEqual([
    ['unshipped', 'merchant', 'given'],
    ['pending', 'merchant', 'not_yet'],
    ['shipped', 'amazon', expect.stringMatching(/given|withheld/)],
    ['cancelled', 'merchant', 'unknown'],
    ['unshipped', 'merchant', 'given'],
    ['unshipped', 'merchant', 'given'],
  ]);
  expect(facts[4]).toMatchObject({ poNumber: 'PO-1', personal: { buyerCompany: 'Mill Ltd', deliveryInstruction: 'ring twice' } });
  expect(Object.values(facts[4]?.personal?.gifts ?? {})).toEqual([{ message: 'For you', wrap: 'Classic' }]);
  expect(facts[5]?.items.map(({ quantity, customised }) => [quantity, customised])).toEqual([
    [3, false],
    [1, true],
  ]);
  expect(facts[3]?.items[0]).toMatchObject({ quantity: 1, cancelled: 1, shipped: 0 });
  expect(await api.getOrder('111-0000000-0000000')).toMatchObject({ kind: 'not-found' });
});

test('a seller without the role sees orders whose personal data is withheld', async () => {
  const { control, api } = await setUp({ accounts: [{ name: 'bare', roles: ['inventory-and-order-tracking'] }] });
  const { orderId } = control.createOrder();
  const fetched = await api.getOrder(orderId);
  expect(fetched).toMatchObject({ order: { ok: true, facts: { personalState: 'withheld', shipTo: { country: 'US' } } } });
});

test('all of the quota is used and never more: Amazon has no reason to say 429', async () => {
  const { control, api, step, requests } = await setUp();
  const { orderId } = control.createOrder();
  let answered = 0;
  const until = start.getTime() + 4 * minute;
  while (control.now() < until) {
    const nextAt = await api.getOrder(orderId, { priority: 'urgent' }).then(
      () => {
        answered += 1;
        return undefined;
      },
      (error: { code?: string; data?: { nextAt?: Date } }) => (error.code === 'AMAZON_THROTTLED' ? error.data?.nextAt : undefined),
    );
    if (nextAt) step(nextAt.getTime() - control.now());
  }
  expect(requests('getOrder').map(({ status }) => status)).toEqual(Array.from({ length: answered }, () => 200));
  // 30 at once and one every two seconds; the first refill begins a second late.
  expect(answered).toBeGreaterThanOrEqual(30 + 4 * 30 - 2);
});

test('faults of Amazon: what reads survive', async () => {
  const { control, api, requests } = await setUp();
  const { orderId } = control.createOrder();
  for (const fault of [
    { kind: 'server-error' as const, status: 503 as const },
    { kind: 'reset-before' as const },
    { kind: 'reset-after' as const },
    { kind: 'truncate' as const },
    { kind: 'expire-token' as const },
  ]) {
    control.requests.clear();
    control.faults.add({ ...fault, count: 1, match: { operation: 'getOrder' } });
    expect(await api.getOrder(orderId)).toMatchObject({ kind: 'order', order: { ok: true } });
    expect(requests('getOrder').map(({ faults }) => faults)).toEqual([[fault.kind], []]);
  }
  expect(requests('lwaToken')).toHaveLength(1);
});

test('faults in an answer: a new word and a new field come in, a missing time goes to quarantine alone', async () => {
  const { control, api, step } = await setUp();
  control.createOrders({ count: 3 });
  step(3 * minute);
  control.faults.add({ kind: 'unknown-enum', count: 1 });
  control.faults.add({ kind: 'unknown-field', count: 1 });
  const odd = await api.searchOrders(since);
  expect(odd.orders.filter((order) => order.ok)).toHaveLength(3);
  expect(odd.orders[0]).toMatchObject({
    facts: { status: { state: 'unknown', raw: 'SOMETHING_NEW' } },
    raw: { brandNewField: expect.anything() },
  });
  control.faults.add({ kind: 'missing-field', count: 1 });
  const broken = await api.searchOrders(since);
  expect(broken.orders.map((order) => (order.ok ? 'ok' : `${order.reason} ${order.detail.split(':')[0]}`)).toSorted()).toEqual([
    'missing lastUpdatedTime',
    'ok',
    'ok',
  ]);
});

test('a storm of 429 is met with waiting, longer each time', async () => {
  const { control, api, step, requests } = await setUp();
  const { orderId } = control.createOrder();
  control.faults.add({ kind: 'throttle', count: 3, match: { operation: 'getOrder' } });
  const waits: number[] = [];
  for (;;) {
    const failure = await api.getOrder(orderId).then(
      () => undefined,
      (error: { code?: string; data: { nextAt: Date } }) => error,
    );
    if (!failure) break;
    expect(failure.code).toBe('AMAZON_THROTTLED');
    waits.push(failure.data.nextAt.getTime() - control.now());
    step(waits.at(-1) ?? 0);
  }
  expect(requests('getOrder').map(({ status }) => status)).toEqual([429, 429, 429, 200]);
  expect(Math.min(...waits)).toBeGreaterThan(0);
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(2000 + 4000 + 8000);
});

test('a confirmation is accepted, shows when read back, and is sent once whatever happens to its answer', async () => {
  const { control, api, step, requests } = await setUp({ confirmDelaySeconds: 5 });
  const order = control.createOrder({ items: [{ quantity: 2 }] });
  const itemId = order.items[0]?.itemId ?? '';
  const confirm = (reference: string, quantity: number) =>
    api.confirmShipment({
      orderId: order.orderId,
      marketplaceId: order.marketplaceId,
      reference,
      carrierCode: 'UPS',
      trackingNumber: `1Z999AA1012345678${reference}`,
      shipDate: start,
      items: [{ itemId, quantity }],
    });
  const shown = async () => {
    const fetched = await api.getOrder(order.orderId);
    return fetched.kind === 'order' && fetched.order.ok
      ? fetched.order.facts.packages?.map(({ reference, status }) => [reference, status.raw])
      : undefined;
  };

  expect(await confirm('1', 1)).toMatchObject({ kind: 'accepted' });
  expect(await shown()).toEqual([]);
  step(6000);
  expect(await shown()).toEqual([['1', expect.any(String)]]);

  control.faults.add({ kind: 'reset-after', count: 1, match: { operation: 'confirmShipment' } });
  expect(await confirm('2', 1)).toMatchObject({ kind: 'unknown', why: 'reset' });
  step(6000);
  expect(await shown()).toHaveLength(2);
  expect(requests('confirmShipment')).toHaveLength(2);

  const refused = await confirm('3', 5);
  expect(refused).toMatchObject({ kind: 'rejected', status: 400 });
  expect(refused.kind === 'rejected' ? refused.errors[0]?.message : '').toContain(order.orderId);
});

test('a cancellation goes through a feed and its report', async () => {
  const { control, api, step, sellerId } = await setUp();
  const order = control.createOrder();
  const shipped = control.createOrder({ status: 'SHIPPED' });
  const { documentId } = await api.uploadCancellations({
    sellerId,
    cancellations: [order, shipped].map(({ orderId, items }, i) => ({
      messageId: i + 1,
      orderId,
      reason: 'NoInventory',
      itemIds: items.map(({ itemId }) => itemId),
    })),
  });
  const made = await api.submitCancellations({ documentId, marketplaceIds: [order.marketplaceId] });
  expect(made).toMatchObject({ kind: 'accepted' });
  const feedId = made.kind === 'accepted' ? made.feedId : '';
  expect((await api.cancellationFeeds(new Date(start.getTime() - minute))).map((feed) => feed.feedId)).toEqual([feedId]);
  expect(['queued', 'working']).toContain((await api.feedStatus(feedId)).state);
  step(30 * minute);
  const status = await api.feedStatus(feedId);
  expect(status.state).toBe('done');
  const report = await api.feedResult(status.resultDocumentId ?? '');
  expect(report).toMatchObject({ processed: 2, successful: 1, failed: 1, messages: [{ messageId: 2, level: 'error' }] });
  expect(await api.getOrder(order.orderId)).toMatchObject({ order: { facts: { status: { state: 'cancelled' } } } });
});

test('the stores of the account, and credentials that are wrong', async () => {
  const { control, api, simulator, clock } = await setUp();
  const stores = await api.participations();
  expect(stores.filter(({ participates }) => participates).map(({ marketplaceId }) => marketplaceId)).toEqual(
    expect.arrayContaining(control.accounts()[0]?.marketplaceIds ?? ['none']),
  );
  const stranger = connectSpapi({
    apiUrl: simulator.url,
    tokenUrl: `${simulator.url}/auth/o2/token`,
    clientId: 'nobody',
    clientSecret: 'nothing',
    refreshToken: 'none',
    userAgent: 'Waybill/0.1',
    clock,
    random: () => 0,
    quota: quotaOf(database, '1', clock),
    log: silentLog,
  });
  await expect(stranger.signIn()).rejects.toMatchObject({
    code: 'AMAZON_UNAUTHORISED',
    message: expect.stringContaining('invalid_client'),
  });
});
