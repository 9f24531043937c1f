import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Calendar } from './calendar.ts';
import { afterWorkingHours, departureOf, departuresIn, endOfDay, lastDeparture, shipBy } from './rules.ts';

const calendar = (changes: Partial<Calendar> = {}): Calendar => ({
  timeZone: 'America/Los_Angeles',
  saturday: false,
  sunday: false,
  premiumSaturday: false,
  premiumSunday: false,
  handlingDays: 0,
  orderUntil: '14:00',
  cutOff: '14:00',
  safetyMinutes: 0,
  cutOffs: [],
  holidays: [],
  ...changes,
});

/** Local time of the calendar's place as an instant, and back. */
const at = (local: string, timeZone = 'America/Los_Angeles') =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);
const local = (instant: Date | undefined, timeZone = 'America/Los_Angeles') =>
  instant &&
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });

// 2026-11-16 is a Monday.
describe('ship-by', () => {
  it.each([
    ['same day: Wednesday 11:00 is shipped on Wednesday', {}, '2026-11-18T11:00', '2026-11-18'],
    ['same day: Wednesday 15:00 is shipped on Thursday', {}, '2026-11-18T15:00', '2026-11-19'],
    ['orders until noon: Monday 11:00', { orderUntil: '12:00' }, '2026-11-16T11:00', '2026-11-16'],
    ['orders until noon: Monday 16:00', { orderUntil: '12:00' }, '2026-11-16T16:00', '2026-11-17'],
    ['the very minute of the cut-off is too late', {}, '2026-11-18T14:00', '2026-11-19'],
    ['Friday 15:00 waits for Monday', {}, '2026-11-20T15:00', '2026-11-23'],
    ['Friday 15:00 with Saturday on', { saturday: true }, '2026-11-20T15:00', '2026-11-21'],
    ['Saturday 10:00 with Sunday on', { sunday: true }, '2026-11-21T10:00', '2026-11-22'],
    ['one day: all of the day until midnight counts', { handlingDays: 1 }, '2026-11-18T23:59', '2026-11-19'],
    ['one day: Friday is shipped on Monday', { handlingDays: 1 }, '2026-11-20T09:00', '2026-11-23'],
    ['two days over a weekend', { handlingDays: 2 }, '2026-11-20T09:00', '2026-11-24'],
    [
      'a holiday is no working day',
      { holidays: [{ day: '2026-11-26', name: 'Thanksgiving' }], handlingDays: 1 },
      '2026-11-25T09:00',
      '2026-11-27',
    ],
    ['same day on a holiday', { holidays: [{ day: '2026-11-26', name: 'Thanksgiving' }] }, '2026-11-26T09:00', '2026-11-27'],
  ] as [string, Partial<Calendar>, string, string][])('%s', (_, changes, ordered, day) => {
    expect(local(shipBy(at(ordered), calendar(changes)))).toBe(`${day}T23:59:59`);
  });

  it('a premium order is shipped on the weekend that is worked for premium orders alone', () => {
    const weekend = calendar({ premiumSaturday: true });
    expect(local(shipBy(at('2026-11-20T15:00'), weekend, { premium: true }))).toBe('2026-11-21T23:59:59');
    expect(local(shipBy(at('2026-11-20T15:00'), weekend))).toBe('2026-11-23T23:59:59');
  });

  it('is the end of the local day written in UTC, also where summer time ends', () => {
    expect(shipBy(at('2026-11-20T09:00', 'America/Sao_Paulo'), calendar({ timeZone: 'America/Sao_Paulo' })).toISOString()).toBe(
      '2026-11-21T02:59:59.000Z',
    );
    const sunday = calendar({ sunday: true });
    expect(shipBy(at('2026-11-01T09:00'), sunday).toISOString()).toBe('2026-11-02T07:59:59.000Z');
  });
});

