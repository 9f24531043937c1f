import type { Db } from '#src/platform/db.ts';
import type { CalendarView } from './contract.ts';
import { departureOf } from './rules.ts';
import { calendarRows, type LocationCalendar } from './views.ts';

export type { Calendar, Leaving } from './calendar.ts';
export { holidayCountries, nationalHolidays } from './national-holidays-rules.ts';
export { readHolidays } from './read-holidays-rules.ts';
export {
  afterWorkingHours,
  departureOf,
  departuresIn,
  endOfDay,
  foldCarrier,
  isZone,
  lastDeparture,
  leaveBy,
  shipBy,
  standIn,
} from './rules.ts';
export type { LocationCalendar } from './views.ts';

/** The calendar of every location by its id, in the order of the locations. */
export const calendarsOf = async (db: Db): Promise<Map<string, LocationCalendar>> =>
  new Map((await calendarRows(db)).map((row) => [row.locationId, row]));

/** What the settings show. */
export const calendarViews = async (db: Db, now: Date): Promise<CalendarView[]> =>
  (await calendarRows(db)).map(({ position: _position, changedAt, ...row }) => ({
    ...row,
    cutOffs: [...row.cutOffs],
    holidays: [...row.holidays],
    changedAt: changedAt?.toISOString() ?? null,
    leaves: departureOf(row, now).toISOString(),
    premiumLeaves: departureOf(row, now, { premium: true }).toISOString(),
  }));
