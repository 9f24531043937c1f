import { Temporal } from 'temporal-polyfill';
import { fail, ok, type Result } from '#src/kernel/result.ts';
import { shapeOf } from './shape-of.ts';
import type { DateOrder } from './store-formats.ts';
import { zoneOffset } from './zone-offset.ts';

export type DateContext = {
  /** How 03/11/2026 is read; `undefined` refuses it unless one of the two is no month. */
  order: DateOrder;
  /** Of the store, for times that name no zone; UTC where it is unknown. */
  timeZone: string | undefined;
  /** Gives two-digit years their century: the latest year that is not more than ten years ahead. */
  now: Date;
  /** What a date without a time means: the first moment of that day, or its last second (ship by). */
  edge?: 'start' | 'end';
};

type Day = { year: number; month: number; day: number };
type Found = { day: Day; rest: string };

/**
 * An instant as Amazon and sheet programs write it: ISO 8601 with or without offset, `2026/11/03`, `03.11.2026 10:11`,
 * `11/03/2026 10:11:12 PM PST`, `3 Nov 2026`, `2026年11月3日`. A local time that a clock change leaves out is read as the
 * later one, one that it repeats as the earlier.
 */
export function readDate(text: string, context: DateContext): Result<Date> {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[年月]/g, '-')
    .replaceAll(/[日秒]/g, ' ')
    .replaceAll(/[時分]/g, ':')
    .replace(/:\s*$/, '')
    .trim();
  const unreadable = fail(`cannot be read as a date (it looks like ${shapeOf(text)})`);
  const found = yearFirst(plain) ?? yearLast(plain, context) ?? monthByName(plain);
  if (found === 'ambiguous')
    return fail('may be day/month or month/day; download the file again with dates as 2026-11-03, or name the store');
  if (!found || !isDay(found.day)) return unreadable;
  const time = readTime(found.rest);
  if (!time) return unreadable;
  if (time.zone === undefined) return ok(local(found.day, time.clock, context));
  const offset = zoneOffset(time.zone, context.timeZone);
  if (offset === undefined) return fail(`names a time zone that is not known (it looks like ${shapeOf(text)})`);
  const { hour, minute, second, ms } = time.clock ?? (context.edge === 'end' ? lastSecond : midnight);
  const { year, month, day } = found.day;
  return ok(new Date(Date.UTC(year, month - 1, day, hour, minute, second, ms) - offset * 60_000));
}

function yearFirst(text: string): Found | undefined {
  const m = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/.exec(text);
  return m ? { day: dayOf(m[1], m[3], m[4]), rest: text.slice(m[0].length) } : undefined;
}

function yearLast(text: string, { order, now }: DateContext): Found | 'ambiguous' | undefined {
  const m = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/.exec(text);
  if (!m) return undefined;
  const [, a = '', separator, b = '', y = ''] = m;
  const year = y.length === 4 ? y : String(withCentury(Number(y), now));
  const rest = text.slice(m[0].length);
  const dmy = { day: dayOf(year, b, a), rest };
  const mdy = { day: dayOf(year, a, b), rest };
  if (separator === '.' || order === 'dmy') return isDay(dmy.day) ? dmy : y.length === 4 ? mdy : undefined;
  if (order === 'mdy') return isDay(mdy.day) ? mdy : y.length === 4 ? dmy : undefined;
  if (y.length === 2) return 'ambiguous';
  if (isDay(dmy.day) && isDay(mdy.day) && a !== b) return 'ambiguous';
  return isDay(dmy.day) ? dmy : mdy;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthPattern = /^(?:(\d{1,2})[ .-]+([A-Za-z]{3,9})|([A-Za-z]{3,9})\.? (\d{1,2}))[ .,-]+(\d{4})(?!\d)/;

function monthByName(text: string): Found | undefined {
  const m = monthPattern.exec(text);
  if (!m) return undefined;
  const month = months.indexOf((m[2] ?? m[3] ?? '').slice(0, 3).toLowerCase()) + 1;
  return { day: dayOf(m[5], String(month), m[1] ?? m[4]), rest: text.slice(m[0].length) };
}

type ClockTime = { hour: number; minute: number; second: number; ms: number };
const midnight: ClockTime = { hour: 0, minute: 0, second: 0, ms: 0 };
const lastSecond: ClockTime = { hour: 23, minute: 59, second: 59, ms: 0 };
const timePattern = /^(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?)? *(\S.*)?$/i;

function readTime(rest: string): { clock: ClockTime | undefined; zone: string | undefined } | undefined {
  const m = timePattern.exec(rest);
  if (!m) return undefined;
  const [, h, min, s, fraction, half, zone] = m;
  if (h === undefined) return { clock: undefined, zone };
  const hour = half === undefined ? Number(h) : twelveHours(Number(h), half);
  const clock = { hour, minute: Number(min), second: Number(s ?? 0), ms: Number((fraction ?? '').padEnd(3, '0').slice(0, 3)) };
  return clock.hour > 23 || clock.minute > 59 || clock.second > 59 ? undefined : { clock, zone };
}

const twelveHours = (hour: number, half: string) => (hour < 1 || hour > 12 ? 99 : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0));

function local(day: Day, clock: ClockTime | undefined, { timeZone = 'UTC', edge }: DateContext): Date {
  if (clock) {
    const { ms: millisecond, ...time } = clock;
    return instant(Temporal.PlainDateTime.from({ ...day, ...time, millisecond }).toZonedDateTime(timeZone));
  }
  const date = Temporal.PlainDate.from(day);
  if (edge === 'end') return instant(date.add({ days: 1 }).toZonedDateTime(timeZone).subtract({ seconds: 1 }));
  return instant(date.toZonedDateTime(timeZone));
}

const instant = (time: Temporal.ZonedDateTime) => new Date(time.epochMilliseconds);

const dayOf = (year = '', month = '', day = ''): Day => ({ year: Number(year), month: Number(month), day: Number(day) });

/** A day of the calendar in the years that orders can be of. */
function isDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1995 && year < 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function withCentury(year: number, now: Date): number {
  const latest = now.getUTCFullYear() + 10;
  return latest - ((((latest - year) % 100) + 100) % 100);
}
