import { type Day, weekdayOf } from './calendar.ts';

/** The day itself if it is an operating day (Monday to Friday), else the next one. */
export function operatingDayFrom(day: Day): Day {
  return weekdayOf(day) < 5 ? day : day + 7 - weekdayOf(day);
}

/** `count` operating days later; 0 gives the operating day the count starts from. */
export function addOperatingDays(day: Day, count: number): Day {
  let result = operatingDayFrom(day);
  for (let left = count; left > 0; left--) result = operatingDayFrom(result + 1);
  return result;
}
