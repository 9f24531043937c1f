import { describe, expect, it } from 'vitest';
import { holidayCountries, nationalHolidays } from './national-holidays-rules.ts';
import { readHolidays } from './read-holidays-rules.ts';

const daysOf = (country: string, year: number) => Object.fromEntries(nationalHolidays(country, year).map(({ day, name }) => [name, day]));

describe('national holidays', () => {
  it('the United States in 2026 and 2027', () => {
    expect(nationalHolidays('US', 2026).map(({ day }) => day)).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-04',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
    // The Fourth of July of 2027 is a Sunday.
    expect(daysOf('US', 2027)).toMatchObject({
      'Independence Day': '2027-07-05',
      Thanksgiving: '2027-11-25',
      'Memorial Day': '2027-05-31',
    });
  });

  it.each([
    [2024, '2024-04-01'],
    [2025, '2025-04-21'],
    [2026, '2026-04-06'],
    [2027, '2027-03-29'],
    [2038, '2038-04-26'],
    // The two exceptions of the rule, and the earliest Easter of our time.
    [2049, '2049-04-19'],
    [2076, '2076-04-20'],
    [2008, '2008-03-24'],
  ])('Easter Monday of %i', (year, day) => {
    expect(daysOf('DE', year)['Easter Monday']).toBe(day);
  });

  it('a list may part day and name by a blank, and an event of a calendar file may last for days', () => {
    const list = readHolidays('2026-11-26 Thanksgiving\n"2026-12-24" Half a day, closed\n2026-12-24x no\n');
    expect(list.holidays).toEqual([
      { day: '2026-11-26', name: 'Thanksgiving' },
      { day: '2026-12-24', name: 'Half a day, closed' },
    ]);
    expect(list.problems).toHaveLength(1);
    const event = 'BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261230\nDTEND;VALUE=DATE:20270102\nSUMMARY:Closed\nEND:VEVENT\n';
    expect(readHolidays(`BEGIN:VCALENDAR\n${event}END:VCALENDAR`).holidays.map(({ day }) => day)).toEqual([
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
    ]);
  });

  it('what falls on a weekend is kept on working days that follow each other', () => {
    // Christmas 2027 is a Saturday, Boxing Day a Sunday; New Year 2028 is a Saturday.
    expect(daysOf('GB', 2027)).toMatchObject({ Christmas: '2027-12-27', 'Boxing Day': '2027-12-28' });
    expect(daysOf('GB', 2028)['New Year']).toBe('2028-01-03');
    expect(daysOf('CA', 2026)['Victoria Day']).toBe('2026-05-18');
  });

  it('every country has days of its year, none twice', () => {
    for (const country of holidayCountries)
      for (const year of [2026, 2027, 2028]) {
        const days = nationalHolidays(country, year).map(({ day }) => day);
        expect(days.length).toBeGreaterThan(5);
        expect(new Set(days).size).toBe(days.length);
        expect(days.every((day) => day.startsWith(String(year)))).toBe(true);
      }
  });
});

describe('a list of holidays', () => {
  it('is read from lines of day and name, whatever parts them; what is no day is named', () => {
    const text =
      '\u{feff}Day;Name\r\n2026-12-25;Christmas\n"2026-12-26","Boxing Day"\n2026-01-01\tNew Year\n\n2026-02-30;No day\nnonsense\n2026-12-25;Christmas Day';
    expect(readHolidays(text)).toEqual({
      holidays: [
        { day: '2026-01-01', name: 'New Year' },
        { day: '2026-12-25', name: 'Christmas Day' },
        { day: '2026-12-26', name: 'Boxing Day' },
      ],
      problems: [
        { line: 6, text: '2026-02-30;No day' },
        { line: 7, text: 'nonsense' },
      ],
    });
  });

  it('is read from an iCalendar file', () => {
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20261225',
      'SUMMARY:Christmas\\, first',
      '  day',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART:20270101T000000Z',
      'SUMMARY:New Year',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'SUMMARY:Some time',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    const { holidays, problems } = readHolidays(text);
    expect(holidays).toEqual([
      { day: '2026-12-25', name: 'Christmas, first day' },
      { day: '2027-01-01', name: 'New Year' },
    ]);
    expect(problems.map(({ text: name }) => name)).toEqual(['Some time']);
  });
});
