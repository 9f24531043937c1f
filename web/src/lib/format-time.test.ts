import { describe, expect, it } from 'vitest';
import { dayOf, formatTime, zoneFor } from './format-time.ts';

describe('times in a zone', () => {
  it('names the day of the zone, not of UTC', () => {
    const at = new Date('2026-03-08T04:30:00Z');
    expect(dayOf(at, 'America/Los_Angeles')).toBe('2026-03-07');
    expect(dayOf(at, 'Asia/Tokyo')).toBe('2026-03-08');
  });

  it('goes with summer time', () => {
    expect(formatTime('2001-07-01T12:00:00Z', 'time', 'Europe/Berlin', 'en-GB')).toBe('14:00');
    expect(formatTime('2001-01-01T12:00:00Z', 'time', 'Europe/Berlin', 'en-GB')).toBe('13:00');
  });

  it('names the year when it is not the present one', () => {
    expect(formatTime('2001-07-01T12:00:00Z', 'day', 'Europe/Berlin', 'en-GB')).toBe('1 Jul 2001');
  });

  it('takes the account’s zone unless the person chose another', () => {
    expect(zoneFor('Europe/Berlin', 'account')).toBe('Europe/Berlin');
    expect(zoneFor('Europe/Berlin', 'Asia/Tokyo')).toBe('Asia/Tokyo');
  });
});
