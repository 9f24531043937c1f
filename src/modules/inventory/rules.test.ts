import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Objective, planOrder, type Source, type Want } from './allocation-rules.ts';
import { bundlesIn, circleOf, explode } from './parts-rules.ts';
import { claimOf, isNoStock } from './reservation-rules.ts';
import { takeOff } from './shelf-rules.ts';

const objectives: Objective[] = ['deadline', 'cost', 'distance', 'parcels'];
const source = (position: number, free: Record<string, number>, more: Partial<Source> = {}): Source => ({
  locationId: String(position),
  position,
  readyAt: new Date(Date.UTC(2026, 10, 23, 10 + position)),
  cost: { amount: '4', currency: 'USD' },
  far: 1,
  free: new Map(Object.entries(free)),
  ...more,
});
const want = (productId: string, quantity: number, itemId = '1'): Want => ({ itemId, productId, quantity });
const from = (wants: Want[], sources: Source[], objective: Objective) =>
  planOrder(wants, sources, objective).map(({ locationId, productId, quantity }) => `${locationId}: ${quantity} ${productId}`);

describe('where an order is shipped from', () => {
  const [near, far] = [source(1, { cup: 1, tray: 9 }), source(2, { cup: 9, tray: 9 })];

  it('is one location where one has it all and parcels count', () => {
    expect(from([want('cup', 2), want('tray', 1, '2')], [near, far], 'parcels')).toEqual(['2: 2 cup', '2: 1 tray']);
  });
  it('is the soonest that can, for the deadline', () => {
    expect(from([want('cup', 1)], [source(1, { cup: 5 }, { readyAt: new Date('2026-11-25') }), far], 'deadline')).toEqual(['2: 1 cup']);
  });
  it('is the cheapest, for the cost, though another is listed first', () => {
    const dear = source(1, { cup: 5 }, { cost: { amount: '9.50', currency: 'USD' } });
    expect(from([want('cup', 1)], [dear, far], 'cost')).toEqual(['2: 1 cup']);
  });
  it('is the nearest, for the distance', () => {
    expect(from([want('cup', 1)], [source(1, { cup: 5 }, { far: 2 }), source(2, { cup: 5 }, { far: 0 })], 'distance')).toEqual([
      '2: 1 cup',
    ]);
  });
  it('is several where none has it all, and all there is where there is too little', () => {
    expect(from([want('cup', 10)], [near, far], 'cost')).toEqual(['1: 1 cup', '2: 9 cup']);
    expect(from([want('cup', 99)], [near, far], 'parcels')).toEqual(['1: 1 cup', '2: 9 cup']);
    expect(from([want('none', 1)], [near, far], 'parcels')).toEqual([]);
  });

  it('never gives more than is free or wanted, and as much as there is', () => {
    const stock = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -2, max: 6 }));
    fc.assert(
      fc.property(
        fc.array(stock, { maxLength: 5 }),
        fc.array(fc.record({ productId: fc.constantFrom('a', 'b', 'c'), quantity: fc.integer({ min: 1, max: 8 }) }), { maxLength: 4 }),
        fc.constantFrom(...objectives),
        (stocks, wanted, objective) => {
          const sources = stocks.map((free, i) => source(i + 1, free));
          const wants = wanted.map((each, i) => ({ ...each, itemId: String(i) }));
          const given = planOrder(wants, sources, objective);
          const sum = <T>(list: readonly T[], units: (each: T) => number) => list.reduce((n, each) => n + units(each), 0);
          for (const { itemId, quantity } of wants)
            expect(
              sum(
                given.filter((each) => each.itemId === itemId),
                (each) => each.quantity,
              ),
            ).toBeLessThanOrEqual(quantity);
          for (const productId of ['a', 'b', 'c']) {
            const free = (each: Source) => Math.max(0, each.free.get(productId) ?? 0);
            for (const each of sources)
              expect(
                sum(
                  given.filter((g) => g.locationId === each.locationId && g.productId === productId),
                  (g) => g.quantity,
                ),
              ).toBeLessThanOrEqual(free(each));
            const wantedUnits = sum(
              wants.filter((each) => each.productId === productId),
              (each) => each.quantity,
            );
            expect(
              sum(
                given.filter((g) => g.productId === productId),
                (g) => g.quantity,
              ),
            ).toBe(Math.min(wantedUnits, sum(sources, free)));
          }
        },
      ),
    );
  });
});

