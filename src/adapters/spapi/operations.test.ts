import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { steppedClock } from '#src/kernel/clock.ts';
import { silentLog } from '#src/platform/log.ts';
import { amazonOrder } from '../../../tests/support/amazon-order.ts';
import { type AmazonStub, amazonStub, reset, type StubCall, type StubReply } from '../../../tests/support/amazon-stub.ts';
import { connectSpapi } from './index.ts';

const now = new Date('2026-11-21T10:00:00Z');
const open: AmazonStub[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stub) => stub.close()));
});

async function setUp(onCall: (call: StubCall, count: number) => StubReply) {
  const stub = await amazonStub(onCall);
  open.push(stub);
  const clock = steppedClock(now);
  const asked: string[] = [];
  const api = connectSpapi({
    apiUrl: stub.url,
    tokenUrl: `${stub.url}/auth/o2/token`,
    clientId: 'id',
    clientSecret: 'secret',
    refreshToken: 'refresh',
    userAgent: 'Waybill/0.1',
    clock,
    random: () => 0,
    log: silentLog,
    sleep: async () => {},
    quota: {
      take: async (operation, priority) => {
        asked.push(`${operation} ${priority}`);
        return { granted: true, nextAt: now };
      },
      giveBack: async () => {},
      answered: async () => {},
      throttled: async () => now,
    },
  });
  return { api, stub, asked };
}

const confirmation = {
  orderId: '302-1111111-2222222',
  marketplaceId: 'A1PA6795UKMFR9',
  reference: '1',
  carrierCode: 'DHL',
  trackingNumber: '00340434161094000000',
  shipDate: new Date('2026-11-21T09:30:00Z'),
  items: [{ itemId: '11', quantity: 2 }],
};

test('a page of orders: the span, all data sets, the token, and how far Amazon has shown', async () => {
  const { api, stub, asked } = await setUp((_, count) => ({
    json: {
      orders: [amazonOrder(), { orderId: '302-9', orderItems: 'none' }, amazonOrder({ orderId: '302-2222222-3333333' })],
      ...(count === 1 ? { pagination: { nextToken: 'more' } } : {}),
      lastUpdatedBefore: '2026-11-21T09:57:00Z',
    },
  }));
  const updatedAfter = new Date('2026-11-21T09:00:00Z');
  const page = await api.searchOrders({ updatedAfter, updatedBefore: new Date('2026-11-21T09:58:00Z'), marketplaceIds: ['A', 'B'] });
  expect(page).toMatchObject({ nextToken: 'more', before: new Date('2026-11-21T09:57:00Z'), requestId: 'request-1' });
  expect(page.orders.map((order) => (order.ok ? order.facts.source : order.orderId))).toEqual(['search', '302-9', 'search']);
  expect(Object.fromEntries(stub.calls[0]?.query ?? [])).toEqual({
    lastUpdatedAfter: '2026-11-21T09:00:00.000Z',
    lastUpdatedBefore: '2026-11-21T09:58:00.000Z',
    marketplaceIds: 'A,B',
    maxResultsPerPage: '100',
    includedData: 'BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_ORDERS',
  });
  const last = await api.searchOrders({ createdAfter: updatedAfter, token: 'more' }, { priority: 'background' });
  expect(last).not.toHaveProperty('nextToken');
  expect(Object.fromEntries(stub.calls[1]?.query ?? [])).toMatchObject({
    createdAfter: '2026-11-21T09:00:00.000Z',
    paginationToken: 'more',
  });
  expect(asked).toEqual(['searchOrders normal', 'searchOrders background']);
});

test('where Amazon does not say how far it has shown, two minutes ago is', async () => {
  const { api } = await setUp(() => ({ json: { orders: [] } }));
  const updatedBefore = new Date('2026-11-21T09:30:00Z');
  expect((await api.searchOrders({ updatedAfter: now })).before).toEqual(new Date('2026-11-21T09:58:00Z'));
  expect((await api.searchOrders({ updatedAfter: now, updatedBefore })).before).toEqual(updatedBefore);
});

test('a page that is none, or is refused, is an error with its request id', async () => {
  const { api } = await setUp((_, count) =>
    count === 1 ? { json: { Orders: [] } } : { status: 400, json: { errors: [{ code: 'InvalidInput', message: 'The token has gone' }] } },
  );
  await expect(api.searchOrders({ updatedAfter: now })).rejects.toMatchObject({
    code: 'AMAZON_ANSWER',
    message: expect.stringContaining('searchOrders: orders:'),
    data: { requestId: 'request-1' },
  });
  await expect(api.searchOrders({ updatedAfter: now })).rejects.toMatchObject({
    code: 'AMAZON_REFUSED',
    message: expect.stringContaining('The token has gone'),
    data: { status: 400, requestId: 'request-2' },
  });
});

