import type { AccountId } from '#src/kernel/ids.ts';
import { afterWorkingHours, calendarsOf, standIn } from '#src/modules/calendar/questions.ts';
import type { Db } from '#src/platform/db.ts';
import type { Parcel } from './parcel.ts';
import type { Patience } from './rules.ts';
import { originsOf } from './views.ts';

/**
 * Until when each of these parcels must have its first scan: by the working days of the place that it left from, where a
 * premium parcel moves on more days. A place that nobody knows stands for the first location.
 */
export async function scanDues(
  db: Db,
  accountId: AccountId,
  parcelIds: readonly string[],
  { scanHours }: Patience,
): Promise<(parcel: Pick<Parcel, 'parcelId' | 'leftAt'>) => Date> {
  const calendars = await calendarsOf(db);
  const usual = standIn([...calendars.values()]);
  const origins = await originsOf(db, accountId, parcelIds);
  return ({ parcelId, leftAt }) => {
    const { place = null, premium = false } = origins.get(parcelId) ?? {};
    const calendar = (place === null ? undefined : calendars.get(place)) ?? usual;
    return calendar ? afterWorkingHours(calendar, leftAt, scanHours, { premium }) : new Date(leftAt.getTime() + scanHours * 3_600_000);
  };
}
