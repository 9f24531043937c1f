import type { OrderFacts } from '#src/modules/orders/index.ts';

/** An ordinary open FBM order; tests change what they are about. */
export function orderFacts(changes: Partial<OrderFacts> = {}): OrderFacts {
  return {
    orderId: '111-0000001-0000001',
    source: 'search',
    depth: 'full',
    marketplaceId: 'ATVPDKIKX0DER',
    salesChannel: 'Amazon.com',
    sellerOrderId: null,
    status: { state: 'unshipped', raw: 'UNSHIPPED' },
    fulfilledBy: { state: 'merchant', raw: 'MERCHANT' },
    serviceLevel: 'STANDARD',
    programs: ['PRIME'],
    purchasedAt: new Date('2026-11-01T10:00:00Z'),
    updatedAt: new Date('2026-11-01T10:30:00Z'),
    shipBy: { from: new Date('2026-11-02T08:00:00Z'), to: new Date('2026-11-03T07:59:59Z') },
    deliverBy: { from: new Date('2026-11-04T08:00:00Z'), to: new Date('2026-11-07T07:59:59Z') },
    total: { amount: '24.50', currency: 'USD' },
    items: [
      {
        itemId: '90000000000001',
        sku: 'KT-MUG-BLU',
        asin: 'B0WAYBILL1',
        title: 'Stoneware mug, blue',
        quantity: 2,
        shipped: 0,
        cancelled: 0,
        total: { amount: '20.00', currency: 'USD' },
      },
    ],
    packages: [],
    personalState: 'given',
    personal: {
      buyerName: 'Maria Keller',
      buyerEmail: 'x7k2@marketplace.amazon.com',
      recipient: { name: 'Maria Keller', lines: ['1 Example Street'], city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' },
    },
    shipTo: { city: 'Austin', region: 'TX', country: 'US' },
    detail: {},
    ...changes,
  };
}