test('one order, and one that is not there', async () => {
  const { api, stub } = await setUp(({ path }) =>
    path.endsWith('/302-1111111-2222222')
      ? { json: { order: amazonOrder() } }
      : { status: 404, json: { errors: [{ code: 'NotFound', message: 'No' }] } },
  );
  expect(await api.getOrder('302-1111111-2222222')).toMatchObject({ kind: 'order', order: { ok: true, facts: { source: 'get' } } });
  expect(await api.getOrder('../a b')).toEqual({ kind: 'not-found', requestId: 'request-2' });
  expect(stub.calls[1]?.path).toBe('/orders/2026-01-01/orders/..%2Fa%20b');
});

test('an order that was not understood can be read again with what had been taken out of it', async () => {
  const { api } = await setUp(() => ({ json: { order: amazonOrder({ lastUpdatedTime: 'soon' }) } }));
  const fetched = await api.getOrder('302-1111111-2222222');
  const order = fetched.kind === 'order' ? fetched.order : undefined;
  expect(order).toMatchObject({ ok: false, reason: 'not_time' });
  const personalRaw = order && !order.ok ? (JSON.parse(JSON.stringify(order.personalRaw)) as unknown) : undefined;
  expect(api.parseAgain('get', order?.raw, personalRaw)).toMatchObject({ ok: false, reason: 'not_time' });
  const repaired = { ...(order?.raw as object), lastUpdatedTime: '2026-11-21T09:00:00Z' };
  expect(api.parseAgain('get', repaired, personalRaw)).toMatchObject({
    ok: true,
    facts: { personalState: 'given', personal: { buyerName: 'Jana Beispiel', recipient: { postalCode: '04109' } } },
  });
});

test('the stores of an account', async () => {
  const payload = [
    {
      marketplace: { id: 'A1PA6795UKMFR9', name: 'Amazon.de', countryCode: 'DE', defaultCurrencyCode: 'EUR', domainName: 'www.amazon.de' },
      storeName: 'Becherei',
      participation: { isParticipating: true, hasSuspendedListings: false },
    },
    { marketplace: { id: 'NEW' }, participation: { isParticipating: false } },
  ];
  const { api } = await setUp(() => ({ json: { payload } }));
  expect(await api.participations()).toEqual([
    {
      marketplaceId: 'A1PA6795UKMFR9',
      country: 'DE',
      name: 'Amazon.de',
      storeName: 'Becherei',
      currency: 'EUR',
      domain: 'www.amazon.de',
      participates: true,
      suspended: false,
    },
    { marketplaceId: 'NEW', country: '', name: '', storeName: '', currency: '', domain: '', participates: false, suspended: false },
  ]);
});

test('a confirmation goes out as Amazon wants it', async () => {
  const { api, stub, asked } = await setUp(() => ({ status: 204 }));
  expect(await api.confirmShipment(confirmation, { priority: 'urgent' })).toEqual({ kind: 'accepted', requestId: 'request-1' });
  expect(stub.calls[0]).toMatchObject({ method: 'POST', path: '/orders/v0/orders/302-1111111-2222222/shipmentConfirmation' });
  expect(JSON.parse(stub.calls[0]?.body ?? '')).toEqual({
    marketplaceId: 'A1PA6795UKMFR9',
    packageDetail: {
      packageReferenceId: '1',
      carrierCode: 'DHL',
      trackingNumber: '00340434161094000000',
      shipDate: '2026-11-21T09:30:00.000Z',
      orderItems: [{ orderItemId: '11', quantity: 2 }],
    },
  });
  expect(asked).toEqual(['confirmShipment urgent']);
});

test('a confirmation whose answer is lost is unknown and was sent once', async () => {
  const { api, stub } = await setUp(() => reset);
  expect(await api.confirmShipment(confirmation)).toEqual({ kind: 'unknown', why: 'reset', requestId: undefined });
  expect(stub.calls).toHaveLength(1);
});

const cancellations = [{ messageId: 1, orderId: '302-1111111-2222222', reason: 'NoInventory', itemIds: ['11'] }];

test('a file of cancellations is put where Amazon says, without the token, and tried again if that fails', async () => {
  const { api, stub } = await setUp(({ path, headers }, count) =>
    path.startsWith('/feeds')
      ? { status: 201, json: { feedDocumentId: 'doc-1', url: `http://${headers.host}/bucket/doc-1?signature=x` } }
      : { status: count < 3 ? 500 : 200 },
  );
  expect(await api.uploadCancellations({ sellerId: 'S', cancellations })).toEqual({ documentId: 'doc-1' });
  const [create, , put] = stub.calls;
  expect(JSON.parse(create?.body ?? '')).toEqual({ contentType: 'text/xml; charset=UTF-8' });
  expect(put).toMatchObject({ method: 'PUT', path: '/bucket/doc-1', headers: { 'content-type': 'text/xml; charset=UTF-8' } });
  expect(put?.headers).not.toHaveProperty('x-amz-access-token');
  expect(put?.body).toContain('<AmazonOrderID>302-1111111-2222222</AmazonOrderID>');
  expect(stub.calls).toHaveLength(3);
});

