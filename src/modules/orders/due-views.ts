import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type DueOrders = { shipBy: Date; orders: number };

/**
 * Orders that the seller must ship and confirm by an instant up to `until` and has not, by that instant. One whose
 * confirmation is on its way does not count; nor does what was due more than `since` ago, which is history by then.
 */
export const ordersDue = (db: Db, accountId: AccountId, since: Date, until: Date): Promise<DueOrders[]> =>
  db.query<DueOrders>({
    name: 'orders-due',
    text: `SELECT ship_by AS "shipBy", count(*)::int AS orders FROM orders WHERE account_id = $1 AND ship_by > $2 AND ship_by <= $3
      AND status IN ('unshipped', 'partially_shipped') AND fulfilled_by <> 'amazon'
      AND (write_state IS NULL OR write_state NOT IN ('queued', 'sending', 'sent', 'accepted')) GROUP BY ship_by ORDER BY ship_by LIMIT 50`,
    values: [accountId, since, until],
  });
