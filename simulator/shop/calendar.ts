import { Temporal } from 'temporal-polyfill';

/**
 * Local calendar days as whole numbers (days since 1970-01-01 in the place's own calendar), so that a span of days is
 * plain arithmetic and a change to summer time never moves a bound.
 */
export type Day = number;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const epoch = Temporal.PlainDate.from('1970-01-01');
const bounds = new Map<string, Map<Day, number>>();

/** The first instant of a local day, in epoch milliseconds. */
export function startOfDay(day: Day, timeZone: string): number {
  let known = bounds.get(timeZone);
  if (!known) bounds.set(timeZone, (known = new Map()));
  let start = known.get(day);
  if (start === undefined) known.set(day, (start = epoch.add({ days: day }).toZonedDateTime({ timeZone }).epochMilliseconds));
  return start;
}

/** The last second of a local day, as Amazon writes the end of its windows (23:59:59). */
export function endOfDay(day: Day, timeZone: string): number {
  return startOfDay(day + 1, timeZone) - 1_000;
}

/** The local day that holds an instant. */
export function dayOf(at: number, timeZone: string): Day {
  let day = Math.floor(at / dayMs);
  while (startOfDay(day, timeZone) > at) day--;
  while (startOfDay(day + 1, timeZone) <= at) day++;
  return day;
}

/** The local hour with its fraction. Clocks change in the night, so from four o'clock on it is counted back from the next midnight. */
export function hourOf(at: number, timeZone: string): number {
  const day = dayOf(at, timeZone);
  const sinceMidnight = (at - startOfDay(day, timeZone)) / hourMs;
  return sinceMidnight < 4 ? sinceMidnight : 24 - (startOfDay(day + 1, timeZone) - at) / hourMs;
}

/** Monday 0 … Sunday 6. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Year, month 1 to 12 and day of the month. */
export function dateOf(day: Day): { year: number; month: number; day: number } {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
