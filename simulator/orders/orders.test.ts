import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ALL_DATA, entries, MINUTE, startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';

let amazon: TestSimulator;
beforeAll(async () => {
  amazon = await startTestSimulator({
    accounts: [{ name: 'demo' }, { name: 'bare', roles: ['inventory-and-order-tracking'] }, { name: 'tokyo', region: 'FE' }],
  });
  amazon.control.limits.enable(false);
});
afterAll(() => amazon.close());
beforeEach(() => amazon.advance(60 * MINUTE));

const ago = (minutes: number) => new Date(amazon.control.now() - minutes * MINUTE).toISOString();
const search = (query: Record<string, string>, account = 'demo') =>
  amazon.get(`/orders/2026-01-01/orders?${new URLSearchParams(query)}`, account);
const get = async (orderId: string, account = 'demo', included = ALL_DATA) =>
  (await amazon.get(`/orders/2026-01-01/orders/${orderId}?includedData=${included}`, account)).body['order'];
const refusal = async (query: Record<string, string>) => {
  const { status, body } = await search(query);
  return [status, body['errors']?.[0]?.['code'], body['errors']?.[0]?.['details']];
};

describe('searchOrders', () => {
  test.each([
    ['neither After', {}, 'Exactly one of createdAfter and lastUpdatedAfter'],
    ['both families', { createdAfter: '2026-01-01T00:00:00Z', lastUpdatedAfter: '2026-01-01T00:00:00Z' }, 'cannot be combined'],
    ['mixed Before', { createdAfter: '2026-01-01T00:00:00Z', lastUpdatedBefore: '2026-01-02T00:00:00Z' }, 'cannot be combined'],
    ['a magic word for a date', { createdAfter: 'TEST_CASE_400' }, 'createdAfter is not an ISO 8601'],
    [
      'Before earlier than After',
      { createdAfter: '2026-01-02T00:00:00Z', createdBefore: '2026-01-01T00:00:00Z' },
      'equal to or after createdAfter',
    ],
    ['an unknown status', { createdAfter: '2026-01-01T00:00:00Z', fulfillmentStatuses: 'Unshipped' }, 'contains "Unshipped"'],
    ['an unknown data set', { createdAfter: '2026-01-01T00:00:00Z', includedData: 'BUYER,SECRETS' }, 'contains "SECRETS"'],
    ['a page of none', { createdAfter: '2026-01-01T00:00:00Z', maxResultsPerPage: '0' }, 'from 1 to 100'],
    ['a page of 101', { createdAfter: '2026-01-01T00:00:00Z', maxResultsPerPage: '101' }, 'from 1 to 100'],
    ['51 marketplaces', { createdAfter: '2026-01-01T00:00:00Z', marketplaceIds: Array(51).fill('ATVPDKIKX0DER').join(',') }, 'at most 50'],
    ['no marketplace', { createdAfter: '2026-01-01T00:00:00Z', marketplaceIds: 'NOWHERE' }, 'not a marketplace id'],
    ['a token out of thin air', { createdAfter: '2026-01-01T00:00:00Z', paginationToken: 'abc' }, 'paginationToken is not valid'],
  ])('refuses %s', async (_, query, words) => {
    expect(await refusal(query as Record<string, string>)).toEqual([400, 'InvalidInput', expect.stringContaining(words)]);
  });

  test('takes a Before of two minutes ago and not of one', async () => {
    expect((await search({ createdAfter: ago(60), createdBefore: ago(2) })).status).toBe(200);
    expect(await refusal({ createdAfter: ago(60), createdBefore: ago(1.9) })).toEqual([
      400,
      'InvalidInput',
      expect.stringContaining('two minutes'),
    ]);
  });

  test('lists an order once it has been still for two minutes, and says up to when it looked', async () => {
    const { orderId } = amazon.control.createOrder();
    const seen = async () => entries((await search({ lastUpdatedAfter: ago(30) })).body['orders']).map((order) => order['orderId']);
    expect(await seen()).toEqual([]);
    amazon.advance(2 * MINUTE);
    expect(await seen()).toEqual([orderId]);
    const { body } = await search({ lastUpdatedAfter: ago(30) });
    expect(body['lastUpdatedBefore']).toBe(ago(2));
    expect(body).not.toHaveProperty('pagination');
    expect(body).not.toHaveProperty('createdBefore');
  });

  test('pages through everything once, in the order of update, with a token for the same request only', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) {
      ids.push(amazon.control.createOrder().orderId);
      amazon.advance(1000);
    }
    amazon.advance(3 * MINUTE);
    const query = { lastUpdatedAfter: ago(10), maxResultsPerPage: '3' };
    const seen: string[] = [];
    let token = '';
    let pages = 0;
    do {
      const { body } = await search({ ...query, ...(token ? { paginationToken: token, includedData: 'BUYER' } : {}) });
      seen.push(...entries(body['orders']).map((order) => text(order['orderId'])));
      token = text(body['pagination']?.['nextToken']);
      pages += 1;
    } while (token);
    expect([seen, pages]).toEqual([ids, 3]);

    const first = text((await search(query)).body['pagination']?.['nextToken']);
    expect(await refusal({ ...query, lastUpdatedAfter: ago(11), paginationToken: first })).toEqual([
      400,
      'InvalidInput',
      expect.stringContaining('must be the same'),
    ]);
    expect(entries((await search({ ...query, paginationToken: first, maxResultsPerPage: '100' })).body['orders'])).toHaveLength(4);
    amazon.advance(24 * 60 * MINUTE + 1);
    expect(await refusal({ ...query, paginationToken: first })).toEqual([400, 'InvalidInput', expect.stringContaining('expired')]);
  });

  test('an order that changes while it is paged is not lost: it moves behind the window and into the next sweep', async () => {
    const orders = amazon.control.createOrders({ count: 4 });
    amazon.advance(3 * MINUTE);
    const query = { lastUpdatedAfter: ago(5), maxResultsPerPage: '2' };
    const first = await search(query);
    const second = text(first.body['orders']?.[1]?.['orderId']);
    const token = text(first.body['pagination']?.['nextToken']);
    amazon.control.cancelRequest(second);
    const rest = entries((await search({ ...query, paginationToken: token })).body['orders']).map((order) => order['orderId']);
    expect(rest).toHaveLength(2);
    expect(rest).not.toContain(second);
    amazon.advance(3 * MINUTE);
    const next = entries((await search({ lastUpdatedAfter: ago(3) })).body['orders']).map((order) => order['orderId']);
    expect(next).toEqual([second]);
    expect(orders).toHaveLength(4);
  });

  test('filters by status, fulfilment and marketplace; another seller sees nothing', async () => {
    const us = amazon.control.createOrder({});
    const ca = amazon.control.createOrder({ marketplaceId: 'A2EUQ1WTGCTBG2', status: 'PENDING' });
    const fba = amazon.control.createOrder({ fulfilledBy: 'AMAZON', status: 'SHIPPED' });
    amazon.advance(3 * MINUTE);
    const ids = async (query: Record<string, string>, account?: string) =>
      entries((await search({ createdAfter: ago(5), ...query }, account)).body['orders']).map((order) => order['orderId']);
    expect(await ids({ fulfillmentStatuses: 'UNSHIPPED,PENDING' })).toEqual([us.orderId, ca.orderId].sort());
    expect(await ids({ fulfilledBy: 'AMAZON' })).toEqual([fba.orderId]);
    expect(await ids({ marketplaceIds: 'A2EUQ1WTGCTBG2,A1AM78C64UM0Y8' })).toEqual([ca.orderId]);
    expect(await ids({}, 'tokyo')).toEqual([]);
    expect((await amazon.get(`/orders/2026-01-01/orders/${us.orderId}`, 'tokyo')).status).toBe(404);
    expect((await search({ createdAfter: ago(5), marketplaceIds: 'A1VC38T7YXB528' })).status).toBe(403);
  });
});

