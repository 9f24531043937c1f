import { gunzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewOrder } from '../control/new-order.ts';
import { entries, MINUTE, NOW, startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';

const BASE = '/reports/2021-06-30';
const BY_DATE = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL';
const BY_UPDATE = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL';
const ACTIONABLE = 'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING';
const LISTINGS = 'GET_MERCHANT_LISTINGS_ALL_DATA';
const US = 'ATVPDKIKX0DER';
const DAY = 24 * 60 * MINUTE;
const ago = (ms: number) => new Date(NOW.getTime() - ms).toISOString();

let amazon: TestSimulator;
beforeEach(async () => {
  amazon = await startTestSimulator({
    accounts: [
      { name: 'demo' },
      { name: 'europe', region: 'EU' },
      { name: 'japan', region: 'FE' },
      { name: 'clerk', roles: ['inventory-and-order-tracking'] },
    ],
  });
});
afterEach(() => amazon.close());

const past = (order: NewOrder = {}) => amazon.control.createOrder({ createdAt: ago(60 * MINUTE), ...order });

async function request(reportType: string, body: object = {}, account = 'demo'): Promise<string> {
  const answer = await amazon.call(
    'POST',
    `${BASE}/reports`,
    { reportType, marketplaceIds: [US], dataStartTime: ago(DAY), dataEndTime: ago(0), ...body },
    account,
  );
  expect(answer.status).toBe(202);
  return text(answer.body['reportId']);
}

const report = async (reportId: string, account = 'demo') => (await amazon.get(`${BASE}/reports/${reportId}`, account)).body;

async function download(documentId: string, account = 'demo', token?: string) {
  const path = `${BASE}/documents/${documentId}`;
  const { body } = await (token ? amazon.send('GET', path, undefined, { 'x-amz-access-token': token }) : amazon.get(path, account));
  expect(body['compressionAlgorithm']).toBe('GZIP');
  const response = await fetch(text(body['url']));
  const type = response.headers.get('content-type') ?? '';
  return { type, content: iconv.decode(gunzipSync(Buffer.from(await response.arrayBuffer())), type.replace(/.*charset=/, '')) };
}

async function finished(reportType: string, body: object = {}, account = 'demo') {
  const reportId = await request(reportType, body, account);
  amazon.advance(20_000);
  const { processingStatus, reportDocumentId } = await report(reportId, account);
  return { status: text(processingStatus), documentId: text(reportDocumentId) };
}

/** Lines by column name. */
async function lines(reportType: string, body: object = {}, account = 'demo') {
  const { documentId } = await finished(reportType, body, account);
  const { content } = await download(documentId, account);
  const [head = '', ...rest] = content.trimEnd().split('\n');
  const columns = head.split('\t');
  return rest.map((line) => Object.fromEntries(line.split('\t').map((value, i) => [columns[i] ?? '', value])));
}

describe('life-cycle', () => {
  test('queue, progress, done, and a document that opens for five minutes', async () => {
    past();
    const reportId = await request(BY_DATE);
    expect(await report(reportId)).toEqual({
      reportId,
      reportType: BY_DATE,
      marketplaceIds: [US],
      dataStartTime: ago(DAY),
      dataEndTime: ago(0),
      createdTime: ago(0),
      processingStatus: 'IN_QUEUE',
    });
    amazon.advance(5_000);
    expect(await report(reportId)).toMatchObject({ processingStatus: 'IN_PROGRESS', processingStartTime: ago(-5_000) });
    amazon.advance(14_999);
    expect((await report(reportId))['processingStatus']).toBe('IN_PROGRESS');
    amazon.advance(1);
    const done = await report(reportId);
    expect(done).toMatchObject({ processingStatus: 'DONE', processingEndTime: ago(-20_000) });
    const { body } = await amazon.get(`${BASE}/documents/${text(done['reportDocumentId'])}`);
    expect((await fetch(text(body['url']))).headers.get('content-encoding')).toBeNull();
    amazon.advance(5 * MINUTE + 1);
    expect((await fetch(text(body['url']))).status).toBe(403);
  });

  test('clients that decompress by themselves ask for it', async () => {
    past();
    const { documentId } = await finished(BY_DATE);
    const { body } = await amazon.get(`${BASE}/documents/${documentId}?enableContentEncodingUrlHeader=true`);
    const response = await fetch(text(body['url']));
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.text()).toMatch(/^amazon-order-id\t/);
    expect((await fetch(text(body['url']).replace('encoding=gzip&', ''))).status).toBe(403);
  });

  test('the content is the shop as the processing begins', async () => {
    const { orderId } = past();
    const reportId = await request(BY_DATE);
    amazon.advance(5_000);
    amazon.control.cancel(orderId);
    amazon.advance(15_000);
    const { content } = await download(text((await report(reportId))['reportDocumentId']));
    expect(content).toContain('\tUnshipped\t');
  });

  test('cancelled when there is nothing to tell, fatal beyond 30 days', async () => {
    expect(await finished(BY_DATE)).toEqual({ status: 'CANCELLED', documentId: '' });
    past();
    expect((await finished(BY_DATE, { dataStartTime: ago(30 * DAY) })).status).toBe('DONE');
    const fatal = await finished(BY_DATE, { dataStartTime: ago(30 * DAY + 1) });
    expect(fatal.status).toBe('FATAL');
    expect((await download(fatal.documentId)).content).toContain('Report can be requested only upto 30 days');
    // Without times the range is this moment alone.
    expect((await finished(BY_DATE, { dataStartTime: undefined, dataEndTime: undefined })).status).toBe('CANCELLED');
  });

  test('only what waits in the queue can be cancelled', async () => {
    past();
    const [first, second] = [await request(BY_DATE), await request(BY_DATE)];
    expect((await amazon.call('DELETE', `${BASE}/reports/${first}`)).status).toBe(200);
    amazon.advance(5_000);
    expect((await amazon.call('DELETE', `${BASE}/reports/${second}`)).status).toBe(400);
    amazon.advance(MINUTE);
    expect([(await report(first))['processingStatus'], (await report(second))['processingStatus']]).toEqual(['CANCELLED', 'DONE']);
  });

  test('lists, newest first, page by page', async () => {
    const ids = [];
    for (let i = 0; i < 3; i++) {
      ids.unshift(await request(BY_DATE));
      amazon.advance(1000);
    }
    await request(LISTINGS);
    const first = await amazon.get(`${BASE}/reports?reportTypes=${BY_DATE}&pageSize=2`);
    const second = await amazon.get(`${BASE}/reports?nextToken=${text(first.body['nextToken'])}`);
    expect([...entries(first.body['reports']), ...entries(second.body['reports'])].map((each) => each['reportId'])).toEqual(ids);
    expect(second.body['nextToken']).toBeUndefined();
    amazon.advance(MINUTE);
    const done = await amazon.get(`${BASE}/reports?reportTypes=${BY_DATE},${LISTINGS}&processingStatuses=DONE`);
    expect(entries(done.body['reports']).map((each) => each['reportType'])).toEqual([LISTINGS]);
  });

  test.each([
    [{ reportType: 'GET_NOTHING' }, 'reportType'],
    [{ marketplaceIds: ['A1PA6795UKMFR9'] }, 'marketplaceIds'],
    [{ marketplaceIds: [] }, 'marketplaceIds'],
    [{ dataEndTime: ago(-1) }, 'future'],
    [{ dataStartTime: ago(0), dataEndTime: ago(1) }, 'dataStartTime'],
  ])('refuses %j', async (body, reason) => {
    const wanted = { reportType: BY_DATE, marketplaceIds: [US], dataStartTime: ago(DAY), dataEndTime: ago(0), ...body };
    const answer = await amazon.call('POST', `${BASE}/reports`, wanted);
    expect([answer.status, JSON.stringify(answer.body['errors'])]).toEqual([400, expect.stringContaining(reason)]);
  });

  test('other sellers know nothing of it', async () => {
    past();
    const reportId = await request(BY_DATE);
    amazon.advance(MINUTE);
    const documentId = text((await report(reportId))['reportDocumentId']);
    expect((await amazon.get(`${BASE}/reports/${reportId}`, 'clerk')).status).toBe(404);
    expect((await amazon.get(`${BASE}/documents/${documentId}`, 'clerk')).status).toBe(404);
  });

  test('generation time and lag are settings', async () => {
    expect((await amazon.send('POST', '/_control/reports', { generationMs: 60_000, lagMs: 30 * MINUTE })).body).toEqual({
      generationMs: 60_000,
      lagMs: 30 * MINUTE,
    });
    const old = past();
    past({ createdAt: ago(20 * MINUTE) });
    const reportId = await request(BY_DATE);
    amazon.advance(59_999);
    expect((await report(reportId))['processingStatus']).toBe('IN_PROGRESS');
    amazon.advance(1);
    const { content } = await download(text((await report(reportId))['reportDocumentId']));
    expect(
      content
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t')[0]),
    ).toEqual([old.orderId]);
  });
});

