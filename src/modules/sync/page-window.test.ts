import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bestWindow, type OpenOrder } from './page-window.ts';

const start = Date.UTC(2026, 10, 22);
const orders = (wanted: readonly boolean[]): OpenOrder[] =>
  wanted.map((each, n) => ({ placedAt: new Date(start + n * 60_000), wanted: each }));
const inside = (list: readonly OpenOrder[], from: Date, to: Date) => list.filter(({ placedAt }) => placedAt >= from && placedAt <= to);

it('takes the oldest page when all are wanted', () => {
  const list = orders(Array.from({ length: 250 }, () => true));
  expect(bestWindow(list)).toEqual({ from: list[0]?.placedAt, to: list[99]?.placedAt, wanted: 100 });
});

it('goes where most is wanted, past what was fetched one by one', () => {
  const list = orders(Array.from({ length: 300 }, (_, n) => n < 20 || n >= 150));
  expect(bestWindow(list)).toMatchObject({ to: list[249]?.placedAt, wanted: 100 });
});

it('wants nothing when nothing is wanted', () => {
  expect(bestWindow([])).toBeUndefined();
  expect(bestWindow(orders([false, false]))).toBeUndefined();
});

it('never spans more than a page, and no other page would bring more', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 400 }), (wanted) => {
      const list = orders(wanted);
      const best = bestWindow(list);
      const most = Math.max(0, ...list.map((_, n) => list.slice(n, n + 100).filter((each) => each.wanted).length));
      expect(best?.wanted ?? 0).toBe(most);
      const span = best ? inside(list, best.from, best.to) : [];
      expect(span.length).toBeLessThanOrEqual(100);
      expect(span.filter((each) => each.wanted).length).toBe(most);
    }),
  );
});
