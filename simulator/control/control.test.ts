import { afterAll, beforeAll, expect, test } from 'vitest';
import { entries, MINUTE, startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';

let amazon: TestSimulator;
beforeAll(async () => {
  amazon = await startTestSimulator();
});
afterAll(() => amazon.close());

test('accounts in other regions, with credentials that work', async () => {
  const added = await amazon.send('POST', '/_control/accounts', {
    name: 'europe',
    region: 'EU',
    marketplaceIds: ['A1PA6795UKMFR9', 'A1F83G8C2ARO7P'],
  });
  expect(added.status).toBe(200);
  const listed = entries((await amazon.send('GET', '/_control/credentials')).body['accounts']);
  expect(listed.map((account) => [account['name'], account['region']])).toEqual([
    ['demo', 'NA'],
    ['europe', 'EU'],
  ]);
  expect(Object.keys(listed[0] ?? {})).toEqual(
    expect.arrayContaining(['sellerId', 'clientId', 'clientSecret', 'refreshToken', 'marketplaceIds']),
  );
  const participations = entries((await amazon.get('/sellers/v1/marketplaceParticipations', 'europe')).body['payload']);
  expect(participations.map((each) => each['marketplace'])).toMatchObject([
    { id: 'A1PA6795UKMFR9', name: 'Amazon.de', countryCode: 'DE', defaultCurrencyCode: 'EUR', domainName: 'www.amazon.de' },
    { id: 'A1F83G8C2ARO7P', countryCode: 'GB', defaultCurrencyCode: 'GBP' },
  ]);
  expect((await amazon.send('POST', '/_control/accounts', { name: 'europe' })).status).toBe(400);
  expect((await amazon.send('POST', '/_control/accounts', { name: 'x', region: 'FE', marketplaceIds: ['ATVPDKIKX0DER'] })).status).toBe(
    400,
  );
});

test('orders from a description, from the shop, and changed by hand', async () => {
  const made = await amazon.send('POST', '/_control/orders', {
    orderId: '111-2223334-5556667',
    sellerOrderId: 'SO-1',
    address: { name: '山田 花子' },
  });
  expect(made.body).toMatchObject({ orderId: '111-2223334-5556667', status: 'UNSHIPPED', address: { name: '山田 花子', city: 'Austin' } });
  expect((await amazon.send('POST', '/_control/orders', { orderId: '111-2223334-5556667' })).status).toBe(400);
  expect(text((await amazon.send('POST', '/_control/orders', { statuss: 'PENDING' })).body['error'])).toContain('statuss');
  const fromShop = await amazon.send('POST', '/_control/shop-orders', { items: 2, gift: true });
  expect(entries(fromShop.body['items'])).toMatchObject([{ gift: {} }, { gift: {} }]);
  const changed = await amazon.send('PATCH', '/_control/orders/111-2223334-5556667', {
    address: { city: 'Dallas' },
    status: 'UNFULFILLABLE',
  });
  expect(changed.body).toMatchObject({ status: 'UNFULFILLABLE', address: { city: 'Dallas', name: '山田 花子' } });
  expect((await amazon.send('GET', '/_control/orders')).body).toMatchObject({ total: 2, counts: { UNFULFILLABLE: 1, UNSHIPPED: 1 } });
  expect((await amazon.send('GET', '/_control/orders/000-0000000-0000000')).status).toBe(400);
});

test('things that happen to an order', async () => {
  const { orderId } = amazon.control.createOrder({ status: 'PENDING' });
  const act = async (what: string, body: unknown = {}) => (await amazon.send('POST', `/_control/orders/${orderId}/${what}`, body)).body;
  expect(await act('authorise')).toMatchObject({ status: 'UNSHIPPED' });
  expect(await act('cancel-request', { reason: 'Too late' })).toMatchObject({ items: [{ cancelRequest: { reason: 'Too late' } }] });
  expect(await act('confirm')).toMatchObject({ status: 'SHIPPED' });
  expect(await act('deliver')).toMatchObject({ packages: [{ status: 'DELIVERED' }] });
  const other = amazon.control.createOrder();
  expect(
    (await amazon.send('POST', `/_control/orders/${other.orderId}/cancel`, { by: 'BUYER', reason: 'Changed mind' })).body,
  ).toMatchObject({ status: 'CANCELLED' });
});

test('the request log tells what was called, without tokens and secrets', async () => {
  await amazon.send('DELETE', '/_control/requests');
  const { orderId } = amazon.control.createOrder();
  amazon.advance(20 * MINUTE);
  await amazon.get(`/orders/2026-01-01/orders/${orderId}?includedData=BUYER`);
  const log = (await amazon.send('GET', '/_control/requests')).body;
  expect(entries(log['requests'])).toMatchObject([
    { operation: 'lwaToken', status: 200, body: '' },
    { operation: 'getOrder', status: 200, account: 'demo', orderId, query: { includedData: 'BUYER' } },
  ]);
  expect(JSON.stringify(log)).not.toMatch(/Atza|Atzr|oa2-cs/);
  expect(entries((await amazon.send('GET', '/_control/requests?operation=getOrder')).body['requests'])).toHaveLength(1);
});