describe('all orders', () => {
  test('a line for each item, in these columns', async () => {
    const order = past({
      sellerOrderId: 'SO-7',
      programs: ['AMAZON_BUSINESS'],
      buyer: { purchaseOrderNumber: 'PO-1' },
      items: [
        {
          sku: 'MUG',
          title: 'Mug\twith\na break',
          quantity: 2,
          unitPrice: '9.50',
          itemTax: '1.50',
          itemDiscount: '2.00',
          promotionIds: ['A', 'B'],
        },
        { sku: 'JUG', quantity: 1 },
      ],
    });
    const [mug, jug, ...others] = await lines(BY_DATE);
    expect(others).toEqual([]);
    expect(Object.keys(mug ?? {})).toEqual(
      'amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel order-channel ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids is-business-order purchase-order-number price-designation cpf'.split(
        ' ',
      ),
    );
    expect(mug).toEqual({
      'amazon-order-id': order.orderId,
      'merchant-order-id': 'SO-7',
      'purchase-date': '2026-03-02T11:00:00+00:00',
      'last-updated-date': '2026-03-02T11:00:00+00:00',
      'order-status': 'Unshipped',
      'fulfillment-channel': 'Merchant',
      'sales-channel': 'Amazon.com',
      'order-channel': '',
      'ship-service-level': 'Standard',
      'product-name': 'Mug with a break',
      sku: 'MUG',
      asin: 'B0SIMULATE',
      'item-status': 'Unshipped',
      quantity: '2',
      currency: 'USD',
      'item-price': '19.00',
      'item-tax': '1.50',
      'shipping-price': '',
      'shipping-tax': '',
      'gift-wrap-price': '',
      'gift-wrap-tax': '',
      'item-promotion-discount': '2.00',
      'ship-promotion-discount': '',
      'ship-city': 'Austin',
      'ship-state': 'TX',
      'ship-postal-code': '78701',
      'ship-country': 'US',
      'promotion-ids': 'A,B',
      'is-business-order': 'true',
      'purchase-order-number': 'PO-1',
      'price-designation': 'Business Price',
      cpf: '',
    });
    expect(jug?.['sku']).toBe('JUG');
    expect(Object.keys((await lines(BY_UPDATE))[0] ?? {})).toEqual(Object.keys(mug ?? {}).slice(0, -1));
  });

  test('cancelled lines are there without money; orders that are not paid for are not', async () => {
    const cancelled = past();
    amazon.control.cancel(cancelled.orderId);
    past({ status: 'PENDING' });
    amazon.advance(10 * MINUTE);
    expect(await lines(BY_DATE)).toMatchObject([
      { 'amazon-order-id': cancelled.orderId, 'order-status': 'Cancelled', 'item-status': 'Cancelled', quantity: '0', 'item-price': '' },
    ]);
  });

  test('by order date means the time of payment, by update the last update', async () => {
    const { orderId } = amazon.control.createOrder({
      status: 'PENDING',
      next: { at: ago(-30 * MINUTE), what: 'authorise-payment' },
    });
    amazon.advance(2 * 60 * MINUTE);
    amazon.control.cancelRequest(orderId);
    amazon.advance(60 * MINUTE);
    const half = { dataStartTime: ago(0), dataEndTime: ago(-15 * MINUTE) };
    const paid = { dataStartTime: ago(-15 * MINUTE), dataEndTime: ago(-60 * MINUTE) };
    const asked = { dataStartTime: ago(-60 * MINUTE), dataEndTime: ago(-150 * MINUTE) };
    expect([(await finished(BY_DATE, half)).status, (await finished(BY_DATE, asked)).status]).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await lines(BY_DATE, paid)).toMatchObject([{ 'amazon-order-id': orderId, 'purchase-date': '2026-03-02T12:00:00+00:00' }]);
    expect((await finished(BY_UPDATE, paid)).status).toBe('CANCELLED');
    expect(await lines(BY_UPDATE, asked)).toMatchObject([{ 'last-updated-date': '2026-03-02T14:00:00+00:00' }]);
  });

  test.each([
    ['demo', US, 'text/plain; charset=UTF-8', 'Zoë 東京', 'Zoë 東京'],
    ['europe', 'A1PA6795UKMFR9', 'text/plain; charset=Windows-1252', 'Köln €5 東', 'Köln €5 ?'],
    ['japan', 'A1VC38T7YXB528', 'text/plain; charset=Shift_JIS', '大阪市のマグ', '大阪市のマグ'],
  ])('%s gets its own charset', async (account, marketplaceId, type, title, shown) => {
    past({ account, marketplaceId, items: [{ title }] });
    const { documentId } = await finished(BY_DATE, { marketplaceIds: [marketplaceId] }, account);
    const { type: given, content } = await download(documentId, account);
    expect(given).toBe(type);
    expect(content.split('\n')[1]?.split('\t')[9]).toBe(shown);
  });

  test('thousands of orders are whole in one file', async () => {
    amazon.control.createOrders({ createdAt: ago(60 * MINUTE), count: 3_000 });
    const found = await lines(BY_DATE);
    expect(new Set(found.map((line) => line['amazon-order-id'])).size).toBe(3_000);
  });
});

