import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backfillDoneBy } from './estimate-rules.ts';

const now = new Date('2026-11-22T12:00:00Z');
const quota = { tokens: 0, perSecond: 0.0167 };
const progress = { wanted: 10, underWay: 15, paused: false, madeInMs: 60_000 };

it('counts the wait for the quota and the time that Amazon takes', () => {
  expect(backfillDoneBy(progress, quota, now)).toEqual(new Date(now.getTime() + Math.ceil((10 / 0.0167) * 1000 + 60_000)));
  expect(backfillDoneBy({ ...progress, wanted: 0 }, quota, now)).toEqual(new Date(now.getTime() + 60_000));
});

it('says nothing while nobody can know', () => {
  expect(backfillDoneBy({ ...progress, madeInMs: null }, quota, now)).toBeNull();
  expect(backfillDoneBy({ ...progress, paused: true }, quota, now)).toBeNull();
  expect(backfillDoneBy({ ...progress, wanted: 0, underWay: 0 }, quota, now)).toBeNull();
});

it('still tells of what was asked for before the pause', () => {
  expect(backfillDoneBy({ ...progress, wanted: 0, paused: true }, quota, now)).toEqual(new Date(now.getTime() + 60_000));
});

it('comes no earlier for more work, and no later for more quota', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), fc.nat(15), (wanted, more, tokens) => {
      const at = (count: number, left: number) =>
        backfillDoneBy({ ...progress, wanted: count }, { ...quota, tokens: left }, now)?.getTime() ?? Number.NaN;
      expect(at(wanted + more, tokens)).toBeGreaterThanOrEqual(at(wanted, tokens));
      expect(at(wanted, tokens + more)).toBeLessThanOrEqual(at(wanted, tokens));
    }),
  );
});
