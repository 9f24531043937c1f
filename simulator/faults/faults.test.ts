import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALL_DATA, entries, MINUTE, startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';
import type { NewFault } from './fault.ts';

let amazon: TestSimulator;
let ids: string[];
beforeEach(async () => {
  amazon = await startTestSimulator();
  ids = amazon.control
    .createOrders({ count: 3 })
    .map((order) => order.orderId)
    .sort();
  amazon.advance(5 * MINUTE);
});
afterEach(() => amazon.close());

const searchPath = `/orders/2026-01-01/orders?createdAfter=2026-03-01T00:00:00Z&includedData=${ALL_DATA}`;
const search = () => amazon.get(searchPath);
const get = (orderId: string) => amazon.get(`/orders/2026-01-01/orders/${orderId}?includedData=${ALL_DATA}`);
const seen = async () => entries((await search()).body['orders']).map((order) => order['orderId']);
const fault = (wanted: NewFault) => amazon.send('POST', '/_control/faults', wanted);
const confirm = (orderId: string) =>
  amazon.call('POST', `/orders/v0/orders/${orderId}/shipmentConfirmation`, {
    marketplaceId: 'ATVPDKIKX0DER',
    packageDetail: {
      packageReferenceId: '1',
      carrierCode: 'UPS',
      trackingNumber: '1Z',
      shipDate: new Date(amazon.control.now()).toISOString(),
      orderItems: [{ orderItemId: amazon.control.order(orderId)?.items[0]?.itemId, quantity: 1 }],
    },
  });
const isConfirmed = (orderId: string) => amazon.control.order(orderId)?.packages.length === 1;

describe('in place of an answer', () => {
  test.each([
    [{ kind: 'throttle' }, 429],
    [{ kind: 'server-error' }, 500],
    [{ kind: 'server-error', status: 503 }, 503],
    [{ kind: 'expire-token' }, 403],
  ] as const)('%j', async (wanted, status) => {
    await fault({ ...wanted, count: 1, match: { operation: 'searchOrders' } });
    expect((await get(ids[0] ?? '')).status).toBe(200);
    expect((await search()).status).toBe(status);
    expect((await search()).status).toBe(200);
  });

  test('a reset before the effect leaves nothing, one after it leaves the effect', async () => {
    const [before = '', after = '', plain = ''] = ids;
    await fault({ kind: 'reset-before', match: { orderId: before } });
    await fault({ kind: 'reset-after', match: { orderId: after } });
    await expect(confirm(before)).rejects.toThrow('fetch failed');
    await expect(confirm(after)).rejects.toThrow('fetch failed');
    expect((await confirm(plain)).status).toBe(204);
    expect([before, after, plain].map(isConfirmed)).toEqual([false, true, true]);
    expect(
      amazon.control.requests
        .all()
        .slice(-3)
        .map((each) => [each.status, each.faults]),
    ).toEqual([
      [null, ['reset-before']],
      [null, ['reset-after']],
      [204, []],
    ]);
  });

  test('the token endpoint can fail too', async () => {
    await fault({ kind: 'server-error', status: 503, match: { operation: 'lwaToken' }, count: 1 });
    expect((await amazon.send('POST', '/auth/o2/token', {})).status).toBe(503);
  });
});

describe('on the way back', () => {
  test('a truncated body breaks off', async () => {
    await amazon.token();
    await fault({ kind: 'truncate', count: 1 });
    await expect(search()).rejects.toThrow('terminated');
    expect((await search()).status).toBe(200);
  });

  test('a slow answer comes after its effect', async () => {
    const [orderId = ''] = ids;
    await fault({ kind: 'slow', ms: 60_000, match: { operation: 'confirmShipment' } });
    let answered = false;
    const call = confirm(orderId).finally(() => {
      answered = true;
    });
    while (!amazon.control.requests.all().some((each) => each.operation === 'confirmShipment')) await new Promise(setImmediate);
    expect([isConfirmed(orderId), answered]).toEqual([true, false]);
    await amazon.close();
    await expect(call).rejects.toThrow('fetch failed');
  });

  test('the rate header can be dropped', async () => {
    await fault({ kind: 'drop-rate-header' });
    for (let i = 0; i < 3; i++) expect((await search()).headers.get('x-amzn-ratelimit-limit')).toBeNull();
  });
});

