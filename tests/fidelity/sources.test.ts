import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entries, type Json, NOW, text } from '../../simulator/test-support/sim-client.ts';
import { sqsClient } from '../../simulator/test-support/sqs-client.ts';
import { addEveryKind, SHOPS } from './every-kind-of-order.ts';
import { findJson, SOURCE_MODEL_FILES } from './find-model.ts';
import { type JudgedSimulator, startJudgedSimulator } from './judged-simulator.ts';
import { notificationCheck } from './notification-check.ts';
import { modelsFolder, officialContract } from './official-models.ts';
import { ownSources } from './own-sources.ts';

/** Reports, sales figures and notifications, held against our own shapes and, where they are given, against Amazon's models. */
const isGiven = modelsFolder !== undefined && SOURCE_MODEL_FILES.every((file) => findJson(modelsFolder ?? '', file) !== undefined);
const contracts = [ownSources, ...(modelsFolder && isGiven ? [officialContract(modelsFolder, SOURCE_MODEL_FILES)] : [])];
const REPORTS = '/reports/2021-06-30';
const BY_DATE = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL';
const DESTINATIONS = '/notifications/v1/destinations';
const SUBSCRIPTIONS = '/notifications/v1/subscriptions';
const US = 'ATVPDKIKX0DER';
const SELLERS = ['demo', 'europe', 'japan'];
/** The types that are sent, and the files of their schemas. */
const MESSAGES = {
  ORDER_CHANGE: 'OrderChangeNotification.json',
  REPORT_PROCESSING_FINISHED: 'ReportProcessingFinishedNotification.json',
  FEED_PROCESSING_FINISHED: 'FeedProcessingFinishedNotification.json',
};

