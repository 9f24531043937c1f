import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newOrder, nextArrival } from './new-order.ts';
import { isSpecial } from './past-orders.ts';
import { createRandom } from './random.ts';

const now = Date.UTC(2026, 10, 20, 17, 30);
const sellerId = 'A1DEMO';
const marketplaceIds = ['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2'];
const minute = 60_000;

describe('nextArrival', () => {
  it('is one to three minutes away, sooner in a busy hour', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: now - 400 * 86_400_000, max: now }), (seed, at) => {
        const wait = nextArrival(createRandom(seed), at);
        expect(wait).toBeGreaterThanOrEqual(minute);
        expect(wait).toBeLessThanOrEqual(3 * minute);
      }),
    );
    const mean = (at: number): number => {
      const random = createRandom(5);
      return Array.from({ length: 300 }, () => nextArrival(random, at)).reduce((sum, wait) => sum + wait, 0) / 300;
    };
    expect(mean(Date.UTC(2026, 10, 28, 4))).toBeLessThan(mean(Date.UTC(2026, 1, 10, 11)) - 20_000);
  });
});

describe('newOrder', () => {
  const random = createRandom(11);
  const orders = Array.from({ length: 3_000 }, () => newOrder({ random, now, sellerId, marketplaceIds }));

  it('waits for its payment, and knows what happens next', () => {
    for (const order of orders) {
      expect(['PENDING', 'PENDING_AVAILABILITY']).toContain(order.status);
      expect(order.createdAt).toBe(now);
      expect(order.next?.at).toBeGreaterThan(now);
      expect(order.shipBy?.latest).toBeGreaterThan(now);
      expect(order.packages).toEqual([]);
    }
    const share = (what: string): number => orders.filter((order) => order.next?.what === what).length / orders.length;
    expect(share('authorise-payment')).toBeGreaterThan(0.94);
    expect(share('cancel-by-buyer')).toBeGreaterThan(0.01);
    expect(share('cancel-by-amazon')).toBeGreaterThan(0.001);
    const soon = orders.filter(
      (order) => order.fulfilledBy === 'MERCHANT' && order.next?.what === 'authorise-payment' && order.status === 'PENDING',
    );
    expect(soon.every((order) => (order.next?.at ?? 0) <= now + 30 * minute)).toBe(true);
  });

  it('is seldom a pre-order or one that needs special handling', () => {
    expect(orders.filter(isSpecial).length / orders.length).toBeLessThan(0.02);
    const ahead = orders.filter((order) => order.status === 'PENDING_AVAILABILITY');
    expect(ahead.length).toBeGreaterThan(0);
    expect(ahead.length).toBeLessThan(30);
    expect(ahead.every((order) => order.programs.includes('PREORDER'))).toBe(true);
  });

  it('takes the wishes and overrides of its caller', () => {
    const order = newOrder({
      random,
      now,
      sellerId,
      marketplaceIds: ['A1VC38T7YXB528'],
      orderId: '250-0000001-0000002',
      wishes: { fulfilledBy: 'AMAZON', gift: true, business: false },
      overrides: { sellerOrderId: 'MINE-1' },
    });
    expect(order).toMatchObject({ orderId: '250-0000001-0000002', fulfilledBy: 'AMAZON', currency: 'JPY', sellerOrderId: 'MINE-1' });
    expect(order.items.every((item) => item.gift !== undefined && /^\d+$/.test(item.unitPrice))).toBe(true);
  });

  it('goes on the same way from a journalled state', () => {
    const first = createRandom(3);
    newOrder({ random: first, now, sellerId, marketplaceIds });
    const again = createRandom(first.state());
    expect(newOrder({ random: again, now, sellerId, marketplaceIds })).toEqual(newOrder({ random: first, now, sellerId, marketplaceIds }));
  });
});
