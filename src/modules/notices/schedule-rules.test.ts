import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone, nextDigestAt, retryAfterMs } from './schedule-rules.ts';

const hourIn = (at: Date, timeZone: string) =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(at));
const zones = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];

describe('the next digest', () => {
  it('comes after now, within two days, at its hour or, where the clock skips that, the one after', () => {
    const instant = fc.date({ min: new Date('2020-01-01Z'), max: new Date('2035-01-01Z'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 23 }), fc.constantFrom(...zones), (now, hour, zone) => {
        const next = nextDigestAt(now, hour, zone);
        const wait = next.getTime() - now.getTime();
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(26 * 3_600_000);
        expect([hour, (hour + 1) % 24]).toContain(hourIn(next, zone));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    // The clock of Berlin is put forward at 2 o'clock.
    ['2026-03-28T12:00:00Z', 2, '2026-03-29T01:00:00.000Z'],
    // And put back at 3: two o'clock comes twice, the first counts.
    ['2026-10-24T12:00:00Z', 2, '2026-10-25T00:00:00.000Z'],
    ['2026-10-25T00:00:00Z', 2, '2026-10-26T01:00:00.000Z'],
  ])('after %s at %d o’clock in Berlin is %s', (now, hour, expected) => {
    expect(nextDigestAt(new Date(now), hour, 'Europe/Berlin').toISOString()).toBe(expected);
  });
});

it('waits longer after each try, an hour at most', () => {
  expect([1, 2, 3, 7, 100].map(retryAfterMs)).toEqual([60_000, 120_000, 240_000, 3_600_000, 3_600_000]);
});

it('knows time zones from other words', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Base', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});
