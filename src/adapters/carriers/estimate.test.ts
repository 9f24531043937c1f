import { expect, test } from 'vitest';
import { estimateOfDay, estimateOfDays } from './estimate.ts';

test('days of an estimate are working days, with one to spare', () => {
  const days = (shipAt: string, count: number | null) => {
    const { earliest, latest } = estimateOfDays(shipAt, count);
    return [earliest?.slice(0, 10) ?? null, latest?.slice(0, 10) ?? null];
  };
  expect(days('2026-11-23T09:00:00Z', 2)).toEqual(['2026-11-25', '2026-11-26']);
  expect(days('2026-11-26T09:00:00Z', 2)).toEqual(['2026-11-30', '2026-12-01']);
  expect(days('2026-11-22T23:30:00Z', 1)).toEqual(['2026-11-23', '2026-11-24']);
  for (const unknown of [null, Number.NaN, -1, 1000]) expect(days('2026-11-23T09:00:00Z', unknown)).toEqual([null, null]);
  expect(estimateOfDay('2026-11-27T23:59:00Z')).toEqual({
    earliest: '2026-11-27T12:00:00.000Z',
    latest: '2026-11-30T12:00:00.000Z',
    estimated: true,
  });
  expect(estimateOfDay('soon')).toEqual({ earliest: null, latest: null });
});
