import { calendarsOf, endOfDay, type LocationCalendar } from '#src/modules/calendar/questions.ts';
import type { Db } from '#src/platform/db.ts';

/** Labels older than this are not waited for any more: they were used elsewhere or never. */
export const waitedForMs = 10 * 86_400_000;

export type Days = { calendars: Map<string, LocationCalendar>; today: Date };

/** The calendars of the places, and when their day began: by the first location, whose clock the desk's day follows. */
export async function daysOf(db: Db, now: Date): Promise<Days> {
  const calendars = await calendarsOf(db);
  const [first] = calendars.values();
  const today = first ? new Date(endOfDay(first, now, -1).getTime() + 1000) : new Date(now.getTime() - (now.getTime() % 86_400_000));
  return { calendars, today };
}
