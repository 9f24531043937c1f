const DAY_MS = 86_400_000;

/** The same time of day so many weekdays later, in UTC. */
export function addBusinessDays(at: number, days: number): number {
  let left = days;
  let day = at;
  while (left > 0) {
    day += DAY_MS;
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day;
}
