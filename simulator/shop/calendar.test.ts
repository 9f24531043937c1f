import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf, endOfDay, hourOf, startOfDay, weekdayOf } from './calendar.ts';
import { addOperatingDays, operatingDayFrom } from './operating-days.ts';

const zones = [
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Australia/Sydney',
  'America/Sao_Paulo',
  'Africa/Cairo',
];
const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2029, 0, 1) });
const iso = (at: number): string => new Date(at).toISOString();

describe('local days', () => {
  it('hold exactly the instants between their bounds, in every zone', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
        const day = dayOf(at, zone);
        expect(startOfDay(day, zone)).toBeLessThanOrEqual(at);
        expect(startOfDay(day + 1, zone)).toBeGreaterThan(at);
        const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
        const { year, month, day: date } = dateOf(day);
        expect(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`).toBe(local);
        expect(weekdayOf(day)).toBe((new Date(`${local}T00:00:00Z`).getUTCDay() + 6) % 7);
      }),
    );
  });

  it('are 23 and 25 hours long when the clock changes', () => {
    const day = dayOf(Date.UTC(2027, 2, 14, 20), 'America/Los_Angeles');
    expect(iso(startOfDay(day, 'America/Los_Angeles'))).toBe('2027-03-14T08:00:00.000Z');
    expect(iso(endOfDay(day, 'America/Los_Angeles'))).toBe('2027-03-15T06:59:59.000Z');
    const autumn = dayOf(Date.UTC(2026, 10, 1, 20), 'America/Los_Angeles');
    expect(startOfDay(autumn + 1, 'America/Los_Angeles') - startOfDay(autumn, 'America/Los_Angeles')).toBe(25 * 3_600_000);
  });

  it('read the same hour as a clock on the wall, also on the days of a change', () => {
    const wall = (at: number, zone: string): number =>
      Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(at));
    for (const at of [Date.UTC(2027, 2, 14, 20, 30), Date.UTC(2026, 10, 1, 22, 59), Date.UTC(2026, 5, 9, 1, 1)]) {
      expect(Math.floor(hourOf(at, 'America/Los_Angeles'))).toBe(wall(at, 'America/Los_Angeles'));
    }
  });

  it('count only Monday to Friday as operating days', () => {
    const friday = dayOf(Date.UTC(2026, 10, 20, 12), 'UTC');
    expect(addOperatingDays(friday, 1)).toBe(friday + 3);
    expect(operatingDayFrom(friday + 1)).toBe(friday + 3);
    fc.assert(
      fc.property(fc.integer({ min: 15_000, max: 25_000 }), fc.nat(30), (day, count) => {
        const result = addOperatingDays(day, count);
        expect(weekdayOf(result)).toBeLessThan(5);
        const between = Array.from({ length: result - operatingDayFrom(day) }, (_, index) => result - index);
        expect(between.filter((each) => weekdayOf(each) < 5)).toHaveLength(count);
      }),
    );
  });
});
