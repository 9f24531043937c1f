import { Temporal } from 'temporal-polyfill';

export const GRANULARITIES = ['Hour', 'Day', 'Week', 'Month', 'Year', 'Total'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

export type Grid = { granularity: Granularity; timeZone: string; weekBegins: 'Monday' | 'Sunday' };

/** A span of time, its end excluded, in epoch milliseconds; `text` is how Amazon writes it. */
export type Span = { from: number; to: number; text: string };

/** The hours, days … of a time zone that an interval touches. The first and the last one reach beyond it where it cuts them. */
export function spansOf(from: number, to: number, { granularity, timeZone, weekBegins }: Grid): Span[] {
  const zoned = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const span = (start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime): Span => ({
    from: start.epochMilliseconds,
    to: end.epochMilliseconds,
    text: `${write(start)}--${write(end)}`,
  });
  if (granularity === 'Total') return [span(zoned(from), zoned(to))];
  const spans: Span[] = [];
  for (let start = beginOf(zoned(from), granularity, weekBegins); start.epochMilliseconds < to; ) {
    const end = start.add(STEP[granularity]);
    spans.push(span(start, end));
    start = end;
  }
  return spans;
}

const STEP = { Hour: { hours: 1 }, Day: { days: 1 }, Week: { weeks: 1 }, Month: { months: 1 }, Year: { years: 1 } } as const;

function beginOf(at: Temporal.ZonedDateTime, granularity: Exclude<Granularity, 'Total'>, weekBegins: Grid['weekBegins']) {
  const day = at.startOfDay();
  switch (granularity) {
    case 'Hour':
      return at.round({ smallestUnit: 'hour', roundingMode: 'floor' });
    case 'Day':
      return day;
    case 'Week':
      return day.subtract({ days: weekBegins === 'Monday' ? day.dayOfWeek - 1 : day.dayOfWeek % 7 });
    case 'Month':
      return day.with({ day: 1 }).startOfDay();
    case 'Year':
      return day.with({ month: 1, day: 1 }).startOfDay();
    default:
      return granularity satisfies never;
  }
}

/** Whole minutes with the offset that the zone has at that moment. */
const write = (at: Temporal.ZonedDateTime) =>
  `${at.toPlainDateTime().toString({ smallestUnit: 'minute' })}${at.timeZoneId === 'UTC' ? 'Z' : at.offset}`;

/** How far a zone is from UTC at an instant, such as -07:00; undefined for a zone that does not exist. */
export function offsetAt(at: number, timeZone: string): string | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).offset;
  } catch {
    return undefined;
  }
}
