import https from 'node:https';
import { Orders_v2026SpApi, OrdersSpApi, SellersSpApi } from '@amazon-sp-api-release/amazon-sp-api-sdk-js';
import { SellingPartnerApiAuth } from '@sp-api-sdk/auth';
import { OrdersApiClient as OrdersClient2026 } from '@sp-api-sdk/orders-api-2026-01-01';
import { OrdersApiClient as OrdersClientV0 } from '@sp-api-sdk/orders-api-v0';
import { SellingPartner } from 'amazon-sp-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { redirectAmazon } from './redirect-amazon.ts';

/** Clients that other people wrote, as they come from npm, list, read and confirm an order at the simulator. */
const US = 'ATVPDKIKX0DER';
const SINCE = '2026-03-01T00:00:00Z';
const TRACKING = '1Z5R89390357567127';

let amazon: Simulator;
let giveBack: () => void;
beforeEach(async () => {
  amazon = await startSimulator({ stepped: true, now: new Date('2026-03-02T12:00:00Z') });
  giveBack = redirectAmazon(amazon.url);
});
afterEach(async () => {
  giveBack();
  await amazon.close();
});

function setUp() {
  const [account] = amazon.control.accounts();
  if (!account) throw new Error('The simulator has no account.');
  const order = amazon.control.createOrder({ items: [{ quantity: 2, title: 'Enamel mug – größer', unitPrice: '12.50' }] });
  amazon.control.changeClock({ advanceMs: 3 * 60_000 });
  const parcel = (itemId: string) => ({
    marketplaceId: US,
    packageDetail: {
      packageReferenceId: '1',
      carrierCode: 'UPS',
      trackingNumber: TRACKING,
      shipDate: '2026-03-02T12:01:00Z',
      orderItems: [{ orderItemId: itemId, quantity: 2 }],
    },
  });
  return { account, orderId: order.orderId, itemId: order.items[0]?.itemId ?? '', parcel };
}

/** The confirmation shows after a moment. */
const wait = () => amazon.control.changeClock({ advanceMs: 6_000 });

/** The calls that came in, with how they went. */
const calls = () => amazon.control.requests.all().map(({ operation, status }) => `${operation} ${status}`);

test("Amazon's own SDK for JavaScript", async () => {
  const { account, orderId, itemId, parcel } = setUp();
  const { clientId, clientSecret, refreshToken } = account;
  const signedIn = <C extends { enableAutoRetrievalAccessToken(id: string, secret: string, token: string, scope: null): C }>(client: C) =>
    client.enableAutoRetrievalAccessToken(clientId, clientSecret, refreshToken, null);
  const client = signedIn(new Orders_v2026SpApi.ApiClient(amazon.url));
  const clientV0 = signedIn(new OrdersSpApi.ApiClient(amazon.url));
  const ordersV0 = new OrdersSpApi.OrdersV0Api(clientV0);
  const reader = new Orders_v2026SpApi.GetOrderApi(client);

  const sellers = new SellersSpApi.SellersApi(signedIn(new SellersSpApi.ApiClient(amazon.url)));
  expect((await sellers.getMarketplaceParticipations()).payload.map(({ marketplace }) => marketplace.id)).toContain(US);
  const found = await new Orders_v2026SpApi.SearchOrdersApi(client).searchOrders({
    lastUpdatedAfter: SINCE,
    includedData: ['FULFILLMENT', 'PROCEEDS'],
  });
  expect(found.orders).toMatchObject([
    { orderId, fulfillment: { fulfillmentStatus: 'UNSHIPPED' }, proceeds: { grandTotal: { amount: '25.00' } } },
  ]);
  expect(found.orders[0]?.createdTime).toEqual(new Date('2026-03-02T12:00:00Z'));
  expect((await ordersV0.getOrders([US], { lastUpdatedAfter: SINCE })).payload.orders).toMatchObject([{ amazonOrderId: orderId }]);
  await ordersV0.confirmShipment(orderId, parcel(itemId));
  wait();
  const { order } = await reader.getOrder(orderId, { includedData: ['FULFILLMENT', 'PACKAGES'] });
  expect(order).toMatchObject({ fulfillment: { fulfillmentStatus: 'SHIPPED' }, packages: [{ carrier: 'UPS', trackingNumber: TRACKING }] });
  expect(calls()).toEqual([
    'lwaToken 200',
    'getMarketplaceParticipations 200',
    'lwaToken 200',
    'searchOrders 200',
    'lwaToken 200',
    'getOrders 200',
    'confirmShipment 204',
    'getOrder 200',
  ]);
});