let amazon: JudgedSimulator;
let application: { token: string };
beforeAll(async () => {
  amazon = await startJudgedSimulator(contracts, { ...SHOPS, notifications: true });
  addEveryKind(amazon.control);
  amazon.control.changeClock({ advanceMs: 10 * 60_000 });
  const [account] = amazon.control.accounts();
  const response = await fetch(`${amazon.url}/auth/o2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'sellingpartnerapi::notifications',
      client_id: account?.clientId ?? '',
      client_secret: account?.clientSecret ?? '',
    }),
  });
  application = { token: ((await response.json()) as { access_token: string }).access_token };
});
afterAll(() => amazon.close());

const withoutProblems = () => expect(amazon.takeProblems()).toEqual([]);
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();

test('the operations and their statuses are the same in every contract', () => {
  const sandboxOnly = `${SUBSCRIPTIONS}/{notificationType}/testNotification`;
  const all = contracts.map(({ operations }) =>
    operations
      .filter(({ path }) => path !== sandboxOnly)
      .map(({ method, path, statuses }) => `${method} ${path} ${statuses.toSorted((a, b) => a - b).join()}`)
      .sort(),
  );
  for (const each of all) expect(each).toEqual(all[0]);
});

test.each(SELLERS)('reports of %s from the request to the document, and schedules', async (account) => {
  const marketplaceIds = amazon.control.accounts().find(({ name }) => name === account)?.marketplaceIds;
  const seen = new Set<string>();
  for (const [reportType, start] of [
    [BY_DATE, ago(20)],
    ['GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL', ago(40)],
    ['GET_MERCHANT_LISTINGS_ALL_DATA', ago(1)],
  ] as const) {
    const body = { reportType, marketplaceIds, dataStartTime: start, dataEndTime: ago(0) };
    const path = `${REPORTS}/reports/${text((await amazon.call('POST', `${REPORTS}/reports`, { account, body })).body['reportId'])}`;
    let found = (await amazon.get(path, { account })).body;
    for (let i = 0; i < 3; i++) {
      seen.add(text(found['processingStatus']));
      amazon.control.changeClock({ advanceMs: 10_000 });
      found = (await amazon.get(path, { account })).body;
    }
    seen.add(text(found['processingStatus']));
    const { reportDocumentId } = found;
    expect((await amazon.get(`${REPORTS}/documents/${text(reportDocumentId)}`, { account })).status).toBe(200);
  }
  expect([...seen]).toEqual(expect.arrayContaining(['IN_QUEUE', 'IN_PROGRESS', 'DONE', 'FATAL']));
  const body = { reportType: BY_DATE, marketplaceIds, period: 'P1D', reportOptions: { custom: 'true' } };
  const { reportScheduleId } = (await amazon.call('POST', `${REPORTS}/schedules`, { account, body })).body;
  const schedule = `${REPORTS}/schedules/${text(reportScheduleId)}`;
  expect((await amazon.get(schedule, { account })).status).toBe(200);
  expect((await amazon.get(`${REPORTS}/schedules?reportTypes=${BY_DATE}`, { account })).status).toBe(200);
  expect((await amazon.get(`${REPORTS}/reports?reportTypes=${BY_DATE}&pageSize=1`, { account })).status).toBe(200);
  expect((await amazon.call('DELETE', schedule, { account })).status).toBe(200);
  const queued = (await amazon.call('POST', `${REPORTS}/reports`, { account, body: { reportType: BY_DATE, marketplaceIds } })).body;
  expect((await amazon.call('DELETE', `${REPORTS}/reports/${text(queued['reportId'])}`, { account })).status).toBe(200);
  withoutProblems();
});

test('sales figures', async () => {
  const interval = `${ago(20)}--${ago(0)}`;
  for (const granularity of ['Hour', 'Day', 'Week', 'Month', 'Year', 'Total']) {
    const query = new URLSearchParams({ marketplaceIds: US, interval, granularity, granularityTimeZone: 'UTC' });
    expect((await amazon.get(`/sales/v1/orderMetrics?${query.toString()}`)).status).toBe(200);
  }
  withoutProblems();
});

describe('notifications', () => {
  const queue = () => amazon.control.queues().queues[0] ?? { arn: '', url: '' };
  const typeOf = (message: Json) => text(message['NotificationType'] ?? message['notificationType']);

  /** A feed that cannot be read ends as FATAL, and its end is told. */
  async function sendFeed(): Promise<void> {
    const token = await amazon.token();
    const send = async (path: string, body: object) => {
      const headers = { 'x-amz-access-token': token, 'content-type': 'application/json' };
      const response = await fetch(`${amazon.url}/feeds/2021-06-30${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await response.json()) as Json;
    };
    const document = await send('/documents', { contentType: 'text/xml' });
    await fetch(text(document['url']), { method: 'PUT', body: '<a/>', headers: { 'content-type': 'text/xml' } });
    const inputFeedDocumentId = document['feedDocumentId'];
    await send('/feeds', { feedType: 'POST_ORDER_FULFILLMENT_DATA', marketplaceIds: [US], inputFeedDocumentId });
  }

  test('destinations and subscriptions', async () => {
    const body = { name: 'desk', resourceSpecification: { sqs: { arn: queue().arn } } };
    const made = await amazon.call('POST', DESTINATIONS, { ...application, body });
    const destinationId = text(made.body['payload']?.['destinationId']);
    expect((await amazon.get(DESTINATIONS, application)).status).toBe(200);
    expect((await amazon.get(`${DESTINATIONS}/${destinationId}`, application)).status).toBe(200);
    for (const account of SELLERS) {
      for (const type of Object.keys(MESSAGES)) {
        const path = `${SUBSCRIPTIONS}/${type}`;
        const isOrders = type === 'ORDER_CHANGE';
        const eventFilter = { eventFilterType: type, orderChangeTypes: ['OrderStatusChange', 'BuyerRequestedChange'] };
        const wanted = { payloadVersion: isOrders ? '1.0' : '2020-09-04', destinationId };
        const subscribed = await amazon.call('POST', path, {
          account,
          body: { ...wanted, ...(isOrders ? { processingDirective: { eventFilter } } : {}) },
        });
        expect(subscribed.status).toBe(200);
        expect((await amazon.get(path, { account })).status).toBe(200);
        expect((await amazon.get(`${SUBSCRIPTIONS}?notificationTypes=${type}`, { account })).status).toBe(200);
        const byId = `${path}/${text(subscribed.body['payload']?.['subscriptionId'])}`;
        expect((await amazon.get(byId, application)).status).toBe(200);
      }
    }
    withoutProblems();
  });

  test("messages, against Amazon's schemas where they are given", async () => {
    addEveryKind(amazon.control);
    amazon.control.cancelRequest(amazon.control.createOrder({ programs: ['AMAZON_EASY_SHIP', 'PREMIUM'] }).orderId);
    await sendFeed();
    for (const reportType of ['GET_MERCHANT_LISTINGS_ALL_DATA', BY_DATE])
      await amazon.call('POST', `${REPORTS}/reports`, { body: { reportType, marketplaceIds: [US] } });
    amazon.control.changeClock({ advanceMs: 10 * 60_000 });
    await amazon.control.settled();
    const messages = await sqsClient(amazon.control.queues().endpoint).drain(queue().url);
    const of = (type: string) => messages.filter((message) => typeOf(message) === type);
    expect(Object.keys(MESSAGES).map((type) => of(type).length > 0)).toEqual([true, true, true]);
    expect(of('ORDER_CHANGE').length).toBeGreaterThan(50);
    const checks = Object.entries(MESSAGES).flatMap(([type, file]) => {
      const check = modelsFolder && notificationCheck(modelsFolder, file);
      return check ? [{ type, check }] : [];
    });
    for (const { type, check } of checks) {
      for (const message of of(type)) expect(check(message)).toEqual([]);
      expect(check({ ...of(type)[0], extra: 1 })).not.toEqual([]);
    }
  });

  test('are ended in the order that Amazon asks for', async () => {
    const [destination] = entries((await amazon.get(DESTINATIONS, application)).body['payload']);
    const path = `${DESTINATIONS}/${text(destination?.['destinationId'])}`;
    expect((await amazon.call('DELETE', path, application)).status).toBe(409);
    for (const account of SELLERS) {
      for (const type of Object.keys(MESSAGES)) {
        const { body } = await amazon.get(`${SUBSCRIPTIONS}/${type}`, { account });
        const subscription = `${SUBSCRIPTIONS}/${type}/${text(body['payload']?.['subscriptionId'])}`;
        expect((await amazon.call('DELETE', subscription, application)).status).toBe(200);
      }
    }
    expect((await amazon.call('DELETE', path, application)).status).toBe(200);
    withoutProblems();
  });
});

