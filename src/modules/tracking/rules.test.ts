import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reachable } from '#src/kernel/states.ts';
import { type Scan, type Step, steps } from './facts.ts';
import { packageWords } from './package-scans.ts';
import { endOf, exceptionsOf, lookAt, nextAt, type ParcelFacts, progressOf, usualPatience } from './rules.ts';
import { parcelMoves } from './states.ts';

const left = new Date('2026-11-22T12:00:00Z');
const hours = (n: number) => new Date(left.getTime() + n * 3_600_000);
const scan = (step: Step | null, at: number, more: Partial<Scan> = {}): Scan => ({
  at: hours(at),
  code: step ?? 'NEW_WORD',
  step,
  back: false,
  trouble: null,
  place: '',
  ...more,
});
const parcel = (scans: readonly Scan[] = [], more: Partial<ParcelFacts> = {}): ParcelFacts => ({
  ...progressOf(scans),
  source: 'easypost',
  leftAt: left,
  promisedAt: null,
  deliverBy: null,
  looks: 1,
  ...more,
});
const limits = { scanDue: hours(usualPatience.scanHours), silentDays: usualPatience.silentDays };
const wrong = (facts: ParcelFacts, at: number) => exceptionsOf(facts, hours(at), limits);

const anyScan = fc.record({
  at: fc.integer({ min: 0, max: 200 }).map(hours),
  code: fc.constantFrom('a', 'b', 'c'),
  step: fc.constantFrom(...steps, null),
  back: fc.boolean(),
  trouble: fc.constantFrom(null, 'address' as const),
  place: fc.constantFrom('', 'Memphis, TN'),
});

describe('where a parcel is', () => {
  test('every order and any repetition of the same scans gives the same answer', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyScan, { maxLength: 12 })
          .chain((scans) => fc.tuple(fc.constant(scans), fc.shuffledSubarray(scans, { minLength: scans.length }), fc.subarray(scans))),
        ([scans, shuffled, again]) => {
          expect(progressOf([...again, ...shuffled, ...again])).toEqual(progressOf(scans));
        },
      ),
    );
  });

  test('from a label every state can be reached, and nothing leaves what came back', () => {
    expect(reachable(parcelMoves, 'label')).toEqual(new Set(steps));
    expect(parcelMoves.returned).toEqual([]);
  });

  test('what was delivered moves no more, unless it comes back', () => {
    const way = [scan('label', 0), scan('accepted', 2), scan('in_transit', 5), scan('delivered', 50)];
    expect(progressOf([...way, scan('in_transit', 60)])).toMatchObject({
      state: 'delivered',
      firstScanAt: hours(2),
      deliveredAt: hours(50),
    });
    expect(progressOf([...way, scan('returning', 60), scan('delivered', 90)])).toMatchObject({ state: 'returned', deliveredAt: hours(50) });
  });

  test('an unknown word moves nothing and is a sign of life', () => {
    expect(progressOf([scan('accepted', 1), scan(null, 9)])).toMatchObject({ state: 'accepted', lastScanAt: hours(9) });
    expect(progressOf([scan(null, 9)])).toMatchObject({ state: 'label', firstScanAt: null });
  });

  test('a parcel that was found again goes on', () => {
    expect(progressOf([scan('lost', 10), scan('in_transit', 20)]).state).toBe('in_transit');
  });
});

describe('what is wrong', () => {
  test.each([
    ['nothing within a day', parcel(), 23, []],
    ['no scan after a day', parcel([scan('label', 0)]), 24, ['no_scan']],
    ['nobody tells of it', parcel([], { source: 'none', deliverBy: hours(10) }), 400, []],
    ['promised too late', parcel([scan('accepted', 1)], { promisedAt: hours(80), deliverBy: hours(60) }), 2, ['late']],
    ['past its day', parcel([scan('accepted', 1)], { deliverBy: hours(60) }), 61, ['late']],
    ['delivered late is over', parcel([scan('delivered', 70)], { deliverBy: hours(60) }), 80, []],
    ['silent for a week', parcel([scan('accepted', 1)]), 1 + 7 * 24, ['lost']],
    ['lost by the carrier', parcel([scan('accepted', 1), scan('lost', 9)]), 10, ['lost']],
    ['an address that does not work', parcel([scan('accepted', 1), scan('exception', 9, { trouble: 'address' })]), 10, ['address']],
    ['the address was put right', parcel([scan('exception', 9, { trouble: 'address' }), scan('in_transit', 12)]), 13, []],
    ['something else', parcel([scan('exception', 9)]), 10, ['problem']],
    ['on its way back', parcel([scan('accepted', 1), scan('delivered', 9, { back: true })]), 10, ['returned']],
  ] as const)('%s', (_name, facts, at, expected) => {
    expect(wrong(facts, at)).toEqual(expected);
  });

  test('whatever is told, something falls due until the parcel is over', () => {
    fc.assert(
      fc.property(
        fc.array(anyScan, { maxLength: 8 }),
        fc.integer({ min: 0, max: 70 * 24 }),
        fc.integer({ min: 0, max: 3 }),
        (scans, at, looks) => {
          const now = hours(at);
          const facts = parcel(scans, { looks, deliverBy: hours(96) });
          if (endOf(facts, now)) return;
          const next = nextAt(facts, lookAt(facts, now, limits), now, limits);
          expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime());
          expect(next.getTime()).toBeLessThanOrEqual(left.getTime() + 60 * 24 * 3_600_000);
          // Between now and then nothing goes wrong unseen.
          const before = exceptionsOf(facts, now, limits);
          const until = new Date(Math.max(now.getTime(), next.getTime() - 1));
          expect(exceptionsOf(facts, until, limits)).toEqual(before);
        },
      ),
    );
  });
});

test('Amazon’s words on a package, alone and with a detail', () => {
  expect(packageWords['IN_TRANSIT/OUT_FOR_DELIVERY']).toBe('out_for_delivery');
  expect(packageWords['UNDELIVERABLE/LOST']).toBe('lost');
  expect(packageWords['DELIVERED']).toBe('delivered');
  expect(packageWords['SOMETHING_NEW']).toBeUndefined();
});