describe('a bundle', () => {
  const parts = [
    { bundleId: 'set', partId: 'cup', quantity: 4 },
    { bundleId: 'gift', partId: 'set', quantity: 1 },
    { bundleId: 'gift', partId: 'cup', quantity: 2 },
    { bundleId: 'gift', partId: 'box', quantity: 1 },
  ];
  it('is taken apart down to what lies on shelves', () => {
    expect([...explode('gift', parts)]).toEqual([
      ['cup', 6],
      ['box', 1],
    ]);
    expect([...explode('cup', parts)]).toEqual([['cup', 1]]);
  });
  it('may not contain itself, not even through others', () => {
    expect(circleOf('gift', parts)).toBeUndefined();
    expect(circleOf('set', [...parts, { bundleId: 'cup', partId: 'gift', quantity: 1 }])).toEqual(['set', 'cup', 'gift', 'set']);
  });
  it('is as many as the scarcest part makes', () => {
    expect(bundlesIn(explode('gift', parts), (id) => (id === 'cup' ? 17 : 9))).toBe(2);
    expect(bundlesIn(explode('gift', parts), (id) => (id === 'cup' ? -1 : 9))).toBe(-1);
  });
});

describe('what an item claims', () => {
  const item = { quantity: 5, shipped: 2, cancelled: 1 };
  it.each([
    ['pending', { reserved: 2, consumed: 2, kept: 0 }],
    ['unshipped', { reserved: 2, consumed: 2, kept: 0 }],
    ['shipped', { reserved: 0, consumed: 4, kept: 0 }],
    ['cancelled', { reserved: 0, consumed: 2, kept: 0 }],
  ])('%s', (status, claim) => {
    expect(claimOf(status, item)).toEqual(claim);
  });
  it.each(['NoInventory', 'No inventory', 'NO_INVENTORY', 'Out of stock'])('%s keeps units back', (reason) => {
    expect(isNoStock(reason)).toBe(true);
    expect(claimOf('cancelled', { quantity: 3, shipped: 0, cancelled: 3, cancelledFor: reason })).toMatchObject({ kept: 3 });
    expect(claimOf('unshipped', { quantity: 3, shipped: 0, cancelled: 1, cancelledFor: reason })).toMatchObject({ reserved: 2, kept: 1 });
  });
  it('is nothing less than nothing, and never more than was ordered', () => {
    const units = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(
        fc.constantFrom('pending', 'unshipped', 'partially_shipped', 'shipped', 'cancelled'),
        units,
        units,
        units,
        (status, quantity, shipped, cancelled) => {
          const claim = claimOf(status, { quantity, shipped, cancelled });
          expect(Math.min(claim.reserved, claim.consumed, claim.kept)).toBeGreaterThanOrEqual(0);
          expect(claim.reserved + claim.consumed).toBeLessThanOrEqual(Math.max(quantity, shipped));
        },
      ),
    );
  });
});

describe('taking off a shelf', () => {
  it('takes exactly what left: what was fetched for the order first, then where it was promised to it', () => {
    const levels = fc.array(
      fc.record({ onHand: fc.integer({ min: -3, max: 9 }), promised: fc.nat(9), own: fc.nat(4), fetched: fc.nat(4), others: fc.nat(3) }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 20 }), (rows, units) => {
        const ownOf = (row: (typeof rows)[number]) => Math.min(row.own, Math.max(0, row.onHand));
        const packedOf = (row: (typeof rows)[number]) => Math.min(row.fetched + row.others, Math.max(0, row.onHand));
        const bin = (binId: string, i: number, onHand: number, staging: boolean) => ({
          productId: 'a',
          locationId: String(i),
          binId,
          onHand,
          staging,
        });
        const shelf = {
          levels: rows.map((row, i) => ({
            productId: 'a',
            locationId: String(i),
            onHand: row.onHand,
            allocated: Math.min(Math.max(0, row.onHand), row.promised + row.own),
          })),
          bins: rows.flatMap((row, i) => [bin(`b${i}`, i, row.onHand - packedOf(row), false), bin(`p${i}`, i, packedOf(row), true)]),
          open: rows.map((_, i) => ({ locationId: String(i), binId: `o${i}` })),
        };
        const own = rows.map((row, i) => ({ locationId: String(i), quantity: ownOf(row) }));
        const staged = rows.map((row, i) => ({ locationId: String(i), quantity: Math.min(row.fetched, ownOf(row), packedOf(row)) }));
        const [promised, fetched] = [own, staged].map((all) => all.reduce((n, { quantity }) => n + quantity, 0));
        const places = takeOff(shelf, 'a', units, own, staged);
        const taken = (where: (binId: string) => boolean) =>
          places.reduce((n, { binId, quantity }) => n + (where(binId) ? quantity : 0), 0);
        expect(taken(() => true)).toBe(units);
        expect(taken((binId) => binId.startsWith('p'))).toBeGreaterThanOrEqual(Math.min(units, fetched ?? 0));
        expect(own.reduce((n, { quantity }) => n + quantity, 0)).toBe(Math.max(0, (promised ?? 0) - units));
        expect(staged.reduce((n, { quantity }) => n + quantity, 0)).toBe(Math.max(0, (fetched ?? 0) - units));
      }),
    );
  });
});
