import { describe, expect, it } from 'vitest';
import type { SimOrder } from '../store/sim-order.ts';
import { type OrderDescription, orderFromDescription } from './order-from-description.ts';
import { createRandom } from './random.ts';

const now = Date.UTC(2026, 10, 20, 17, 30);
const make = (description: OrderDescription): SimOrder =>
  orderFromDescription(description, { random: createRandom(9), now, sellerId: 'A1DEMO', marketplaceIds: ['ATVPDKIKX0DER'] });

describe('orderFromDescription', () => {
  it('makes an unshipped order of the seller when nothing is said', () => {
    const order = make({});
    expect(order).toMatchObject({ status: 'UNSHIPPED', fulfilledBy: 'MERCHANT', marketplaceId: 'ATVPDKIKX0DER', createdAt: now });
    expect(order.shipBy?.latest).toBeGreaterThan(now);
    expect(order.next).toBeUndefined();
  });

  it('puts in what is said word for word', () => {
    const order = make({
      marketplaceId: 'A1VC38T7YXB528',
      orderId: '250-1234567-7654321',
      items: [
        { sku: 'KT-MUG-BLU-350', quantity: 3 },
        { sku: 'MY-OWN', title: 'A thing', unitPrice: '1200', quantity: 2 },
      ],
      programs: ['AMAZON_BUSINESS'],
      buyerName: '山田 花子',
      companyName: '山田商店',
      purchaseOrderNumber: 'PO-1',
      gift: { message: 'おめでとう' },
      address: { city: '札幌市' },
      cancelRequest: 'Ordered by mistake',
    });
    expect(order.orderId).toBe('250-1234567-7654321');
    expect(order.buyer).toMatchObject({ name: '山田 花子', companyName: '山田商店', purchaseOrderNumber: 'PO-1' });
    expect(order.address).toMatchObject({ name: '山田 花子', city: '札幌市', countryCode: 'JP' });
    expect(order.items).toMatchObject([
      { sku: 'KT-MUG-BLU-350', quantity: 3, gift: { message: 'おめでとう' }, cancelRequest: { reason: 'Ordered by mistake' } },
      { sku: 'MY-OWN', title: 'A thing', unitPrice: '1200', quantity: 2 },
    ]);
    expect(make({ items: 4 }).items).toHaveLength(4);
    expect(make({ replaces: '111-1111111-1111111' }).items.every((item) => item.unitPrice === '0.00')).toBe(true);
  });

  it.each(['PENDING', 'PENDING_AVAILABILITY', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE'] as const)(
    'stands at %s when asked to',
    (status) => {
      for (const fulfilledBy of ['MERCHANT', 'AMAZON'] as const) {
        const order = make({ status, fulfilledBy });
        expect(order.status).toBe(status);
        expect(order.updatedAt).toBeLessThanOrEqual(now);
        const parcels = fulfilledBy === 'MERCHANT' && (status === 'SHIPPED' || status === 'PARTIALLY_SHIPPED') ? 1 : 0;
        expect(order.packages).toHaveLength(parcels);
        expect(order.packages.every((parcel) => !parcel.hidden)).toBe(true);
      }
    },
  );

  it('refuses goods and stores that do not exist', () => {
    expect(() => make({ items: [{ sku: 'NO-SUCH' }] })).toThrow(/NO-SUCH/);
    expect(() => make({ marketplaceId: 'NOWHERE' })).toThrow(/NOWHERE/);
  });
});
