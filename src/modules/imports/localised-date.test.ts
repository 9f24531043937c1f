import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marketplaces } from '#src/kernel/marketplaces.ts';
import { type DateContext, readDate } from './localised-date.ts';
import { storeFormat } from './store-formats.ts';

const now = new Date('2026-11-22T12:00:00Z');
const store = (country: string): DateContext => {
  const format = storeFormat(marketplaces.find((one) => one.country === country)?.id);
  return { order: format.dates, timeZone: format.timeZone, now };
};
const read = (text: string, context: DateContext) => {
  const result = readDate(text, context);
  return result.ok ? result.value.toISOString() : undefined;
};

describe('dates', () => {
  test.each([
    ['2026-11-03T10:11:12+00:00', 'US', '2026-11-03T10:11:12.000Z'],
    ['2026-11-03T10:11:12Z', 'DE', '2026-11-03T10:11:12.000Z'],
    ['2026-11-03T10:11:12.5-08:00', 'US', '2026-11-03T18:11:12.500Z'],
    ['2026-11-03 10:11:12 +0900', 'JP', '2026-11-03T01:11:12.000Z'],
    ['2026-11-03T10:11:12+09', 'JP', '2026-11-03T01:11:12.000Z'],
    ['2026-11-03 10:11:12 UTC', 'US', '2026-11-03T10:11:12.000Z'],
    ['2026-11-03 10:11:12 PST', 'US', '2026-11-03T18:11:12.000Z'],
    ['2026-11-03 10:11', 'US', '2026-11-03T18:11:00.000Z'],
    ['03/11/2026 10:11:12 PST', 'US', '2026-03-11T18:11:12.000Z'],
    ['03/11/2026 10:11:12 PDT', 'US', '2026-03-11T17:11:12.000Z'],
    ['03/11/2026 10:11:12 GMT', 'GB', '2026-11-03T10:11:12.000Z'],
    ['03/11/2026 10:11:12', 'GB', '2026-11-03T10:11:12.000Z'],
    ['03-11-2026', 'FR', '2026-11-02T23:00:00.000Z'],
    ['25/12/2026', 'US', '2026-12-25T08:00:00.000Z'],
    ['12/25/2026', 'GB', '2026-12-25T00:00:00.000Z'],
    ['25/12/2026', 'CA', '2026-12-25T08:00:00.000Z'],
    ['11/11/2026', 'CA', '2026-11-11T08:00:00.000Z'],
    ['2026/11/03', 'JP', '2026-11-02T15:00:00.000Z'],
    ['2026/11/3 9:05', 'JP', '2026-11-03T00:05:00.000Z'],
    ['2026年11月3日 9時05分', 'JP', '2026-11-03T00:05:00.000Z'],
    ['2026年11月3日', 'JP', '2026-11-02T15:00:00.000Z'],
    ['2026-11-03 10:11:12 JST', 'JP', '2026-11-03T01:11:12.000Z'],
    ['03.11.2026', 'DE', '2026-11-02T23:00:00.000Z'],
    ['3.11.2026 10:11', 'DE', '2026-11-03T09:11:00.000Z'],
    ['03.11.26', 'DE', '2026-11-02T23:00:00.000Z'],
    ['03.11.2026 10:11:12 MEZ', 'DE', '2026-11-03T09:11:12.000Z'],
    ['11/3/26 10:11 PM', 'US', '2026-11-04T06:11:00.000Z'],
    ['11/3/2026 12:05:00 AM', 'US', '2026-11-03T08:05:00.000Z'],
    ['3/11/2026 12:05 p.m.', 'MX', '2026-11-03T20:05:00.000Z'],
    ['Nov 3, 2026 10:11:12 AM PST', 'US', '2026-11-03T18:11:12.000Z'],
    ['3 Nov 2026 10:11:12 GMT+9', 'JP', '2026-11-03T01:11:12.000Z'],
    ['03-Nov-2026', 'IN', '2026-11-02T18:30:00.000Z'],
    ['03/11/2026 10:00 IST', 'IN', '2026-11-03T04:30:00.000Z'],
    ['03/06/2026 10:00 IST', 'IE', '2026-06-03T09:00:00.000Z'],
  ])('%s in %s', (text, country, expected) => {
    expect(read(text, store(country))).toBe(expected);
  });

  test.each([
    '',
    'soon',
    '2026-02-30',
    '31/04/2026',
    '2026-13-01',
    '2026-11-03T25:00:00Z',
    '2026-11-03T10:61:00Z',
    '2026-11-03 13:00 PM',
    '46329.42',
    '1899-12-30',
    '3/11',
    '03/11/2026 10:11:12 QQQ',
    '2026-11-03T10:11:12+25:00',
    '2026-11-031',
    '99/99/2026',
  ])('%j is refused', (text) => {
    for (const country of ['US', 'DE', 'JP']) expect(read(text, store(country))).toBeUndefined();
  });

  test('where both orders are usual, 03/11 is refused and the reason says what to do', () => {
    for (const country of ['CA', 'JP', 'none']) {
      const result = readDate('03/11/2026', store(country));
      expect(!result.ok && result.error).toMatch(/day\/month or month\/day.*name the store/);
    }
  });

  test('without a store a local time is UTC', () => {
    expect(read('2026-11-03 10:00', store('none'))).toBe('2026-11-03T10:00:00.000Z');
  });

  test('a day to ship by ends with its last second, 23 and 25 hours long too', () => {
    const end = (text: string, country: string) => read(text, { ...store(country), edge: 'end' });
    expect(end('2026-11-03', 'US')).toBe('2026-11-04T07:59:59.000Z');
    expect([read('2026-11-01', store('US')), end('2026-11-01', 'US')]).toEqual(['2026-11-01T07:00:00.000Z', '2026-11-02T07:59:59.000Z']);
    expect([read('2027-03-14', store('US')), end('2027-03-14', 'US')]).toEqual(['2027-03-14T08:00:00.000Z', '2027-03-15T06:59:59.000Z']);
    expect(end('2026-11-03T10:00:00Z', 'US')).toBe('2026-11-03T10:00:00.000Z');
    expect(end('2026-11-03 UTC', 'US')).toBe('2026-11-03T23:59:59.000Z');
  });

  test('local times around a clock change', () => {
    expect(read('2026-11-01 01:30', store('US'))).toBe('2026-11-01T08:30:00.000Z');
    expect(read('2026-11-01 01:30 PST', store('US'))).toBe('2026-11-01T09:30:00.000Z');
    expect(read('2027-03-14 02:30', store('US'))).toBe('2027-03-14T10:30:00.000Z');
    expect(read('25.10.2026 02:30', store('DE'))).toBe('2026-10-25T00:30:00.000Z');
  });

  const instants = fc
    .date({ min: new Date('1996-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    .map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000));

  test.each(marketplaces.map((one) => [one.country, one.timeZone] as const))('local time of %s round trips', (country, timeZone) => {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    });
    fc.assert(
      fc.property(instants, (at) => {
        const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
        const time = `${part['hour']}:${part['minute']}:${part['second']}`;
        const context = store(country);
        const [first, second] = context.order === 'mdy' ? ['month', 'day'] : ['day', 'month'];
        const local =
          context.order === undefined
            ? `${part['year']}/${part['month']}/${part['day']}`
            : `${part[first ?? '']}/${part[second ?? '']}/${part['year']}`;
        expect(read(`${local} ${time} ${part['timeZoneName']}`, context)).toBe(at.toISOString());
        // Without the offset an hour that came twice is read as the first of the two.
        const readBack = Date.parse(read(`${local} ${time}`, context) ?? '');
        expect([0, 3_600_000]).toContain(at.getTime() - readBack);
      }),
    );
  });
});
