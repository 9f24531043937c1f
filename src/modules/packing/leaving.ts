import type { AccountId } from '#src/kernel/ids.ts';
import { calendarsOf, endOfDay, leaveBy, standIn } from '#src/modules/calendar/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { type LeavingRow, leavingRows } from './leaving-views.ts';

export const placeKey = ({ accountId, orderId }: { accountId: AccountId; orderId: string }): string => `${accountId} ${orderId}`;

/**
 * By when these orders must be ready, as today's work says it: at the location where the station stands if that ships them,
 * else at the first of those that do. Without orders that Amazon sent no ship-by of.
 */
export async function leaveTimes(
  db: Db,
  orders: readonly { accountId: AccountId; orderId: string }[],
  at: { locationId: string | null; now: Date },
): Promise<Map<string, Date>> {
  if (orders.length === 0) return new Map();
  const [rows, calendars] = await Promise.all([leavingRows(db, orders, at.now), calendarsOf(db)]);
  // Ship-bys are ends of days: most orders share one, and reckoning it costs more than reading the order.
  const known = new Map<string, Date | undefined>();
  const timeAt = (place: string | null, { shipBy, premium, carrier, service }: LeavingRow): Date | undefined => {
    const key = JSON.stringify([place, shipBy, premium, carrier, service]);
    if (known.has(key)) return known.get(key);
    const calendar = (place === null ? undefined : calendars.get(place)) ?? standIn([...calendars.values()]);
    const what = { premium, carrier: carrier ?? '', service: service ?? '' };
    const time = calendar && shipBy ? leaveBy(calendar, shipBy, at.now, what) : undefined;
    known.set(key, time);
    return time;
  };
  return new Map(
    rows.flatMap((row) => {
      const times = placesOf(row, at.locationId).flatMap((place) => timeAt(place, row) ?? []);
      const [first] = times.toSorted((a, b) => a.getTime() - b.getTime());
      return first ? [[placeKey(row), first] as const] : [];
    }),
  );
}

const placesOf = ({ places }: LeavingRow, here: string | null): readonly (string | null)[] =>
  here !== null && places.includes(here) ? [here] : places.length > 0 ? places : [null];

/** When the day began at this location, or at the one that counts where none is set. */
export async function dayBegan(db: Db, locationId: string | null, now: Date): Promise<Date> {
  const calendars = await calendarsOf(db);
  const calendar = (locationId === null ? undefined : calendars.get(locationId)) ?? standIn([...calendars.values()]);
  return calendar ? new Date(endOfDay(calendar, now, -1).getTime() + 1000) : new Date(now.toISOString().slice(0, 10));
}