describe('inside the answer', () => {
  test('an order is left out of the list, and only there', async () => {
    const [first = '', second = ''] = ids;
    await fault({ kind: 'omit-order', match: { orderId: second } });
    expect(await seen()).toEqual([first, ids[2]]);
    expect((await get(second)).status).toBe(200);
  });

  test('each row of a list is left out by its own chance, the same ones for the same seed, and is there the next time', async () => {
    const lists = async (version: 'v0' | '2026-01-01') => {
      const shop = await startTestSimulator({ seed: 21 });
      shop.control.createOrders({ count: 1000 });
      shop.advance(5 * MINUTE);
      shop.control.faults.add({ kind: 'omit-rows', probability: 0.01 });
      const first = version === 'v0' ? '/orders/v0/orders?MarketplaceIds=ATVPDKIKX0DER&CreatedAfter=2026-03-01T00:00:00Z' : searchPath;
      const seenIds: string[] = [];
      for (let next: string | undefined = ''; next !== undefined; ) {
        const param = version === 'v0' ? 'NextToken' : 'paginationToken';
        const { body } = await shop.get(next ? `${first}&${param}=${next}` : first);
        const root = version === 'v0' ? body['payload'] : body;
        const listed = entries(root?.['orders'] ?? root?.['Orders']);
        seenIds.push(...listed.map((order) => text(order['orderId'] ?? order['AmazonOrderId'])));
        next = text(root?.['NextToken'] ?? root?.['pagination']?.['nextToken']) || undefined;
      }
      const hits = shop.control.faults.all()[0]?.hits ?? 0;
      const missing = shop.control.orders().filter((order) => !seenIds.includes(order.orderId));
      expect((await shop.get(`/orders/2026-01-01/orders/${missing[0]?.orderId ?? ''}`)).status).toBe(200);
      await shop.close();
      return { missing: missing.map((order) => order.orderId), hits, seen: new Set(seenIds).size };
    };
    const once = await lists('2026-01-01');
    expect(once.missing.length).toBeGreaterThan(3);
    expect(once.missing.length).toBeLessThan(25);
    expect([once.hits, once.seen]).toEqual([once.missing.length, 1000 - once.missing.length]);
    expect(await lists('2026-01-01')).toEqual(once);
    expect((await lists('v0')).hits).toBeGreaterThan(3);
  });

  test('empty pages by chance never lose an order', async () => {
    amazon.control.limits.enable(false);
    amazon.control.createOrders({ count: 40 });
    amazon.advance(5 * MINUTE);
    await fault({ kind: 'empty-page', probability: 0.4 });
    const seenIds: unknown[] = [];
    const path = `${searchPath}&maxResultsPerPage=5`;
    for (let next: string | undefined = ''; next !== undefined; ) {
      const { body } = await amazon.get(next ? `${path}&paginationToken=${next}` : path);
      seenIds.push(...entries(body['orders']).map((order) => order['orderId']));
      next = text(body['pagination']?.['nextToken']) || undefined;
    }
    expect(new Set(seenIds).size).toBe(43);
    expect(seenIds).toHaveLength(43);
    expect(amazon.control.faults.all()[0]?.hits).toBeGreaterThan(0);
  });

  test('words and fields nobody knows, and fields that are gone', async () => {
    const [orderId = ''] = ids;
    await fault({ kind: 'unknown-enum', match: { orderId } });
    await fault({ kind: 'unknown-field', match: { orderId } });
    await fault({ kind: 'missing-field', match: { orderId } });
    await fault({ kind: 'unknown-enum', match: { orderId }, field: 'orderItems.0.product.condition.conditionType', value: 'DUSTY' });
    const order = (await get(orderId)).body['order'];
    expect(order).toMatchObject({
      fulfillment: { fulfillmentStatus: 'SOMETHING_NEW' },
      brandNewField: {},
      orderItems: [{ product: { condition: { conditionType: 'DUSTY' } } }],
    });
    expect(order).not.toHaveProperty('lastUpdatedTime');
    const listed = entries((await search()).body['orders']);
    expect(listed.map((each) => each['fulfillment']?.['fulfillmentStatus'])).toEqual(['SOMETHING_NEW', 'UNSHIPPED', 'UNSHIPPED']);
    expect((await amazon.get(`/orders/v0/orders/${orderId}`)).body['payload']).toMatchObject({
      OrderStatus: 'SOMETHING_NEW',
      BrandNewField: {},
    });
  });

  test('an empty page leads to the page it stands for', async () => {
    await fault({ kind: 'empty-page', count: 1 });
    const empty = await search();
    expect(entries(empty.body['orders'])).toEqual([]);
    const next = await amazon.get(`${searchPath}&paginationToken=${text(empty.body['pagination']?.['nextToken'])}`);
    expect(entries(next.body['orders']).map((order) => order['orderId'])).toEqual(ids);
  });
});

describe('switches', () => {
  test('skip, count and chance', async () => {
    await amazon.token();
    await fault({ kind: 'server-error', skip: 1, count: 2 });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await search()).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    await amazon.send('DELETE', '/_control/faults');
    const { body } = await fault({ kind: 'throttle', probability: 0.5, match: { operation: 'getOrder' } });
    const hits = new Set<number>();
    for (let i = 0; i < 20; i++) hits.add((await get(ids[0] ?? '')).status);
    expect(hits).toEqual(new Set([200, 429]));
    expect((await amazon.send('DELETE', `/_control/faults/${text(body['id'])}`)).status).toBe(204);
    expect((await amazon.send('GET', '/_control/faults')).body).toEqual({ faults: [] });
  });

  test('a wrong switch is refused with the field named', async () => {
    const answer = await amazon.send('POST', '/_control/faults', { kind: 'flood', match: { order: 'x' } });
    expect([answer.status, text(answer.body['error'])]).toEqual([400, expect.stringMatching(/kind: .*match: /)]);
  });
});
