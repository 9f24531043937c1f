import type { Database } from '#src/platform/db.ts';

type Event = { kind: string; actor: string; origin: string; data: Record<string, unknown> };

/** What the timeline of an order tells, oldest first; only kinds that begin so. */
export const readEvents = (
  { database, accountId }: { database: Database; accountId: string },
  orderId: string,
  begins = '',
): Promise<Event[]> =>
  database.read([accountId], (db) =>
    db.query<Event>({
      text: `SELECT kind, actor, origin, data FROM order_event WHERE account_id = $1 AND order_id = $2 AND starts_with(kind, $3) ORDER BY event_id`,
      values: [accountId, orderId, begins],
    }),
  );