describe('refusals', () => {
  const { operations } = ownSources;
  const addressOf = (path: string) => path.replace('{notificationType}', 'ORDER_CHANGE').replaceAll(/\{\w+\}/g, '123');

  test.each(operations.map(({ name }) => name))('%s: without permission, out of quota, out of order', async (name) => {
    const { method = '', path = '' } = operations.find((each) => each.name === name) ?? {};
    const given = method === 'POST' ? { body: {} } : {};
    for (const each of [{ token: '' }, { token: 'Atza|nothing' }, { account: 'stranger' }])
      expect((await amazon.call(method, addressOf(path), { ...given, ...each })).status).toBe(403);
    for (const [fault, status] of [
      [{ kind: 'throttle' }, 429],
      [{ kind: 'server-error', status: 503 }, 503],
    ] as const) {
      amazon.control.faults.add({ ...fault, match: { operation: name }, count: 1 });
      expect((await amazon.call(method, addressOf(path), given)).status).toBe(status);
    }
    withoutProblems();
  });

  test('what is not there, and what cannot be', async () => {
    for (const path of ['/reports/123', '/documents/amzn1.spdoc.1.4.na.123', '/schedules/123'])
      expect((await amazon.get(`${REPORTS}${path}`)).status).toBe(404);
    for (const path of ['/reports/bad', '/documents/bad', '/schedules/bad', '/reports', '/schedules'])
      expect((await amazon.get(`${REPORTS}${path}`)).status).toBe(400);
    expect((await amazon.get('/sales/v1/orderMetrics')).status).toBe(400);
    const other = { body: 'x', headers: { 'content-type': 'text/plain' } };
    expect((await amazon.call('POST', `${REPORTS}/reports`, other)).status).toBe(415);
    withoutProblems();
  });
});
