import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextWalk, overlapOf, paceOf } from './rules.ts';

const minute = 60_000;
const now = new Date('2026-11-22T12:00:00Z');

test('a quiet account looks ten minutes back, a busy one as far as costs no page more', () => {
  expect(overlapOf(3 * minute, 0)).toBe(10 * minute);
  expect(overlapOf(3 * minute, 2)).toBe(10 * minute);
  expect(overlapOf(3 * minute, 17)).toBeLessThan(3 * minute);
  expect(overlapOf(3 * minute, 33.3)).toBe(minute / 2);
});

test('what is seen again fits on the page that is paid for anyway', () => {
  const spans = fc.integer({ min: 1_000, max: 600 * minute });
  fc.assert(
    fc.property(spans, fc.double({ min: 0.01, max: 500, noNaN: true }), (newMs, perMinute) => {
      const overlap = overlapOf(newMs, perMinute);
      const pages = (ms: number) => Math.max(1, Math.ceil((ms * perMinute) / minute / 100));
      expect(overlap).toBeGreaterThanOrEqual(minute / 2);
      expect(overlap).toBeLessThanOrEqual(10 * minute);
      const free = overlap > minute / 2 ? overlap : 0;
      expect(pages(newMs + free)).toBe(pages(newMs));
    }),
  );
});

test('a walk begins before the watermark and ends where Amazon’s lists are settled', () => {
  const walk = nextWalk({ watermark: new Date(now.getTime() - 5 * minute), walk: null, perMinute: null }, now);
  expect([walk.from, walk.to]).toEqual(['2026-11-22T11:45:00.000Z', '2026-11-22T11:57:55.000Z']);
  expect(paceOf({ ...walk, orders: 26 })).toBeCloseTo(2.01, 2);
});
