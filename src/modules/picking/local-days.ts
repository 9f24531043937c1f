import { Temporal } from 'temporal-polyfill';
import type { Days } from './choose-rules.ts';

/** The ends of today and tomorrow where the location is; a time zone that is unknown counts as UTC. */
export function localDays(timeZone: string, now: Date): Days {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const today = inZone(instant, timeZone).toPlainDate();
  const endOf = (days: number) =>
    new Date(today.add({ days: days + 1 }).toZonedDateTime(inZone(instant, timeZone).timeZoneId).epochMilliseconds - 1);
  return { now, endOfToday: endOf(0), endOfTomorrow: endOf(1) };
}

function inZone(instant: Temporal.Instant, timeZone: string): Temporal.ZonedDateTime {
  try {
    return instant.toZonedDateTimeISO(timeZone);
  } catch {
    return instant.toZonedDateTimeISO('UTC');
  }
}