describe('what is to be shipped', () => {
  const restricted = async (path: string) =>
    amazon.call('POST', '/tokens/2021-03-01/restrictedDataToken', { restrictedResources: [{ method: 'GET', path }] });

  test('needs the role to be asked for and a restricted data token to be fetched', async () => {
    past({ status: 'SHIPPED' });
    const { orderId, items } = past();
    const clerk = await amazon.call('POST', `${BASE}/reports`, { reportType: ACTIONABLE, marketplaceIds: [US] }, 'clerk');
    expect(clerk.status).toBe(403);
    const { documentId } = await finished(ACTIONABLE);
    expect((await amazon.get(`${BASE}/documents/${documentId}`)).status).toBe(403);
    expect((await restricted(`${BASE}/documents/{reportDocumentId}`)).status).toBe(400);
    const token = text((await restricted(`${BASE}/documents/${documentId}`)).body['restrictedDataToken']);
    const { content } = await download(documentId, 'demo', token);
    const [, ...rows] = content.trimEnd().split('\n');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.split('\t').slice(0, 2)).toEqual([orderId, items[0]?.itemId]);
    expect(rows[0]).toContain('Ada Brook\t12 Cedar Ave\t');
  });
});

test('listings: the offers of a store in its currency', async () => {
  const [first] = await lines(LISTINGS);
  expect(first).toMatchObject({ 'seller-sku': expect.stringMatching(/^KT-/), price: expect.stringMatching(/^\d+\.\d\d$/) });
  const japan = await lines(LISTINGS, { marketplaceIds: ['A1VC38T7YXB528'] }, 'japan');
  expect(japan[0]?.['price']).toMatch(/^\d{3,}$/);
});

