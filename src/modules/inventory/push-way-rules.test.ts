import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wayOf } from './push-way-rules.ts';

const now = new Date('2026-11-22T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const stores = (...counts: number[]) => new Map(counts.map((count, i) => [`store ${i}`, count]));

test('a file is taken when it is faster, for stores where enough waits, and not twice in 20 minutes', () => {
  expect(wayOf(stores(600), null, now).reason.way).toBe('single');
  expect(wayOf(stores(605), null, now)).toEqual({
    reason: { way: 'file', offers: 605, inFiles: 605, singleSeconds: 121, fileSeconds: 120 },
    stores: ['store 0'],
  });
  expect(wayOf(stores(10_000, 49, 50), minutesAgo(20), now).stores).toEqual(['store 0', 'store 2']);
  expect(wayOf(stores(10_000), minutesAgo(19), now)).toMatchObject({
    reason: { way: 'single', notBefore: '2026-11-22T12:01:00.000Z' },
    stores: [],
  });
});

test('whatever waits: the way chosen is the faster one of those that are allowed, and says so', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30_000), { maxLength: 8 }), fc.option(fc.nat(60)), (counts, last) => {
      const lastAt = last === null ? null : minutesAgo(last);
      const { reason, stores: chosen } = wayOf(stores(...counts), lastAt, now);
      const isFaster = reason.fileSeconds < reason.singleSeconds;
      expect(reason.way).toBe(isFaster && (last === null || last >= 20) ? 'file' : 'single');
      expect(chosen.length > 0).toBe(reason.way === 'file');
      expect(reason.notBefore !== undefined).toBe(isFaster && reason.way === 'single');
      expect(reason.inFiles).toBeLessThanOrEqual(reason.offers);
      expect(reason.offers).toBe(counts.reduce((sum, count) => sum + count, 0));
    }),
  );
});
