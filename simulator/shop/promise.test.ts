import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promiseFor } from './promise.ts';

const home = { name: 'A', line1: '1 B', city: 'C', postalCode: '78701', countryCode: 'US', type: 'RESIDENTIAL' } as const;
const order = { marketplaceId: 'ATVPDKIKX0DER', serviceLevel: 'STANDARD', programs: [] as string[], address: home } as const;
const prime = { ...order, serviceLevel: 'SECOND_DAY' as const, programs: ['PRIME'] };
const iso = (at: number): string => new Date(at).toISOString().slice(0, 19);
/** An instant by the clock of the warehouse in Los Angeles, outside summer time. */
const pacific = (day: number, hour: number): number => Date.UTC(2026, 10, day, hour + 8);

describe('promiseFor', () => {
  it('lets a Prime order leave on its day before the cut-off and on the next one after it', () => {
    const early = promiseFor(prime, pacific(18, 11));
    expect(iso(early.shipBy.latest)).toBe('2026-11-19T07:59:59');
    expect(iso(early.deliverBy.latest)).toBe('2026-11-21T05:59:59');
    const late = promiseFor(prime, pacific(18, 15));
    expect(iso(late.shipBy.latest)).toBe('2026-11-20T07:59:59');
    expect(iso(late.deliverBy.latest)).toBe('2026-11-24T05:59:59');
  });

  it('gives other orders one operating day and never a weekend', () => {
    const friday = promiseFor(order, pacific(20, 15)).shipBy;
    expect([iso(friday.earliest), iso(friday.latest)]).toEqual(['2026-11-23T08:00:00', '2026-11-25T07:59:59']);
  });

  it('ends with the local day when the clock changes in between', () => {
    const overSpring = promiseFor(order, Date.UTC(2027, 2, 12, 23)).shipBy;
    expect([iso(overSpring.earliest), iso(overSpring.latest)]).toEqual(['2027-03-15T07:00:00', '2027-03-17T06:59:59']);
  });

  it('never promises backwards and never shrinks for a later order', () => {
    const ready = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
    const stores = fc.constantFrom('ATVPDKIKX0DER', 'A1PA6795UKMFR9', 'A1VC38T7YXB528', 'A39IBJ37TRP1C6');
    const levels = fc.constantFrom('STANDARD', 'NEXT_DAY', 'SAME_DAY', 'FREE_ECONOMY', 'EXPEDITED');
    fc.assert(
      fc.property(
        ready,
        fc.nat(10 * 86_400_000),
        stores,
        levels,
        fc.constantFrom('US', 'DE', 'JP', 'GR', 'CH'),
        (at, later, marketplaceId, serviceLevel, countryCode) => {
          const some = { ...order, marketplaceId, serviceLevel, address: { ...home, countryCode } };
          const { shipBy, deliverBy } = promiseFor(some, at);
          expect(shipBy.latest).toBeGreaterThan(at);
          expect(shipBy.earliest).toBeLessThan(shipBy.latest);
          expect(deliverBy.earliest).toBeLessThan(deliverBy.latest);
          expect(promiseFor(some, at + later).shipBy.latest).toBeGreaterThanOrEqual(shipBy.latest);
        },
      ),
    );
  });
});
