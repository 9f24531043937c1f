import { Temporal } from 'temporal-polyfill';

/**
 * National holidays on which carriers of a country do not collect, by rule. A start that the seller corrects: regional days,
 * days set by decree from year to year and a carrier's own are missing. As known in November 2026.
 */
type Rule =
  /** A day of the year; `moved`: what falls on a weekend is kept on a working day. */
  | { on: string; name: string; moved?: 'sunday' | 'weekend' }
  /** The n-th weekday of a month; -1: the last. */
  | { nth: number; weekday: number; month: number; name: string }
  /** So many days after Easter Sunday. */
  | { easter: number; name: string }
  /** The weekday on or before a day of the year. */
  | { weekday: number; onOrBefore: string; name: string };

const newYear: Rule = { on: '01-01', name: 'New Year' };
const christmas: Rule = { on: '12-25', name: 'Christmas' };
const secondChristmas: Rule = { on: '12-26', name: 'Second day of Christmas' };
const goodFriday: Rule = { easter: -2, name: 'Good Friday' };
const easterMonday: Rule = { easter: 1, name: 'Easter Monday' };
const ascension: Rule = { easter: 39, name: 'Ascension' };
const whitMonday: Rule = { easter: 50, name: 'Whit Monday' };
const labourDay: Rule = { on: '05-01', name: 'Labour Day' };
const assumption: Rule = { on: '08-15', name: 'Assumption' };
const allSaints: Rule = { on: '11-01', name: 'All Saints' };

const monday = 1;
const thursday = 4;
const rules: Record<string, readonly Rule[]> = {
  US: [
    { on: '01-01', name: 'New Year', moved: 'sunday' },
    { nth: 3, weekday: monday, month: 1, name: 'Martin Luther King Day' },
    { nth: 3, weekday: monday, month: 2, name: 'Presidents’ Day' },
    { nth: -1, weekday: monday, month: 5, name: 'Memorial Day' },
    { on: '06-19', name: 'Juneteenth', moved: 'sunday' },
    { on: '07-04', name: 'Independence Day', moved: 'sunday' },
    { nth: 1, weekday: monday, month: 9, name: 'Labor Day' },
    { nth: 2, weekday: monday, month: 10, name: 'Columbus Day' },
    { on: '11-11', name: 'Veterans Day', moved: 'sunday' },
    { nth: 4, weekday: thursday, month: 11, name: 'Thanksgiving' },
    { on: '12-25', name: 'Christmas', moved: 'sunday' },
  ],
  CA: [
    { on: '01-01', name: 'New Year', moved: 'weekend' },
    goodFriday,
    { weekday: monday, onOrBefore: '05-24', name: 'Victoria Day' },
    { on: '07-01', name: 'Canada Day', moved: 'weekend' },
    { nth: 1, weekday: monday, month: 9, name: 'Labour Day' },
    { on: '09-30', name: 'Truth and Reconciliation', moved: 'weekend' },
    { nth: 2, weekday: monday, month: 10, name: 'Thanksgiving' },
    { on: '11-11', name: 'Remembrance Day', moved: 'weekend' },
    { on: '12-25', name: 'Christmas', moved: 'weekend' },
    { on: '12-26', name: 'Boxing Day', moved: 'weekend' },
  ],
  MX: [
    newYear,
    { nth: 1, weekday: monday, month: 2, name: 'Constitution Day' },
    { nth: 3, weekday: monday, month: 3, name: 'Benito Juárez' },
    labourDay,
    { on: '09-16', name: 'Independence Day' },
    { nth: 3, weekday: monday, month: 11, name: 'Revolution Day' },
    christmas,
  ],
  GB: [
    { on: '01-01', name: 'New Year', moved: 'weekend' },
    goodFriday,
    easterMonday,
    { nth: 1, weekday: monday, month: 5, name: 'Early May bank holiday' },
    { nth: -1, weekday: monday, month: 5, name: 'Spring bank holiday' },
    { nth: -1, weekday: monday, month: 8, name: 'Summer bank holiday' },
    { on: '12-25', name: 'Christmas', moved: 'weekend' },
    { on: '12-26', name: 'Boxing Day', moved: 'weekend' },
  ],
  IE: [
    newYear,
    { on: '03-17', name: 'Saint Patrick' },
    easterMonday,
    { nth: 1, weekday: monday, month: 5, name: 'May holiday' },
    { nth: 1, weekday: monday, month: 6, name: 'June holiday' },
    { nth: 1, weekday: monday, month: 8, name: 'August holiday' },
    { nth: -1, weekday: monday, month: 10, name: 'October holiday' },
    christmas,
    { on: '12-26', name: 'Saint Stephen' },
  ],
  DE: [
    newYear,
    goodFriday,
    easterMonday,
    labourDay,
    ascension,
    whitMonday,
    { on: '10-03', name: 'Day of German Unity' },
    christmas,
    secondChristmas,
  ],
  FR: [
    newYear,
    easterMonday,
    labourDay,
    { on: '05-08', name: 'Victory 1945' },
    ascension,
    whitMonday,
    { on: '07-14', name: 'National Day' },
    assumption,
    allSaints,
    { on: '11-11', name: 'Armistice 1918' },
    christmas,
  ],
  IT: [
    newYear,
    { on: '01-06', name: 'Epiphany' },
    easterMonday,
    { on: '04-25', name: 'Liberation Day' },
    labourDay,
    { on: '06-02', name: 'Republic Day' },
    assumption,
    { on: '10-04', name: 'Saint Francis' },
    allSaints,
    { on: '12-08', name: 'Immaculate Conception' },
    christmas,
    { on: '12-26', name: 'Saint Stephen' },
  ],
  ES: [
    newYear,
    { on: '01-06', name: 'Epiphany' },
    goodFriday,
    labourDay,
    assumption,
    { on: '10-12', name: 'National Day' },
    allSaints,
    { on: '12-06', name: 'Constitution Day' },
    { on: '12-08', name: 'Immaculate Conception' },
    christmas,
  ],
  NL: [newYear, easterMonday, { on: '04-27', name: 'King’s Day' }, ascension, whitMonday, christmas, secondChristmas],
  BE: [
    newYear,
    easterMonday,
    labourDay,
    ascension,
    whitMonday,
    { on: '07-21', name: 'National Day' },
    assumption,
    allSaints,
    { on: '11-11', name: 'Armistice' },
    christmas,
  ],
  PL: [
    newYear,
    { on: '01-06', name: 'Epiphany' },
    easterMonday,
    labourDay,
    { on: '05-03', name: 'Constitution Day' },
    { easter: 60, name: 'Corpus Christi' },
    assumption,
    allSaints,
    { on: '11-11', name: 'Independence Day' },
    { on: '12-24', name: 'Christmas Eve' },
    christmas,
    secondChristmas,
  ],
  AU: [
    { on: '01-01', name: 'New Year', moved: 'weekend' },
    { on: '01-26', name: 'Australia Day', moved: 'weekend' },
    goodFriday,
    easterMonday,
    { on: '04-25', name: 'Anzac Day' },
    { on: '12-25', name: 'Christmas', moved: 'weekend' },
    { on: '12-26', name: 'Boxing Day', moved: 'weekend' },
  ],
};

