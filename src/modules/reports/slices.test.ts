import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pastMs, slices } from './slices.ts';

it('covers two years with 25 reports', () => {
  const to = new Date('2026-11-22T00:00:00Z');
  expect(slices(new Date(to.getTime() - pastMs), to)).toHaveLength(25);
});

it('leaves no hole, overlaps nowhere, and never asks for more than 30 days', () => {
  const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, instant, (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const list = slices(from, to);
      expect(list[0]?.to ?? from).toEqual(to > from ? to : from);
      expect(list.at(-1)?.from ?? from).toEqual(from);
      for (const [n, slice] of list.entries()) {
        expect(slice.to.getTime() - slice.from.getTime()).toBeLessThanOrEqual(30 * 86_400_000);
        expect(slice.to).toEqual(n > 0 ? list[n - 1]?.from : to);
      }
    }),
  );
});