test('@sp-api-sdk: auth, orders v0 and 2026-01-01', async () => {
  const { account, orderId, itemId, parcel } = setUp();
  const auth = new SellingPartnerApiAuth(account);
  const ordersV0 = new OrdersClientV0({ auth, region: 'na' });
  const orders = new OrdersClient2026({ auth, region: 'na' });

  const listed = await ordersV0.getOrders({ marketplaceIds: [US], lastUpdatedAfter: SINCE });
  expect(listed.data.payload?.Orders).toMatchObject([{ AmazonOrderId: orderId, OrderStatus: 'Unshipped' }]);
  const found = await orders.searchOrders({ lastUpdatedAfter: SINCE, marketplaceIds: [US], includedData: ['FULFILLMENT', 'PACKAGES'] });
  expect(found.data.orders).toMatchObject([{ orderId, orderItems: [{ product: { title: 'Enamel mug – größer' } }] }]);
  expect((await ordersV0.getOrderItems({ orderId })).data.payload?.OrderItems).toMatchObject([{ OrderItemId: itemId, QuantityOrdered: 2 }]);
  await ordersV0.confirmShipment({ orderId, payload: parcel(itemId) });
  wait();
  expect((await ordersV0.getOrder({ orderId })).data.payload).toMatchObject({ OrderStatus: 'Shipped' });
  const { data } = await orders.getOrder({ orderId, includedData: ['FULFILLMENT', 'PACKAGES'] });
  expect(data.order.packages).toMatchObject([{ trackingNumber: TRACKING, packageItems: [{ quantity: 2 }] }]);
  await expect(orders.getOrder({ orderId: '111-0000000-0000000' })).rejects.toMatchObject({ response: { status: 404 } });
  expect(calls().slice(0, 2)).toEqual(['lwaToken 200', 'getOrders 200']);
  expect(calls().filter((call) => call.startsWith('lwaToken'))).toHaveLength(1);
});

test('amazon-sp-api', async () => {
  const { account, orderId, itemId, parcel } = setUp();
  const client = new SellingPartner({
    region: 'na',
    refresh_token: account.refreshToken,
    credentials: { SELLING_PARTNER_APP_CLIENT_ID: account.clientId, SELLING_PARTNER_APP_CLIENT_SECRET: account.clientSecret },
  });
  const listed = await client.callAPI({
    operation: 'getOrders',
    endpoint: 'orders',
    query: { MarketplaceIds: [US], LastUpdatedAfter: SINCE },
  });
  expect(listed).toMatchObject({ Orders: [{ AmazonOrderId: orderId }] });
  const version = { version: '2026-01-01' } as const;
  const includedData = ['FULFILLMENT', 'PACKAGES'];
  const found = await client.callAPI({
    operation: 'searchOrders',
    endpoint: 'orders',
    query: { lastUpdatedAfter: SINCE, includedData },
    options: version,
  });
  expect(found).toMatchObject({ orders: [{ orderId, fulfillment: { fulfillmentStatus: 'UNSHIPPED' } }] });
  await client.callAPI({ operation: 'confirmShipment', endpoint: 'orders', path: { orderId }, body: parcel(itemId) });
  wait();
  const read = await client.callAPI({
    operation: 'getOrder',
    endpoint: 'orders',
    path: { orderId },
    query: { includedData },
    options: version,
  });
  expect(read).toMatchObject({ order: { fulfillment: { fulfillmentStatus: 'SHIPPED' }, packages: [{ trackingNumber: TRACKING }] } });

  amazon.control.faults.add({ kind: 'expire-token', count: 1 });
  expect(await client.callAPI({ operation: 'getOrder', endpoint: 'orders', path: { orderId } })).toMatchObject({ OrderStatus: 'Shipped' });
  expect(calls().slice(-3)).toEqual(['getOrderV0 403', 'lwaToken 200', 'getOrderV0 200']);
});

test('a client that calls anybody else than Amazon is stopped', () => {
  expect(() => https.get('https://example.com/')).toThrow('A test called https://example.com');
});
