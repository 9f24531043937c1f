import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { purgeDate } from './purge-date.ts';

const day = (text: string) => new Date(`${text}T12:00:00Z`);
const order = {
  status: 'shipped',
  deliveredAt: null,
  deliverBy: day('2026-11-10'),
  updatedAt: day('2026-11-03'),
  purchasedAt: day('2026-11-01'),
} as const;

describe('personal data must be gone (rules.md 10)', () => {
  it.each([
    ['30 days after delivery', { deliveredAt: day('2026-11-08') }, '2026-12-08'],
    ['30 days after delivery, though it came late', { deliveredAt: day('2026-11-20') }, '2026-12-20'],
    ['30 days after the latest deliver-by where no delivery is known', {}, '2026-12-10'],
    ['30 days after cancellation', { status: 'cancelled' }, '2026-12-03'],
    ['30 days after delivery of what was cancelled afterwards', { status: 'cancelled', deliveredAt: day('2026-11-02') }, '2026-12-02'],
    ['of a file that tells no deliver-by: 30 days for the way and 30 more', { deliverBy: null }, '2026-12-31'],
    ['of an open order as of any other', { status: 'unshipped' }, '2026-12-10'],
  ] as const)('%s', (_, changes, expected) => {
    expect(purgeDate({ ...order, ...changes })).toEqual(day(expected));
  });

  it('of an order that waits for its payment: not yet', () => {
    expect(purgeDate({ ...order, status: 'pending', deliverBy: null })).toBeNull();
    expect(purgeDate({ ...order, status: 'pending_availability', deliverBy: null })).toBeNull();
  });

  it('never later than 30 days after a known delivery, and a later delivery never makes it sooner', () => {
    const instant = fc.date({ min: day('2020-01-01'), max: day('2030-01-01'), noInvalidDate: true });
    const status = fc.constantFrom('shipped', 'unshipped', 'cancelled', 'pending', 'unknown' as const);
    const any = fc.record({ status, deliverBy: fc.option(instant), updatedAt: instant, purchasedAt: instant });
    fc.assert(
      fc.property(any, instant, fc.nat(1e9), (rest, deliveredAt, later) => {
        const at = purgeDate({ ...rest, deliveredAt })?.getTime() ?? 0;
        expect(at - deliveredAt.getTime()).toBe(30 * 86_400_000);
        expect(purgeDate({ ...rest, deliveredAt: new Date(deliveredAt.getTime() + later) })?.getTime()).toBeGreaterThanOrEqual(at);
      }),
    );
  });
});
