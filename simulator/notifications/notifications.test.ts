import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewFault } from '../faults/fault.ts';
import type { SimulatorOptions } from '../start-simulator.ts';
import { entries, type Json, MINUTE, NOW, startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';
import { sqsClient } from '../test-support/sqs-client.ts';

const US = 'ATVPDKIKX0DER';
const BASE = '/notifications/v1';
const at = (ms: number) => new Date(NOW.getTime() + ms).toISOString();

let amazon: TestSimulator;
beforeEach(async () => {
  amazon = await startTestSimulator({
    notifications: true,
    accounts: [{ name: 'demo' }, { name: 'second' }, { name: 'foreign', application: 'other' }],
  });
});
afterEach(() => amazon.close());

async function grantless(account = 'demo', simulator = amazon): Promise<string> {
  const found = simulator.control.accounts().find((each) => each.name === account);
  const { body } = await simulator.send('POST', '/auth/o2/token', {
    grant_type: 'client_credentials',
    scope: 'sellingpartnerapi::notifications',
    client_id: found?.clientId,
    client_secret: found?.clientSecret,
  });
  return text(body['access_token']);
}

const asApplication = async (method: string, path: string, body?: unknown, account = 'demo') =>
  amazon.send(method, `${BASE}${path}`, body, { 'x-amz-access-token': await grantless(account) });

const queue = () => amazon.control.queues().queues[0] ?? { name: '', arn: '', url: '' };

async function createDestination(arn = queue().arn): Promise<string> {
  const { status, body } = await asApplication('POST', '/destinations', { name: 'desk', resourceSpecification: { sqs: { arn } } });
  expect(status).toBe(200);
  return text(body['payload']?.['destinationId']);
}

const subscribeTo = (destinationId: string, type = 'ORDER_CHANGE', body: object = {}, account = 'demo') =>
  amazon.call(
    'POST',
    `${BASE}/subscriptions/${type}`,
    { payloadVersion: type === 'ORDER_CHANGE' ? '1.0' : '2020-09-04', destinationId, ...body },
    account,
  );

async function subscribe(type = 'ORDER_CHANGE', body: object = {}): Promise<void> {
  amazon.control.limits.enable(false);
  expect((await subscribeTo(await createDestination(), type, body)).status).toBe(200);
}

/** Lets time pass and takes what has come. */
async function received(ms = MINUTE): Promise<Json[]> {
  amazon.advance(ms);
  await amazon.control.settled();
  return sqsClient(amazon.control.queues().endpoint).drain(queue().url);
}

const change = (message: Json | undefined) => message?.['Payload']?.['OrderChangeNotification'];

describe('destinations', () => {
  test('belong to the application and are found, listed and deleted without a seller', async () => {
    const destinationId = await createDestination();
    const destination = { destinationId, name: 'desk', resource: { sqs: { arn: queue().arn } } };
    expect((await asApplication('GET', `/destinations/${destinationId}`)).body).toEqual({ payload: destination });
    expect((await asApplication('GET', '/destinations')).body).toEqual({ payload: [destination] });
    expect((await asApplication('GET', '/destinations', undefined, 'foreign')).body).toEqual({ payload: [] });
    expect((await asApplication('DELETE', `/destinations/${destinationId}`, undefined, 'foreign')).status).toBe(404);
    expect((await asApplication('DELETE', `/destinations/${destinationId}`)).status).toBe(200);
    expect((await asApplication('GET', `/destinations/${destinationId}`)).status).toBe(404);
  });

  test('need a token of their own, a queue that is there, and are made once', async () => {
    amazon.control.limits.enable(false);
    const body = { name: 'desk', resourceSpecification: { sqs: { arn: queue().arn } } };
    expect((await amazon.call('POST', `${BASE}/destinations`, body)).status).toBe(403);
    const create = (specification: object) =>
      asApplication('POST', '/destinations', { name: 'desk', resourceSpecification: specification });
    expect((await create({ sqs: { arn: 'arn:aws:sqs:us-east-1:1:none' } })).status).toBe(400);
    expect((await create({ sqs: { arn: 'none' } })).status).toBe(400);
    expect((await create({})).status).toBe(400);
    expect((await create({ sqs: { arn: queue().arn } })).status).toBe(200);
    expect((await create({ sqs: { arn: queue().arn } })).status).toBe(409);
    const bus = (await create({ eventBridge: { region: 'us-east-1', accountId: '111122223333' } })).body['payload'];
    expect(bus?.['resource']?.['eventBridge']).toMatchObject({ region: 'us-east-1', accountId: '111122223333' });
    expect((await subscribeTo(text(bus?.['destinationId']))).status).toBe(400);
  });

  test('without --notifications there is no queue to send to', async () => {
    const plain = await startTestSimulator();
    const answer = await plain.send(
      'POST',
      `${BASE}/destinations`,
      { name: 'desk', resourceSpecification: { sqs: { arn: 'arn:aws:sqs:us-east-1:000000000000:waybill-notifications' } } },
      { 'x-amz-access-token': await grantless('demo', plain) },
    );
    expect(answer.status).toBe(400);
    expect((await plain.send('GET', '/_control/queues')).body['error']).toContain('--notifications');
    await plain.close();
  });
});

describe('subscriptions', () => {
  test('of a seller, found by type and by id', async () => {
    amazon.control.limits.enable(false);
    const destinationId = await createDestination();
    const created = await subscribeTo(destinationId);
    const subscriptionId = text(created.body['payload']?.['subscriptionId']);
    const subscription = { subscriptionId, payloadVersion: '1.0', destinationId };
    expect(created.body).toEqual({ payload: subscription });
    expect((await amazon.get(`${BASE}/subscriptions/ORDER_CHANGE`)).body).toEqual({ payload: subscription });
    expect((await amazon.get(`${BASE}/subscriptions?notificationTypes=ORDER_CHANGE`)).body).toEqual({
      payload: { subscriptions: [subscription] },
    });
    expect((await amazon.get(`${BASE}/subscriptions/ORDER_CHANGE`, 'second')).status).toBe(404);
    expect((await asApplication('GET', `/subscriptions/ORDER_CHANGE/${subscriptionId}`)).body).toEqual({ payload: subscription });
    expect((await amazon.get(`${BASE}/subscriptions/ORDER_CHANGE/${subscriptionId}`)).status).toBe(403);
    expect((await subscribeTo(destinationId)).status).toBe(409);
    expect((await asApplication('DELETE', `/destinations/${destinationId}`)).status).toBe(409);
    expect((await asApplication('DELETE', `/subscriptions/ORDER_CHANGE/${subscriptionId}`)).status).toBe(200);
    amazon.control.createOrder();
    expect(await received()).toEqual([]);
  });

  test.each([
    ['a type nobody sends', 'PRICING_HEALTH', {}, 400],
    ['another version', 'ORDER_CHANGE', { payloadVersion: '2.0' }, 400],
    ['an unknown destination', 'ORDER_CHANGE', { destinationId: 'none' }, 404],
    ['an expression', 'ORDER_CHANGE', { processingDirective: { filterExpression: 'true' } }, 400],
  ])('refuses %s', async (_, type, body, status) => {
    expect((await subscribeTo(await createDestination(), type, body)).status).toBe(status);
  });

  test('filters by marketplace and kind of change', async () => {
    const eventFilter = { eventFilterType: 'ORDER_CHANGE', marketplaceIds: [US], orderChangeTypes: ['BuyerRequestedChange'] };
    await subscribe('ORDER_CHANGE', { processingDirective: { eventFilter } });
    const { orderId } = amazon.control.createOrder();
    amazon.control.cancelRequest(amazon.control.createOrder({ marketplaceId: 'A2EUQ1WTGCTBG2' }).orderId);
    amazon.control.cancelRequest(orderId);
    expect((await received()).map((message) => change(message)?.['AmazonOrderId'])).toEqual([orderId]);
  });
});

describe('ORDER_CHANGE', () => {
  test('tells of the order as it is after the change, half a second later', async () => {
    await subscribe();
    const order = amazon.control.createOrder({
      programs: ['AMAZON_BUSINESS', 'PRIME'],
      items: [{ sku: 'MUG', quantity: 2 }, { sku: 'JUG' }],
    });
    expect(await received(499)).toEqual([]);
    const [message, ...others] = await received(1);
    expect(others).toEqual([]);
    expect(message).toEqual({
      NotificationVersion: '1.0',
      NotificationType: 'ORDER_CHANGE',
      PayloadVersion: '1.0',
      EventTime: at(0),
      Payload: {
        OrderChangeNotification: {
          NotificationLevel: 'OrderLevel',
          SellerId: order.sellerId,
          AmazonOrderId: order.orderId,
          OrderChangeType: 'OrderStatusChange',
          OrderChangeTrigger: { TimeOfOrderChange: at(0), ChangeReason: 'Order Status Change' },
          Summary: {
            MarketplaceId: US,
            OrderStatus: 'Unshipped',
            PurchaseDate: at(0),
            DestinationPostalCode: '78701',
            FulfillmentType: 'MFN',
            OrderType: 'StandardOrder',
            NumberOfItemsShipped: 0,
            NumberOfItemsUnshipped: 3,
            EarliestShipDate: expect.any(String),
            LatestShipDate: expect.any(String),
            EarliestDeliveryDate: expect.any(String),
            LatestDeliveryDate: expect.any(String),
            OrderPrograms: ['Business', 'Prime'],
            OrderItems: order.items.map(({ itemId, sku, quantity }) => ({
              OrderItemId: itemId,
              SellerSKU: sku,
              SupplySourceId: null,
              Quantity: quantity,
              QuantityShipped: 0,
              IsBuyerRequestedCancel: false,
            })),
          },
        },
      },
      NotificationMetadata: {
        ApplicationId: expect.stringMatching(/^amzn1\.sellerapps\.app\./),
        SubscriptionId: expect.any(String),
        PublishTime: at(500),
        NotificationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  test('for payment, a request, a part, the rest and a cancellation; not for a parcel’s journey or an order before payment', async () => {
    await subscribe();
    const { orderId, items } = amazon.control.createOrder({ status: 'PENDING', items: [{ quantity: 2 }] });
    const told = async (ms?: number) =>
      (await received(ms)).map((message) => [change(message)?.['OrderChangeType'], change(message)?.['Summary']?.['OrderStatus']]);
    expect(await told()).toEqual([]);
    amazon.control.authorise(orderId);
    expect(await told()).toEqual([['OrderStatusChange', 'Unshipped']]);
    amazon.control.cancelRequest(orderId);
    expect(await told()).toEqual([['BuyerRequestedChange', 'Unshipped']]);
    for (const [reference, status] of [
      ['1', 'PartiallyShipped'],
      ['2', 'Shipped'],
    ] as const) {
      amazon.control.confirmInSellerCentral(orderId, {
        reference,
        carrierCode: 'UPS',
        trackingNumber: '1Z',
        shipDate: amazon.control.now(),
        items: [{ itemId: items[0]?.itemId ?? '', quantity: 1 }],
      });
      expect(await told()).toEqual([['OrderStatusChange', status]]);
    }
    amazon.control.deliver(orderId);
    expect(await told(60 * 24 * MINUTE)).toEqual([]);
    const other = amazon.control.createOrder();
    amazon.control.cancel(other.orderId);
    const [, cancelled] = await received();
    expect(change(cancelled)?.['Summary']).toMatchObject({ OrderStatus: 'Canceled', DestinationPostalCode: null });
  });

  test('only the seller’s own orders', async () => {
    await subscribe();
    amazon.control.createOrder({ account: 'second' });
    expect(await received()).toEqual([]);
  });
});

test('REPORT_ and FEED_PROCESSING_FINISHED, with small letters', async () => {
  await subscribe('REPORT_PROCESSING_FINISHED');
  const [destination] = entries((await asApplication('GET', '/destinations')).body['payload']);
  await subscribeTo(text(destination?.['destinationId']), 'FEED_PROCESSING_FINISHED');
  const { sellerId } = amazon.control.createOrder();
  const reportType = 'GET_MERCHANT_LISTINGS_ALL_DATA';
  const { body } = await amazon.call('POST', '/reports/2021-06-30/reports', { reportType, marketplaceIds: [US] });
  const document = (await amazon.call('POST', '/feeds/2021-06-30/documents', { contentType: 'text/xml' })).body;
  await fetch(text(document['url']), { method: 'PUT', body: '<a/>', headers: { 'content-type': 'text/xml' } });
  const feed = await amazon.call('POST', '/feeds/2021-06-30/feeds', {
    feedType: 'POST_ORDER_FULFILLMENT_DATA',
    marketplaceIds: [US],
    inputFeedDocumentId: document['feedDocumentId'],
  });
  const messages = await received();
  expect(messages).toMatchObject([
    {
      notificationType: 'REPORT_PROCESSING_FINISHED',
      payloadVersion: '2020-09-04',
      eventTime: at(20_000),
      payload: {
        reportProcessingFinishedNotification: {
          sellerId,
          accountId: `amzn1.merchant.o.${sellerId}`,
          reportId: body['reportId'],
          reportType,
          processingStatus: 'DONE',
          reportDocumentId: expect.any(String),
        },
      },
      notificationMetadata: { publishTime: at(20_500) },
    },
    {
      notificationType: 'FEED_PROCESSING_FINISHED',
      payload: {
        feedProcessingFinishedNotification: {
          feedId: feed.body['feedId'],
          processingStatus: 'FATAL',
          resultFeedDocumentId: expect.any(String),
        },
      },
    },
  ]);
});

describe('faults', () => {
  const fault = (wanted: NewFault) => amazon.control.faults.add(wanted);
  const orderIds = (messages: Json[]) => messages.map((message) => text(change(message)?.['AmazonOrderId']));

  test('lost, doubled and late', async () => {
    await subscribe();
    const [lost, doubled, late] = ['111-0000001-0000001', '111-0000001-0000002', '111-0000001-0000003'];
    fault({ kind: 'lose-notification', match: { operation: 'ORDER_CHANGE', orderId: lost } });
    fault({ kind: 'double-notification', ms: 5_000, match: { orderId: doubled } });
    fault({ kind: 'delay-notification', ms: 60 * MINUTE, match: { orderId: late } });
    for (const orderId of [lost, doubled, late]) amazon.control.createOrder({ orderId });
    const first = await received(1000);
    const second = await received();
    expect([orderIds(first), orderIds(second)]).toEqual([[doubled], [doubled]]);
    expect(first[0]?.['NotificationMetadata']?.['NotificationId']).toBe(second[0]?.['NotificationMetadata']?.['NotificationId']);
    expect(amazon.control.notifications().pending).toBe(1);
    expect(orderIds(await received(60 * MINUTE))).toEqual([late]);
    const { body } = await amazon.send('GET', `/_control/notifications?subject=${lost}`);
    expect(body).toMatchObject({ delayMs: 500, pending: 0, notifications: [{ deliveredAt: null, faults: ['lose-notification'] }] });
  });

  test('out of order, by chance and repeatable', async () => {
    const run = async () => {
      const simulator = await startTestSimulator({ notifications: true, seed: 5 });
      const before = amazon;
      amazon = simulator;
      await subscribe();
      fault({ kind: 'shuffle-notification', ms: MINUTE, probability: 0.5 });
      fault({ kind: 'lose-notification', probability: 0.1 });
      const made = [];
      for (let i = 0; i < 60; i++) {
        made.push(amazon.control.createOrder().orderId);
        amazon.advance(1000);
      }
      const got = orderIds(await received(2 * MINUTE));
      await simulator.close();
      amazon = before;
      return { made, got };
    };
    const [first, second] = [await run(), await run()];
    expect(first).toEqual(second);
    expect(first.got.length).toBeLessThan(60);
    expect(first.got.length).toBeGreaterThan(45);
    expect(first.got).not.toEqual(first.made.filter((orderId) => first.got.includes(orderId)));
    expect(new Set(first.got).size).toBe(first.got.length);
  });
});

test('the control API tells of queues, makes more, and answers when everything due has arrived', async () => {
  await subscribe();
  const made = await amazon.send('POST', '/_control/queues', { name: 'spare.fifo' });
  const { body } = await amazon.send('GET', '/_control/queues');
  expect(body).toEqual({ endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), queues: [queue(), made.body] });
  expect(made.body['arn']).toBe('arn:aws:sqs:us-east-1:000000000000:spare.fifo');
  // As at Amazon, a FIFO queue takes the subscription and receives nothing.
  expect((await subscribeTo(await createDestination(text(made.body['arn'])), 'ORDER_CHANGE', {}, 'second')).status).toBe(200);
  await amazon.send('POST', '/_control/notifications', { delayMs: 60_000 });
  amazon.control.createOrder();
  amazon.control.createOrder({ account: 'second' });
  await amazon.send('POST', '/_control/clock', { advanceMs: 60_000 });
  const sqs = sqsClient(text(body['endpoint']));
  expect(await sqs.drain(queue().url)).toHaveLength(1);
  expect(await sqs.drain(text(made.body['url']))).toEqual([]);
});

test('a running clock delivers while nobody calls', async () => {
  await subscribe();
  amazon.control.changeClock({ stepped: false, factor: 1000 });
  amazon.control.createOrder();
  const answer = await sqsClient(amazon.control.queues().endpoint).call('ReceiveMessage', { QueueUrl: queue().url, WaitTimeSeconds: 20 });
  expect(answer['Messages']).toHaveLength(1);
});

test('a restart keeps subscriptions, the queue’s address and what is on its way', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'simulator-'));
  const options: SimulatorOptions = { dataDir, notifications: true };
  const own = amazon;
  amazon = await startTestSimulator(options);
  await subscribe();
  const { url } = queue();
  const { orderId } = amazon.control.createOrder();
  await amazon.close();
  amazon = await startTestSimulator(options);
  expect(queue().url).toBe(url);
  expect((await received()).map((message) => change(message)?.['AmazonOrderId'])).toEqual([orderId]);
  expect(amazon.control.notifications().pending).toBe(0);
  await amazon.close();
  amazon = own;
  rmSync(dataDir, { recursive: true });
});