describe('getOrder', () => {
  test('answers 400 to an id that is none and 404 to an unknown one', async () => {
    const status = async (id: string) => (await amazon.get(`/orders/2026-01-01/orders/${id}`)).status;
    expect([await status('TEST_CASE_400'), await status('111-1111111-1111111')]).toEqual([400, 404]);
  });

  test('shows each data set when it is asked for, and only then', async () => {
    const { orderId } = amazon.control.createOrder({
      programs: ['AMAZON_BUSINESS'],
      sellerOrderId: 'SO-1',
      buyer: { companyName: 'Quill GmbH', purchaseOrderNumber: 'PO-7' },
      items: [
        {
          quantity: 3,
          unitPrice: '10.00',
          itemTax: '2.40',
          shippingPrice: '4.99',
          shippingTax: '0.41',
          itemDiscount: '1.00',
          shippingDiscount: '4.99',
          promotionIds: ['SPRING'],
          gift: { message: 'Für dich', wrapLevel: 'Classic' },
        },
      ],
    });
    const bare = await get(orderId, 'demo', '');
    expect(Object.keys(bare ?? {}).sort()).toEqual([
      'createdTime',
      'lastUpdatedTime',
      'orderAliases',
      'orderId',
      'orderItems',
      'programs',
      'salesChannel',
    ]);
    expect(Object.keys(bare?.['orderItems']?.[0] ?? {}).sort()).toEqual(['orderItemId', 'product', 'quantityOrdered']);

    const full = await get(orderId);
    expect(full?.['proceeds']).toEqual({
      grandTotal: { amount: '31.81', currencyCode: 'USD' },
      breakdowns: [
        { type: 'ITEM', subtotal: { amount: '30.00', currencyCode: 'USD' } },
        { type: 'SHIPPING', subtotal: { amount: '4.99', currencyCode: 'USD' } },
        { type: 'TAX', subtotal: { amount: '2.81', currencyCode: 'USD' } },
        { type: 'DISCOUNT', subtotal: { amount: '-5.99', currencyCode: 'USD' } },
      ],
    });
    expect(full?.['buyer']).toEqual({
      buyerName: 'Ada Brook',
      buyerEmail: expect.stringContaining('@marketplace.amazon.com'),
      buyerCompanyName: 'Quill GmbH',
      buyerPurchaseOrderNumber: 'PO-7',
    });
    expect(full?.['fulfillment']).toMatchObject({
      fulfillmentStatus: 'UNSHIPPED',
      fulfilledBy: 'MERCHANT',
      shipByWindow: { latestDateTime: expect.any(String) },
    });
    expect(full?.['orderItems']?.[0]).toMatchObject({
      product: { price: { unitPrice: { amount: '10.00' }, priceDesignation: 'BUSINESS_PRICE' } },
      proceeds: { proceedsTotal: { amount: '31.81' } },
      promotion: { breakdowns: [{ promotionId: 'SPRING' }] },
      fulfillment: {
        quantityFulfilled: 0,
        quantityUnfulfilled: 3,
        packing: { giftOption: { giftMessage: 'Für dich', giftWrapLevel: 'Classic' } },
      },
    });
    expect(full).not.toHaveProperty('packages');
  });

  test('withholds personal data without the role, in silence', async () => {
    const order = amazon.control.createOrder({ account: 'bare', gift: { message: 'secret', wrapLevel: 'Classic' } });
    const shown = await get(order.orderId, 'bare');
    expect(JSON.stringify(shown)).not.toMatch(/Ada|secret|12 Cedar|78701|marketplace\.amazon|555/);
    expect(shown?.['recipient']).toEqual({
      deliveryAddress: { city: 'Austin', stateOrRegion: 'TX', countryCode: 'US', addressType: 'RESIDENTIAL' },
    });
    expect(shown?.['orderItems']?.[0]?.['fulfillment']?.['packing']).toEqual({ giftOption: { giftWrapLevel: 'Classic' } });
  });

  test('shows a pending order without prices, address and dates, and with them once it is paid', async () => {
    const { orderId } = amazon.control.createOrder({ status: 'PENDING' });
    const pending = await get(orderId);
    expect(pending).not.toHaveProperty('proceeds');
    expect(pending).not.toHaveProperty('recipient');
    expect(pending?.['buyer']).toEqual({});
    expect(pending?.['fulfillment']).not.toHaveProperty('shipByWindow');
    expect(pending?.['orderItems']?.[0]?.['product']).not.toHaveProperty('price');
    amazon.control.authorise(orderId);
    expect(await get(orderId)).toMatchObject({
      proceeds: {},
      recipient: { deliveryAddress: { name: 'Ada Brook', postalCode: '78701' } },
      fulfillment: { shipByWindow: {}, deliverByWindow: {} },
    });
  });

  test('writes yen without decimals', async () => {
    const { orderId } = amazon.control.createOrder({
      account: 'tokyo',
      items: [{ unitPrice: '1980', itemTax: '0', quantity: 2, pointsCost: '39' }],
    });
    const order = await get(orderId, 'tokyo');
    expect(order?.['proceeds']?.['grandTotal']).toEqual({ amount: '3960', currencyCode: 'JPY' });
    expect(order?.['orderItems']?.[0]?.['expense']).toEqual({
      pointsCost: { pointsGranted: { pointsNumber: 39, pointsMonetaryValue: { amount: '39', currencyCode: 'JPY' } } },
    });
  });

  test('FBA orders have neither e-mail, phone nor packages', async () => {
    const { orderId } = amazon.control.createOrder({ fulfilledBy: 'AMAZON', status: 'SHIPPED' });
    const order = await get(orderId);
    expect(order).not.toHaveProperty('packages');
    expect(order?.['buyer']).toEqual({ buyerName: 'Ada Brook' });
    expect(order?.['recipient']?.['deliveryAddress']).not.toHaveProperty('phone');
  });

  test('a request to cancel shows on the item and moves the order to the end of the list', async () => {
    const { orderId } = amazon.control.createOrder();
    amazon.advance(45 * MINUTE);
    amazon.control.cancelRequest(orderId, 'Ordered by mistake');
    const order = await get(orderId);
    expect(order?.['orderItems']?.[0]?.['cancellation']).toEqual({
      cancellationRequest: { requester: 'BUYER', cancelReason: 'Ordered by mistake' },
    });
    expect(order?.['lastUpdatedTime']).toBe(ago(0));
  });
});
