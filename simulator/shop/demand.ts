import { type Day, dateOf, dayOf, hourOf, startOfDay, weekdayOf } from './calendar.ts';
import type { Random } from './random.ts';

/** Share of a day's orders by local hour: quiet nights, a rise at noon, the peak after supper. */
const byHour = [
  0.5, 0.3, 0.2, 0.15, 0.15, 0.25, 0.5, 0.75, 0.95, 1.1, 1.2, 1.25, 1.3, 1.25, 1.15, 1.15, 1.2, 1.25, 1.35, 1.55, 1.7, 1.65, 1.3, 0.85,
];
/** Monday to Sunday. */
const byWeekday = [1.12, 1.06, 1.02, 0.98, 0.92, 0.88, 1.02];
const byMonth = [0.9, 0.86, 0.88, 0.88, 0.93, 0.92, 0.98, 0.94, 0.95, 1, 1.25, 1.5];

/** How many orders an hour brings compared with an average hour of the year, at an instant in a store's time zone. */
export function demandAt(at: number, timeZone: string): number {
  return dayDemand(dayOf(at, timeZone)) * hourDemand(Math.floor(hourOf(at, timeZone)));
}

/** Demand of a whole local day: weekday, season and the event days of the year. */
export function dayDemand(day: Day): number {
  const { month } = dateOf(day);
  return (byWeekday[weekdayOf(day)] ?? 1) * (byMonth[month - 1] ?? 1) * eventFactor(day);
}

/** `count` instants of [from, to), in order, as dense as the demand of each hour. */
export function drawInstants(
  random: Random,
  { from, to, count, timeZone }: { from: number; to: number; count: number; timeZone: string },
): number[] {
  const starts: number[] = [];
  const reach: number[] = [];
  let sum = 0;
  for (let day = dayOf(from, timeZone); startOfDay(day, timeZone) < to; day++) {
    const demand = dayDemand(day);
    const midnight = startOfDay(day, timeZone);
    const hours = (startOfDay(day + 1, timeZone) - midnight) / 3_600_000;
    for (let hour = 0; hour < hours; hour++) {
      const start = Math.max(from, midnight + hour * 3_600_000);
      const end = Math.min(to, midnight + (hour + 1) * 3_600_000);
      if (end <= start) continue;
      starts.push(start);
      reach.push((sum += demand * hourDemand(hour) * (end - start)));
    }
  }
  starts.push(to);

  const targets = Array.from({ length: count }, () => random.next() * sum).sort((a, b) => a - b);
  let slot = 0;
  return targets.map((target) => {
    while ((reach[slot] ?? sum) <= target && slot < reach.length - 1) slot++;
    const before = slot === 0 ? 0 : (reach[slot - 1] ?? 0);
    const start = starts[slot] ?? from;
    const end = starts[slot + 1] ?? to;
    return Math.floor(start + ((target - before) / ((reach[slot] ?? sum) - before)) * (end - start));
  });
}

function hourDemand(hour: number): number {
  return byHour[hour] ?? 1;
}

function eventFactor(day: Day): number {
  const { year, month, day: date } = dateOf(day);
  if (month === 7) return within(day, nthWeekday(year, 7, 1, 2), 4) ? 3.2 : 1;
  if (month === 10) return within(day, nthWeekday(year, 10, 1, 2), 2) ? 2.4 : 1;
  const blackFriday = nthWeekday(year, 11, 3, 4) + 1;
  if (day === blackFriday || day === blackFriday + 3) return 3.4;
  if (day > blackFriday - 7 && day < blackFriday + 5) return 2;
  if (month === 12) return date <= 18 ? 1.35 : date <= 23 ? 0.9 : 0.55;
  return 1;
}

function within(day: Day, first: Day, length: number): boolean {
  return day >= first && day < first + length;
}

/** The nth Monday (0) … Sunday (6) of a month. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): Day {
  const first = Date.UTC(year, month - 1, 1) / 86_400_000;
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7;
}
