import { Temporal } from 'temporal-polyfill';

/**
 * When a parcel that is ready now leaves a location: at its next cut-off on a working day, Monday to Friday there. `cutOff`
 * is local time as 14:00; safe over changes of summer time. A zone that is unknown counts as UTC.
 */
export function nextCutOff({ timeZone, cutOff }: { timeZone: string; cutOff: string }, now: Date): Date {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(isZone(timeZone) ? timeZone : 'UTC');
  for (let day = 0; ; day += 1) {
    const date = here.toPlainDate().add({ days: day });
    const at = date.toZonedDateTime({ timeZone: here.timeZoneId, plainTime: Temporal.PlainTime.from(cutOff) });
    if (date.dayOfWeek <= 5 && at.epochMilliseconds > now.getTime()) return new Date(at.epochMilliseconds);
  }
}

/** Whether a time zone is one that dates can be reckoned in. */
export function isZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}
