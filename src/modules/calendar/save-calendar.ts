import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { Database } from '#src/platform/db.ts';
import type { CalendarBody } from './contract.ts';
import { writeCalendar } from './store.ts';

/** Sets when a location works and when carriers collect there. Throws NOT_FOUND. */
export const saveCalendar = (
  { database, clock }: { database: Database; clock: Clock },
  locationId: string,
  body: CalendarBody,
  by: string,
): Promise<void> =>
  database.write([], async (tx) => {
    if (!(await writeCalendar(tx, locationId, body, by, clock.now())))
      throw new AppError('NOT_FOUND', `there is no location ${locationId}`);
  });
