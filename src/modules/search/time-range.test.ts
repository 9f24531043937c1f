import { describe, expect, test } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { timeRange } from './time-range.ts';

const range = (text: string, timeZone: string, now = '2026-11-22T12:00:00Z', past = true) => {
  const term = parseQuery(`${past ? 'date' : 'ship-by'}:${text}`).filter.terms[0];
  const value = term?.key === 'date' || term?.key === 'ship-by' ? term.values[0] : undefined;
  if (!value) throw new Error(`not understood: ${text}`);
  const { from, to } = timeRange(value, past, { now: new Date(now), timeZone });
  return [from?.toISOString(), to?.toISOString()];
};
const hours = ([from, to]: (string | undefined)[]) => (Date.parse(to ?? '') - Date.parse(from ?? '')) / 3_600_000;

describe('a day', () => {
  test.each([
    ['2026-11-01', 'America/Los_Angeles', 25],
    ['2027-03-14', 'America/Los_Angeles', 23],
    ['2026-11-02', 'America/Los_Angeles', 24],
    ['2026-10-25', 'Europe/Paris', 25],
  ])('%s in %s has %i hours', (day, zone, length) => {
    expect(hours(range(day, zone))).toBe(length);
  });

  test('is that of the time zone', () => {
    expect(range('2026-11-07', 'Asia/Tokyo')).toEqual(['2026-11-06T15:00:00.000Z', '2026-11-07T15:00:00.000Z']);
    expect(range('today', 'America/Los_Angeles', '2026-11-22T07:59:59Z')).toEqual(['2026-11-21T08:00:00.000Z', '2026-11-22T08:00:00.000Z']);
    expect(range('today', 'Asia/Tokyo', '2026-11-22T15:00:00Z')).toEqual(['2026-11-22T15:00:00.000Z', '2026-11-23T15:00:00.000Z']);
  });
});

test.each([
  ['2026-02', true, '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ['2026-12..2027-01-03', true, '2026-12-01T00:00:00.000Z', '2027-01-04T00:00:00.000Z'],
  ['..yesterday', true, undefined, '2026-11-22T00:00:00.000Z'],
  ['tomorrow..', false, '2026-11-23T00:00:00.000Z', undefined],
  ['<24h', true, '2026-11-21T12:00:00.000Z', undefined],
  ['>1w', true, undefined, '2026-11-15T12:00:00.000Z'],
  ['<2d', false, '2026-11-22T12:00:00.000Z', '2026-11-24T12:00:00.000Z'],
  ['>24h', false, '2026-11-23T12:00:00.000Z', undefined],
  ['overdue', false, undefined, '2026-11-22T12:00:00.000Z'],
])('%s (past: %s)', (text, past, from, to) => {
  expect(range(text, 'UTC', undefined, past)).toEqual([from, to]);
});
