import type { Tx } from '#src/platform/db.ts';
import type { CalendarBody } from './contract.ts';

/** Writes a location's calendar in place of what was there; false where there is no such location. */
export async function writeCalendar(tx: Tx, locationId: string, body: CalendarBody, by: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `INSERT INTO calendar (location_id, saturday, sunday, premium_saturday, premium_sunday, handling_days, order_until, safety_minutes, changed_by, changed_at)
      SELECT l.location_id, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM stock_location l WHERE l.location_id = $1
      ON CONFLICT (location_id) DO UPDATE SET saturday = excluded.saturday, sunday = excluded.sunday, premium_saturday = excluded.premium_saturday,
        premium_sunday = excluded.premium_sunday, handling_days = excluded.handling_days, order_until = excluded.order_until,
        safety_minutes = excluded.safety_minutes, changed_by = excluded.changed_by, changed_at = excluded.changed_at
      RETURNING location_id`,
    values: [
      locationId,
      body.saturday,
      body.sunday,
      body.premiumSaturday,
      body.premiumSunday,
      body.handlingDays,
      body.orderUntil,
      body.safetyMinutes,
      by,
      now,
    ],
  });
  if (rows.length === 0) return false;
  await tx.query({ text: 'DELETE FROM calendar_cut_off WHERE location_id = $1', values: [locationId] });
  await tx.query({ text: 'DELETE FROM calendar_holiday WHERE location_id = $1', values: [locationId] });
  await tx.query({
    text: `INSERT INTO calendar_cut_off (location_id, weekday, carrier, service, at)
      SELECT $1, weekday, carrier, service, at FROM json_to_recordset($2::json) AS x(weekday int, carrier text, service text, at text)`,
    values: [locationId, JSON.stringify(body.cutOffs)],
  });
  await tx.query({
    text: `INSERT INTO calendar_holiday (location_id, day, name) SELECT $1, day, name FROM json_to_recordset($2::json) AS x(day date, name text)`,
    values: [locationId, JSON.stringify(body.holidays)],
  });
  return true;
}