describe('schedules', () => {
  const create = (body: object = {}) =>
    amazon.call('POST', `${BASE}/schedules`, { reportType: BY_UPDATE, marketplaceIds: [US], period: 'PT1H', ...body });

  test('make a report about each period, until they are cancelled or replaced', async () => {
    past({ createdAt: ago(0) });
    const first = text((await create({ period: 'P1M' })).body['reportScheduleId']);
    const second = text((await create({ nextReportCreationTime: ago(-60 * MINUTE) })).body['reportScheduleId']);
    expect((await amazon.get(`${BASE}/schedules/${first}`)).status).toBe(404);
    amazon.advance(3 * 60 * MINUTE);
    const listed = await amazon.get(`${BASE}/reports?reportTypes=${BY_UPDATE}`);
    expect(entries(listed.body['reports'])).toMatchObject([
      { processingStatus: 'IN_QUEUE', createdTime: ago(-180 * MINUTE) },
      { processingStatus: 'CANCELLED', dataStartTime: ago(-60 * MINUTE), dataEndTime: ago(-120 * MINUTE) },
      { processingStatus: 'DONE', reportScheduleId: second, dataStartTime: ago(0), dataEndTime: ago(-60 * MINUTE) },
    ]);
    const schedules = await amazon.get(`${BASE}/schedules?reportTypes=${BY_UPDATE}`);
    expect(entries(schedules.body['reportSchedules'])).toEqual([
      { reportScheduleId: second, reportType: BY_UPDATE, marketplaceIds: [US], period: 'PT1H', nextReportCreationTime: ago(-240 * MINUTE) },
    ]);
    expect((await amazon.call('DELETE', `${BASE}/schedules/${second}`)).status).toBe(200);
    amazon.advance(DAY);
    expect(entries((await amazon.get(`${BASE}/reports?reportTypes=${BY_UPDATE}`)).body['reports'])).toHaveLength(3);
  });

  test.each([{ period: 'PT7M' }, { marketplaceIds: undefined }, { nextReportCreationTime: ago(1) }])('refuses %j', async (body) => {
    expect((await create(body)).status).toBe(400);
  });
});
