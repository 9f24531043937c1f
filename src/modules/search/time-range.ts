import { Temporal } from 'temporal-polyfill';
import type { Day, TimeValue } from './filter.ts';

/** From `from` on and before `to`; an end that is missing is open. */
export type TimeRange = { readonly from?: Date; readonly to?: Date };

/** Whose days these are, and which one is today. */
export type DayFrame = { readonly now: Date; readonly timeZone: string };

/**
 * The instants that a value means. Days begin and end in the time zone, which makes some of them 23 or 25 hours long.
 * `past` is the direction of a span: before now for dates of purchase, after now for deadlines.
 */
export function timeRange(value: TimeValue, past: boolean, frame: DayFrame): TimeRange {
  if (value.kind === 'overdue') return { to: frame.now };
  if (value.kind === 'days')
    return {
      ...(value.from === undefined ? {} : { from: startOfDay(value.from, frame) }),
      ...(value.to === undefined ? {} : { to: endOfDay(value.to, frame) }),
    };
  const edge = new Date(frame.now.getTime() + (past ? -1 : 1) * value.hours * 3_600_000);
  // Equal instants belong to the near side, so that < and > leave none out.
  if (past) return value.less ? { from: edge } : { to: edge };
  return value.less ? { from: frame.now, to: edge } : { from: edge };
}

/** The first instant of a day or month. */
export const startOfDay = (day: Day, frame: DayFrame): Date => instantOf(firstDate(day, frame), frame);

/** The first instant after a day or month. */
function endOfDay(day: Day, frame: DayFrame): Date {
  const first = firstDate(day, frame);
  return instantOf(first.add(/^\d{4}-\d\d$/.test(day) ? { months: 1 } : { days: 1 }), frame);
}

function firstDate(day: Day, { now, timeZone }: DayFrame): Temporal.PlainDate {
  if (/^\d/.test(day)) return Temporal.PlainDate.from(/^\d{4}-\d\d$/.test(day) ? `${day}-01` : day);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  return today.add({ days: day === 'yesterday' ? -1 : day === 'tomorrow' ? 1 : 0 });
}

const instantOf = (date: Temporal.PlainDate, { timeZone }: DayFrame) => new Date(date.toZonedDateTime(timeZone).epochMilliseconds);