test('an address that has run out is told without the address', async () => {
  const { api } = await setUp(({ path, headers }) =>
    path.startsWith('/feeds')
      ? { json: { feedDocumentId: 'doc-1', url: `http://${headers.host}/bucket?signature=secret` } }
      : { status: 403 },
  );
  const failure = await api.uploadCancellations({ sellerId: 'S', cancellations }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'AMAZON_REFUSED', data: { status: 403 } });
  expect(JSON.stringify(failure) + String(failure)).not.toContain('signature');
});

test('a feed is made once, and a lost answer is looked for in the list of feeds', async () => {
  const replies: StubReply[] = [
    { status: 202, json: { feedId: '501' } },
    { status: 202, json: {} },
    {
      json: {
        feeds: [
          { feedId: '501', processingStatus: 'DONE', createdTime: '2026-11-21T09:00:00Z', resultFeedDocumentId: 'result-1' },
          { feedId: '502', processingStatus: 'IN_QUEUE', createdTime: '2026-11-21T09:59:00Z' },
        ],
      },
    },
    { json: { feedId: '502', processingStatus: 'ON_HOLD', createdTime: '2026-11-21T09:59:00Z' } },
  ];
  const { api, stub } = await setUp((_, count) => replies[count - 1] ?? reset);
  const feed = { documentId: 'doc-1', marketplaceIds: ['A1PA6795UKMFR9'] };
  expect(await api.submitCancellations(feed)).toEqual({ kind: 'accepted', feedId: '501', requestId: 'request-1' });
  expect(JSON.parse(stub.calls[0]?.body ?? '')).toEqual({
    feedType: 'POST_ORDER_ACKNOWLEDGEMENT_DATA',
    marketplaceIds: ['A1PA6795UKMFR9'],
    inputFeedDocumentId: 'doc-1',
  });
  expect(await api.submitCancellations(feed)).toEqual({ kind: 'unknown', why: 'unreadable', requestId: 'request-2' });
  expect(await api.cancellationFeeds(new Date('2026-11-21T08:00:00Z'))).toEqual([
    { feedId: '502', state: 'queued', createdAt: new Date('2026-11-21T09:59:00Z') },
    { feedId: '501', state: 'done', createdAt: new Date('2026-11-21T09:00:00Z'), resultDocumentId: 'result-1' },
  ]);
  expect(Object.fromEntries(stub.calls[2]?.query ?? [])).toEqual({
    feedTypes: 'POST_ORDER_ACKNOWLEDGEMENT_DATA',
    createdSince: '2026-11-21T08:00:00.000Z',
    pageSize: '100',
  });
  expect(await api.feedStatus('502')).toMatchObject({ state: 'unknown' });
});

const reportText = (text: string) =>
  `<AmazonEnvelope><Message><ProcessingReport><ProcessingSummary><MessagesProcessed>1</MessagesProcessed></ProcessingSummary><Result><MessageID>1</MessageID><ResultCode>Error</ResultCode><ResultMessageCode>7</ResultMessageCode><ResultDescription>${text}</ResultDescription></Result></ProcessingReport></Message></AmazonEnvelope>`;

test.each([
  ['plain', Buffer.from(reportText('Größe')), 'text/xml'],
  ['zipped', gzipSync(reportText('Größe')), 'application/octet-stream'],
  ['in another character set', Buffer.from(reportText('Größe'), 'latin1'), 'text/xml; charset=ISO-8859-1'],
  ['in a character set nobody knows', Buffer.from(reportText('Größe')), 'text/xml; charset="martian"'],
])('a report comes %s', async (_, bytes, type) => {
  const { api, stub } = await setUp(({ path, headers }) =>
    path.startsWith('/feeds')
      ? { json: { feedDocumentId: 'result-1', url: `http://${headers.host}/bucket/result-1`, compressionAlgorithm: 'GZIP' } }
      : (response) => {
          response.writeHead(200, { 'content-type': type });
          response.end(bytes);
        },
  );
  expect(await api.feedResult('result-1')).toMatchObject({ processed: 1, messages: [{ messageId: 1, text: 'Größe' }] });
  expect(stub.calls[1]?.headers).not.toHaveProperty('x-amz-access-token');
});