/** Countries whose holidays are known here. */
export const holidayCountries: readonly string[] = Object.keys(rules).toSorted();

/** The national holidays of a year, in order; none for a country that is not known. */
export function nationalHolidays(country: string, year: number): { day: string; name: string }[] {
  const days = new Map<string, string>();
  for (const rule of rules[country] ?? []) {
    let day = dayOf(rule, year);
    // Two that meet on the same working day follow each other: Christmas and Boxing Day on a weekend.
    while ('moved' in rule && (mustMove(rule.moved, day) || days.has(day.toString()))) day = day.add({ days: 1 });
    days.set(day.toString(), rule.name);
  }
  return [...days].map(([day, name]) => ({ day, name })).toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

const mustMove = (moved: 'sunday' | 'weekend' | undefined, { dayOfWeek }: Temporal.PlainDate) =>
  dayOfWeek === 7 || (dayOfWeek === 6 && moved === 'weekend');

function dayOf(rule: Rule, year: number): Temporal.PlainDate {
  if ('on' in rule) return Temporal.PlainDate.from(`${year}-${rule.on}`);
  if ('easter' in rule) return easterOf(year).add({ days: rule.easter });
  if ('onOrBefore' in rule) {
    const last = Temporal.PlainDate.from(`${year}-${rule.onOrBefore}`);
    return last.subtract({ days: (last.dayOfWeek - rule.weekday + 7) % 7 });
  }
  const first = Temporal.PlainDate.from({ year, month: rule.month, day: 1 });
  const firstSuch = first.add({ days: (rule.weekday - first.dayOfWeek + 7) % 7 });
  if (rule.nth > 0) return firstSuch.add({ weeks: rule.nth - 1 });
  const fifth = firstSuch.add({ weeks: 4 });
  return fifth.month === rule.month ? fifth : firstSuch.add({ weeks: 3 });
}

/** Easter Sunday of the Gregorian calendar, by the rule of Gauss with its two exceptions. */
function easterOf(year: number): Temporal.PlainDate {
  const k = Math.floor(year / 100);
  const m = (15 - Math.floor((8 * k + 13) / 25) + k - Math.floor(k / 4)) % 30;
  const n = (4 + k - Math.floor(k / 4)) % 7;
  const a = year % 19;
  const d = (19 * a + m) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
  const late = (d === 29 && e === 6) || (d === 28 && e === 6 && (11 * m + 11) % 30 < 19);
  return Temporal.PlainDate.from({ year, month: 3, day: 22 }).add({ days: d + e - (late ? 7 : 0) });
}
