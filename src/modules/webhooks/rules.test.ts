import { expect, test } from 'vitest';
import { pauseAfter, wants } from './rules.ts';

test('a message is tried for three days, ever more slowly, then given up', () => {
  const pauses: number[] = [];
  for (let pause = pauseAfter(1); pause !== undefined; pause = pauseAfter(pauses.length + 1)) pauses.push(pause);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(71);
  expect(hours).toBeLessThan(73);
});

test('a webhook asks for kinds, for families, or for all', () => {
  expect(wants([], 'order.status')).toBe(true);
  expect(wants(['order.status'], 'order.status')).toBe(true);
  expect(wants(['order.status'], 'order.statusOld')).toBe(false);
  expect(wants(['order.*', 'write.rejected'], 'order.items')).toBe(true);
  expect(wants(['order.*', 'write.rejected'], 'write.queued')).toBe(false);
  expect(wants(['order.*'], 'orders.items')).toBe(false);
});
