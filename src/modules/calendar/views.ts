import type { Db } from '#src/platform/db.ts';
import type { Calendar } from './calendar.ts';

export type LocationCalendar = Calendar & {
  locationId: string;
  name: string;
  country: string;
  active: boolean;
  position: number;
  changedBy: string | null;
  changedAt: Date | null;
};

/** The calendar of every location, in their order: one statement. A location nobody has set up works Monday to Friday. */
export const calendarRows = (db: Db): Promise<LocationCalendar[]> =>
  db.query<LocationCalendar>({
    name: 'calendar-all',
    text: `SELECT l.location_id AS "locationId", l.name, l.country, l.time_zone AS "timeZone", l.cut_off AS "cutOff", l.active, l.position,
        coalesce(c.saturday, false) AS saturday, coalesce(c.sunday, false) AS sunday,
        coalesce(c.premium_saturday, false) AS "premiumSaturday", coalesce(c.premium_sunday, false) AS "premiumSunday",
        coalesce(c.handling_days, 1) AS "handlingDays", coalesce(c.order_until, l.cut_off) AS "orderUntil",
        coalesce(c.safety_minutes, 0) AS "safetyMinutes", c.changed_by AS "changedBy", c.changed_at AS "changedAt",
        coalesce((SELECT json_agg(json_build_object('weekday', o.weekday, 'carrier', o.carrier, 'service', o.service, 'at', o.at)
          ORDER BY o.weekday, o.carrier, o.service) FROM calendar_cut_off o WHERE o.location_id = l.location_id), '[]') AS "cutOffs",
        coalesce((SELECT json_agg(json_build_object('day', to_char(h.day, 'YYYY-MM-DD'), 'name', h.name) ORDER BY h.day)
          FROM calendar_holiday h WHERE h.location_id = l.location_id), '[]') AS holidays
      FROM stock_location l LEFT JOIN calendar c ON c.location_id = l.location_id ORDER BY l.position, l.location_id`,
  });
