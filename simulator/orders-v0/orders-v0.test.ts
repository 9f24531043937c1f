import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { entries, MINUTE, startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';

let amazon: TestSimulator;
beforeAll(async () => {
  amazon = await startTestSimulator({ accounts: [{ name: 'demo' }, { name: 'bare', roles: ['pricing'] }] });
  amazon.control.limits.enable(false);
});
afterAll(() => amazon.close());
beforeEach(() => amazon.advance(60 * MINUTE));

const US = 'ATVPDKIKX0DER';
const ago = (minutes: number) => new Date(amazon.control.now() - minutes * MINUTE).toISOString();
const list = (query: Record<string, string>) => amazon.get(`/orders/v0/orders?${new URLSearchParams({ MarketplaceIds: US, ...query })}`);
const restrictedToken = async (path: string, dataElements: string[] = []) => {
  const answer = await amazon.call('POST', '/tokens/2021-03-01/restrictedDataToken', {
    restrictedResources: [{ method: 'GET', path, dataElements }],
  });
  return text(answer.body['restrictedDataToken']);
};
const withToken = (path: string, token: string) => amazon.send('GET', path, undefined, { 'x-amz-access-token': token });

describe('reads', () => {
  test('lists, filters and pages within the payload', async () => {
    const orders = amazon.control.createOrders({ count: 3, paymentMethod: 'COD' });
    const fba = amazon.control.createOrder({ fulfilledBy: 'AMAZON', status: 'SHIPPED' });
    amazon.advance(3 * MINUTE);
    const first = (await list({ CreatedAfter: ago(5), MaxResultsPerPage: '3' })).body['payload'];
    const second = (await list({ NextToken: text(first?.['NextToken']) })).body['payload'];
    const ids = [...entries(first?.['Orders']), ...entries(second?.['Orders'])].map((order) => text(order['AmazonOrderId']));
    expect(ids.sort()).toEqual([...orders, fba].map((order) => order.orderId).sort());
    expect(second).not.toHaveProperty('NextToken');
    expect(first?.['CreatedBefore']).toBe(ago(2).replace('.000Z', 'Z'));

    const only = async (query: Record<string, string>) =>
      entries((await list({ CreatedAfter: ago(5), ...query })).body['payload']?.['Orders']).map((order) => order['AmazonOrderId']);
    expect(await only({ FulfillmentChannels: 'AFN' })).toEqual([fba.orderId]);
    expect(await only({ OrderStatuses: 'Shipped' })).toEqual([fba.orderId]);
    expect(await only({ PaymentMethods: 'COD' })).toHaveLength(3);
    expect(await only({ AmazonOrderIds: `${fba.orderId},${orders[0]?.orderId ?? ''}` })).toHaveLength(2);
  });

  test('refuses a list without marketplaces or time', async () => {
    expect((await amazon.get('/orders/v0/orders?CreatedAfter=2026-01-01T00:00:00Z')).status).toBe(400);
    expect((await list({})).status).toBe(400);
    expect((await list({ CreatedAfter: 'TEST_CASE_400' })).body['errors']?.[0]?.['code']).toBe('InvalidInput');
  });

  test('shows order and items, personal data only with a restricted data token', async () => {
    const { orderId } = amazon.control.createOrder({
      items: [{ quantity: 2, unitPrice: '9.50', itemTax: '1.00', gift: { message: 'Hi', wrapLevel: 'Classic' }, giftWrapPrice: '3.00' }],
    });
    const path = `/orders/v0/orders/${orderId}`;
    const order = (await amazon.get(path)).body['payload'];
    expect(order).toMatchObject({
      OrderStatus: 'Unshipped',
      FulfillmentChannel: 'MFN',
      OrderTotal: { CurrencyCode: 'USD', Amount: '23.00' },
      NumberOfItemsUnshipped: 2,
      LatestShipDate: expect.stringMatching(/:\d\dZ$/),
    });
    const item = (await amazon.get(`${path}/orderItems`)).body['payload']?.['OrderItems']?.[0];
    expect(item).toMatchObject({ ItemPrice: { Amount: '19.00' }, QuantityOrdered: 2, QuantityShipped: 0, IsGift: 'true' });
    expect(JSON.stringify([order, item])).not.toMatch(/Ada|Cedar|78701|marketplace\.amazon|"Hi"/);

    for (const suffix of ['/address', '/buyerInfo', '/orderItems/buyerInfo']) expect((await amazon.get(path + suffix)).status).toBe(403);
    const address = await withToken(`${path}/address`, await restrictedToken(`${path}/address`));
    expect(address.body['payload']?.['ShippingAddress']).toMatchObject({ Name: 'Ada Brook', PostalCode: '78701' });
    const any = await restrictedToken('/orders/v0/orders/{orderId}/buyerInfo');
    expect((await withToken(`${path}/buyerInfo`, any)).body['payload']).toMatchObject({ BuyerName: 'Ada Brook' });
    expect((await withToken(`${path}/address`, any)).status).toBe(403);
    const items = await withToken(`${path}/orderItems`, await restrictedToken(`${path}/orderItems`, ['buyerInfo']));
    expect(items.body['payload']?.['OrderItems']?.[0]?.['BuyerInfo']).toMatchObject({
      GiftMessageText: 'Hi',
      GiftWrapPrice: { Amount: '3.00' },
    });
    const onlyBuyer = await withToken(path, await restrictedToken(path, ['buyerInfo']));
    expect(onlyBuyer.body['payload']).toMatchObject({ BuyerInfo: { BuyerName: 'Ada Brook' } });
    expect(onlyBuyer.body['payload']).not.toHaveProperty('ShippingAddress');
  });

  test('a restricted token needs a role and data elements', async () => {
    const ask = (path: string, account: string) =>
      amazon.call('POST', '/tokens/2021-03-01/restrictedDataToken', { restrictedResources: [{ method: 'GET', path }] }, account);
    expect((await ask('/orders/v0/orders/{orderId}/address', 'bare')).status).toBe(403);
    expect((await ask('/orders/v0/orders', 'demo')).status).toBe(400);
    expect((await ask('/reports/x', 'demo')).status).toBe(400);
  });
});

describe('pick-up in store', () => {
  test('goes from ready to picked up, and not past it', async () => {
    const { orderId } = amazon.control.createOrder({ programs: ['IN_STORE_PICK_UP'] });
    const update = (shipmentStatus: string, marketplaceId = US) =>
      amazon.call('POST', `/orders/v0/orders/${orderId}/shipment`, { marketplaceId, shipmentStatus });
    expect((await update('PickedUp')).status).toBe(400);
    expect((await update('ReadyForPickup', '1')).body['errors']?.[0]).toMatchObject({
      message: 'Marketplace ID is not defined',
      details: '1001',
    });
    expect((await update('ReadyForPickup')).status).toBe(204);
    expect((await update('PickedUp')).status).toBe(204);
    expect(amazon.control.order(orderId)).toMatchObject({ status: 'SHIPPED', pickUp: 'PickedUp' });
    expect((await update('RefusedPickup')).status).toBe(400);
  });
});

describe('regulated orders', () => {
  test('are answered once, and ship only when approved', async () => {
    const { orderId, items } = amazon.control.createOrder({ regulated: true });
    const path = `/orders/v0/orders/${orderId}/regulatedInfo`;
    const status = async () => (await amazon.get(path)).body['payload']?.['RegulatedOrderVerificationStatus']?.['Status'];
    const answer = (body: object) => amazon.call('PATCH', path, { regulatedOrderVerificationStatus: body });
    const confirm = () =>
      amazon.call('POST', `/orders/v0/orders/${orderId}/shipmentConfirmation`, {
        marketplaceId: US,
        packageDetail: {
          packageReferenceId: '1',
          carrierCode: 'UPS',
          trackingNumber: '1Z',
          shipDate: ago(0),
          orderItems: [{ orderItemId: items[0]?.itemId, quantity: 1 }],
        },
      });
    expect(await status()).toBe('Pending');
    expect((await confirm()).body['errors']?.[0]?.['message']).toContain('not approved');
    const refused = await answer({ status: 'Rejected' });
    expect([refused.status, entries(refused.body['errors']).map((error) => error['message'])]).toEqual([
      400,
      ['Missing request parameter: rejectionReasonId.', 'Missing request parameter: externalReviewerId.'],
    ]);
    expect((await answer({ status: 'Approved', externalReviewerId: 'vet-1' })).status).toBe(204);
    expect(await status()).toBe('Approved');
    expect((await answer({ status: 'Approved', externalReviewerId: 'vet-1' })).status).toBe(400);
    expect((await confirm()).status).toBe(204);
    expect((await amazon.get(`/orders/v0/orders/${amazon.control.createOrder().orderId}/regulatedInfo`)).status).toBe(404);
  });
});
