import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { entries, startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';

let amazon: TestSimulator;
beforeAll(async () => {
  amazon = await startTestSimulator();
  amazon.control.limits.enable(false);
});
afterAll(() => amazon.close());
beforeEach(() => amazon.advance(60_000));

type Parcel = { ref?: string; quantity?: number; itemId?: string | undefined; change?: Record<string, unknown>; marketplaceId?: string };

async function confirm(orderId: string, { ref = '1', quantity = 1, itemId, change = {}, marketplaceId = 'ATVPDKIKX0DER' }: Parcel = {}) {
  const item = itemId ?? amazon.control.order(orderId)?.items[0]?.itemId;
  const packageDetail = {
    packageReferenceId: ref,
    carrierCode: 'UPS',
    shippingMethod: 'UPS Ground',
    trackingNumber: '1Z5R89390357567127',
    shipDate: new Date(amazon.control.now()).toISOString(),
    orderItems: [{ orderItemId: item, quantity }],
    ...change,
  };
  const { status, body } = await amazon.call('POST', `/orders/v0/orders/${orderId}/shipmentConfirmation`, { marketplaceId, packageDetail });
  return {
    status,
    says: entries(body['errors'])
      .map((error) => text(error['message']) + text(error['details']))
      .join(' '),
  };
}

const read = async (orderId: string) =>
  (await amazon.get(`/orders/2026-01-01/orders/${orderId}?includedData=FULFILLMENT,PACKAGES`)).body['order'];

describe('confirmShipment', () => {
  test('is taken at once and shows after the delay, in both versions', async () => {
    const { orderId } = amazon.control.createOrder({ items: [{ quantity: 3 }] });
    expect((await confirm(orderId, { quantity: 2 })).status).toBe(204);
    amazon.advance(4_999);
    expect(await read(orderId)).toMatchObject({ fulfillment: { fulfillmentStatus: 'UNSHIPPED' } });
    expect(await read(orderId)).not.toHaveProperty('packages');
    amazon.advance(1);
    const shown = await read(orderId);
    expect(shown).toMatchObject({
      lastUpdatedTime: new Date(amazon.control.now()).toISOString(),
      fulfillment: { fulfillmentStatus: 'PARTIALLY_SHIPPED' },
      orderItems: [{ fulfillment: { quantityFulfilled: 2, quantityUnfulfilled: 1 } }],
      packages: [
        {
          packageReferenceId: '1',
          carrier: 'UPS',
          trackingNumber: '1Z5R89390357567127',
          shippingService: 'UPS Ground',
          packageStatus: { status: 'PENDING' },
        },
      ],
    });
    expect((await amazon.get(`/orders/v0/orders/${orderId}`)).body['payload']).toMatchObject({
      OrderStatus: 'PartiallyShipped',
      NumberOfItemsShipped: 2,
      NumberOfItemsUnshipped: 1,
    });
    expect((await confirm(orderId, { ref: '2' })).status).toBe(204);
    amazon.advance(5_000);
    expect(await read(orderId)).toMatchObject({
      fulfillment: { fulfillmentStatus: 'SHIPPED' },
      packages: [{ packageReferenceId: '1' }, { packageReferenceId: '2' }],
    });
  });

  test('counts units that are taken but do not show yet', async () => {
    const { orderId } = amazon.control.createOrder({ items: [{ quantity: 2 }] });
    expect((await confirm(orderId, { quantity: 2 })).status).toBe(204);
    const again = await confirm(orderId, { ref: '2' });
    expect(again).toEqual({ status: 400, says: expect.stringContaining('more than the 0 that can be shipped') });
  });

  test('the same reference edits the package, also when all is shipped, and counts as an edit', async () => {
    const { orderId } = amazon.control.createOrder({ items: [{ quantity: 2 }] });
    await confirm(orderId, { quantity: 2 });
    amazon.advance(5_000);
    expect((await confirm(orderId, { quantity: 2, change: { carrierCode: 'FedEx', trackingNumber: '986578788855' } })).status).toBe(204);
    expect((await read(orderId))?.['packages']?.[0]).toMatchObject({ carrier: 'UPS' });
    amazon.advance(5_000);
    expect(entries((await read(orderId))?.['packages'])).toMatchObject([{ carrier: 'FedEx', trackingNumber: '986578788855' }]);
    expect((await confirm(orderId, { quantity: 1 })).status).toBe(204);
    amazon.advance(5_000);
    expect(await read(orderId)).toMatchObject({ fulfillment: { fulfillmentStatus: 'PARTIALLY_SHIPPED' } });
    const kinds = amazon.control
      .writes()
      .filter((write) => write.orderId === orderId)
      .map((write) => write.kind);
    expect(kinds).toEqual(['confirm', 'edit', 'edit']);
  });

  test('the same confirmation twice is one package and one effect that happened twice', async () => {
    const { orderId } = amazon.control.createOrder();
    const shipDate = new Date(amazon.control.now()).toISOString();
    await confirm(orderId, { change: { shipDate } });
    await confirm(orderId, { change: { shipDate } });
    amazon.advance(5_000);
    expect(entries((await read(orderId))?.['packages'])).toHaveLength(1);
    expect(amazon.control.effects().filter((effect) => effect.key.includes(orderId))).toMatchObject([{ times: 2 }]);
  });

  test.each<[string, Parcel, string]>([
    ['more than was ordered', { quantity: 2 }, 'more than the 1'],
    ['nothing of an item', { quantity: 0 }, 'not a positive whole number'],
    ['an unknown item', { itemId: '999' }, 'does not belong to order'],
    ['an unknown carrier', { change: { carrierCode: 'Pigeon' } }, '"Pigeon" is not a known carrier'],
    ['Other without a name', { change: { carrierCode: 'Other' } }, 'carrierName is required'],
    ['a reference that is no number', { ref: 'A1' }, 'not a positive number'],
    ['a bad date', { change: { shipDate: '02/21/2022' } }, 'Invalid Input'],
    ['a date to come', { change: { shipDate: '2027-01-01T00:00:00Z' } }, 'in the future'],
    ['a date before the order', { change: { shipDate: '2020-01-01T00:00:00Z' } }, 'before the order was placed'],
    ['no tracking number', { change: { trackingNumber: '' } }, 'trackingNumber'],
    ['no items', { change: { orderItems: [] } }, 'orderItems'],
    ['another marketplace', { marketplaceId: 'A2EUQ1WTGCTBG2' }, 'is not of marketplace'],
  ])('refuses %s', async (_, parcel, words) => {
    const { orderId } = amazon.control.createOrder();
    expect(await confirm(orderId, parcel)).toEqual({ status: 400, says: expect.stringContaining(words) });
    expect(amazon.control.order(orderId)?.packages).toEqual([]);
  });

  test.each([
    ['pending', { status: 'PENDING' }, 'is pending'],
    ['cancelled', { status: 'CANCELLED' }, 'has been cancelled'],
    ['shipped', { status: 'SHIPPED' }, 'already been shipped'],
    ['FBA', { fulfilledBy: 'AMAZON' }, 'fulfilled by Amazon'],
    ['Easy Ship', { programs: ['AMAZON_EASY_SHIP'] }, 'Easy Ship'],
  ] as const)('refuses a %s order', async (_, order, words) => {
    const { orderId } = amazon.control.createOrder({ ...order, programs: 'programs' in order ? [...order.programs] : [] });
    expect(await confirm(orderId)).toEqual({ status: 400, says: expect.stringContaining(words) });
  });

  test('wants one transparency code per unit', async () => {
    const { orderId, items } = amazon.control.createOrder({ items: [{ quantity: 2, programs: ['TRANSPARENCY'] }] });
    const [item] = items;
    const codes = (transparencyCodes: string[]) => ({
      change: { orderItems: [{ orderItemId: item?.itemId, quantity: 2, transparencyCodes }] },
    });
    expect((await confirm(orderId, { quantity: 2 })).says).toContain('2 expected, 0 given');
    expect((await confirm(orderId, codes(['AZ1', 'AZ1']))).says).toContain('given twice');
    expect((await confirm(orderId, codes(['AZ1', 'AZ2']))).status).toBe(204);
  });

  test('a cancellation while a confirmation is on its way leaves the confirmed units alone', async () => {
    const { orderId } = amazon.control.createOrder({ items: [{ quantity: 3 }] });
    await confirm(orderId, { quantity: 1 });
    amazon.control.cancel(orderId, 'BUYER', 'Changed mind');
    amazon.advance(5_000);
    expect(amazon.control.order(orderId)).toMatchObject({ status: 'SHIPPED', items: [{ shipped: 1, cancelled: 2 }] });
  });

  test('cancelling the rest of a partly shipped order says nothing about what is shipped, and cancelling nothing changes nothing', async () => {
    const { orderId } = amazon.control.createOrder({ items: [{}, { sku: 'SIM-SKU-2' }] });
    await confirm(orderId);
    amazon.advance(5_000);
    amazon.control.cancel(orderId, 'AMAZON', 'Lost in the warehouse');
    const after = amazon.control.order(orderId);
    expect(after).toMatchObject({
      status: 'SHIPPED',
      items: [
        { shipped: 1, cancelled: 0 },
        { shipped: 0, cancelled: 1, cancellation: { by: 'AMAZON' } },
      ],
    });
    expect(after?.items[0]).not.toHaveProperty('cancellation');
    expect(amazon.control.cancel(orderId)).toBe(after);
  });

  test('what somebody does in Seller Central shows at once', async () => {
    const { orderId } = amazon.control.createOrder();
    await amazon.send('POST', `/_control/orders/${orderId}/confirm`, { trackingNumber: '1ZBYHAND' });
    expect(await read(orderId)).toMatchObject({
      fulfillment: { fulfillmentStatus: 'SHIPPED' },
      packages: [{ trackingNumber: '1ZBYHAND' }],
    });
    expect(amazon.control.writes().at(-1)).toMatchObject({ via: 'seller-central', kind: 'confirm' });
  });
});
