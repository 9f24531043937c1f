import { expect, test } from 'vitest';
import { onePeriodFrom } from './periods.ts';

test('a month is one of the calendar', () => {
  const after = (text: string, direction?: 1 | -1) => new Date(onePeriodFrom(Date.parse(text), 'P1M', direction)).toISOString();
  expect(after('2026-01-31T10:00:00Z')).toBe('2026-02-28T10:00:00.000Z');
  expect(after('2026-12-15T10:00:00Z')).toBe('2027-01-15T10:00:00.000Z');
  expect(after('2026-03-31T10:00:00Z', -1)).toBe('2026-02-28T10:00:00.000Z');
});