describe('hours of working days', () => {
  const thanksgiving = { holidays: [{ day: '2026-11-26', name: 'Thanksgiving' }] };
  it.each([
    ['within the week they are hours', {}, false, '2026-11-17T16:00', '2026-11-18T16:00:00'],
    ['Friday afternoon goes on on Monday', {}, false, '2026-11-20T16:00', '2026-11-23T16:00:00'],
    ['a weekend begins on Monday', {}, false, '2026-11-21T10:00', '2026-11-24T00:00:00'],
    ['a Saturday that is worked counts', { saturday: true }, false, '2026-11-20T16:00', '2026-11-21T16:00:00'],
    ['a holiday does not', thanksgiving, false, '2026-11-25T16:00', '2026-11-27T16:00:00'],
    ['the weekend of premium orders counts for them', { premiumSaturday: true }, true, '2026-11-20T16:00', '2026-11-21T16:00:00'],
    ['and for no other', { premiumSaturday: true }, false, '2026-11-20T16:00', '2026-11-23T16:00:00'],
    ['a day of 25 hours', { sunday: true }, false, '2026-11-01T00:00', '2026-11-01T23:00:00'],
  ] as [string, Partial<Calendar>, boolean, string, string][])('%s', (_, changes, premium, since, until) => {
    expect(local(afterWorkingHours(calendar(changes), at(since), 24, { premium }))).toBe(until);
  });

  it('are exactly as many quarters of an hour on working days as were asked for', () => {
    const quarter = 900_000;
    const monday = Date.parse('2026-10-26T00:00:00Z');
    const anyCase = fc.record({
      timeZone: fc.constantFrom('America/Los_Angeles', 'Asia/Kolkata', 'America/Sao_Paulo', 'UTC'),
      saturday: fc.boolean(),
      sunday: fc.boolean(),
      premiumSaturday: fc.boolean(),
      premium: fc.boolean(),
      since: fc.integer({ min: 0, max: 40 * 96 }).map((n) => new Date(monday + n * quarter)),
      hours: fc.integer({ min: 1, max: 72 }),
    });
    fc.assert(
      fc.property(anyCase, ({ since, hours, premium, ...changes }) => {
        const place = calendar({ ...changes, holidays: thanksgiving.holidays });
        const until = afterWorkingHours(place, since, hours, { premium });
        let quarters = 0;
        for (let time = since.getTime(); time < until.getTime(); time += quarter) {
          const day = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(place.timeZone);
          const weekend =
            (day.dayOfWeek === 6 && !place.saturday && !(premium && place.premiumSaturday)) || (day.dayOfWeek === 7 && !place.sunday);
          if (!weekend && day.toPlainDate().toString() !== '2026-11-26') quarters += 1;
        }
        expect(quarters).toBe(hours * 4);
      }),
      { numRuns: 40 },
    );
  });
});

describe('when parcels leave', () => {
  it.each([
    ['today', '2026-11-23T20:00:00Z', '2026-11-23T22:00:00.000Z'],
    ['not at the very cut-off', '2026-11-23T22:00:00Z', '2026-11-24T22:00:00.000Z'],
    ['after the weekend', '2026-11-28T12:00:00Z', '2026-11-30T22:00:00.000Z'],
    ['in the week in which summer time begins', '2027-03-12T23:00:00Z', '2027-03-15T21:00:00.000Z'],
  ])('%s', (_, now, leaves) => {
    expect(departureOf(calendar(), new Date(now)).toISOString()).toBe(leaves);
  });

  it('the service knows better than the carrier, the carrier better than the day, the day better than the location', () => {
    const collected = calendar({
      cutOffs: [
        { weekday: 1, carrier: '', service: '', at: '13:00' },
        { weekday: 1, carrier: 'ups', service: '', at: '16:00' },
        { weekday: 1, carrier: 'ups', service: 'Next Day Air', at: '17:30' },
      ],
    });
    const monday = at('2026-11-16T08:00');
    expect(local(departureOf(collected, monday))).toBe('2026-11-16T13:00:00');
    expect(local(departureOf(collected, monday, { carrier: 'usps' }))).toBe('2026-11-16T13:00:00');
    expect(local(departureOf(collected, monday, { carrier: 'ups', service: 'Ground' }))).toBe('2026-11-16T16:00:00');
    expect(local(departureOf(collected, monday, { carrier: 'ups', service: 'Next Day Air' }))).toBe('2026-11-16T17:30:00');
    expect(local(departureOf(collected, at('2026-11-16T13:30')))).toBe('2026-11-17T14:00:00');
  });

  it('the last one before a deadline: with minutes to spare, not on a holiday, not before the order', () => {
    const friday = at('2026-11-27T23:59:59');
    const closed = calendar({ safetyMinutes: 15, holidays: [{ day: '2026-11-27', name: 'Day after Thanksgiving' }] });
    expect(local(lastDeparture(calendar(), friday, at('2026-11-20T00:00')))).toBe('2026-11-27T14:00:00');
    expect(local(lastDeparture(closed, friday, at('2026-11-20T00:00')))).toBe('2026-11-26T13:45:00');
    expect(lastDeparture(closed, friday, at('2026-11-26T14:00'))).toBeUndefined();
    expect(local(lastDeparture(calendar(), at('2026-11-27T13:59:59'), at('2026-11-20T00:00')))).toBe('2026-11-26T14:00:00');
  });
});

const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const day = fc
  .integer({ min: 0, max: 760 })
  .map((n) => ({ day: Temporal.PlainDate.from('2026-01-01').add({ days: n }).toString(), name: '' }));
const anyCalendar = fc
  .record({
    timeZone: fc.constantFrom(
      'America/Los_Angeles',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Kathmandu',
      'UTC',
      'not a zone',
    ),
    saturday: fc.boolean(),
    sunday: fc.boolean(),
    premiumSaturday: fc.boolean(),
    premiumSunday: fc.boolean(),
    handlingDays: fc.integer({ min: 0, max: 6 }),
    orderUntil: time,
    cutOff: time,
    safetyMinutes: fc.integer({ min: 0, max: 90 }),
    holidays: fc.array(day, { maxLength: 12 }),
    cutOffs: fc.array(
      fc.record({ weekday: fc.integer({ min: 1, max: 7 }), carrier: fc.constantFrom('', 'ups'), service: fc.constant(''), at: time }),
      { maxLength: 4 },
    ),
  })
  .map((each): Calendar => each);
const what = fc.record({ premium: fc.boolean(), carrier: fc.constantFrom('', 'ups') });

describe('for any calendar and order', () => {
  it('ship-by is never before the order, never earlier for a later one, and the end of a working day', () => {
    fc.assert(
      fc.property(anyCalendar, instant, instant, what, (each, a, b, leaving) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const [x, y] = [shipBy(first, each, leaving), shipBy(second, each, leaving)];
        // An order in the very last second of a day may be some milliseconds after its end.
        expect(x.getTime() + 999).toBeGreaterThanOrEqual(first.getTime());
        expect(y.getTime()).toBeGreaterThanOrEqual(x.getTime());
        expect(endOfDay(each, x)).toEqual(x);
      }),
    );
  });

  it('a premium order is never to be shipped later than another', () => {
    fc.assert(
      fc.property(anyCalendar, instant, (each, ordered) => {
        expect(shipBy(ordered, each, { premium: true }).getTime()).toBeLessThanOrEqual(shipBy(ordered, each).getTime());
      }),
    );
  });

  it('a parcel leaves after it is ready, and never later for an earlier one; nothing leaves in between', () => {
    fc.assert(
      fc.property(anyCalendar, instant, instant, what, (each, a, b, leaving) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const [x, y] = [departureOf(each, first, leaving), departureOf(each, second, leaving)];
        expect(x.getTime()).toBeGreaterThan(first.getTime());
        expect(y.getTime()).toBeGreaterThanOrEqual(x.getTime());
        expect(departuresIn(each, new Date(first.getTime() + 1), x, leaving)).toEqual([x]);
      }),
    );
  });

  it('the last departure before a deadline is one of them, and no other lies between it and the deadline', () => {
    fc.assert(
      fc.property(anyCalendar, instant, fc.integer({ min: 0, max: 20 }), what, (each, deadline, days, leaving) => {
        const since = new Date(deadline.getTime() - days * 86_400_000);
        const all = departuresIn(each, since, deadline, leaving);
        expect(lastDeparture(each, deadline, since, leaving)).toEqual(all.at(-1));
      }),
    );
  });
});
