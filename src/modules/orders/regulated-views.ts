import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type Unverified = { orderId: string; marketplaceId: string; asins: string[]; regulated: string | null };

/** Open orders of the seller's own shipping of which Amazon has not been asked, or said `pending` before `before`; nearest deadline first. */
export const unverifiedOrders = (db: Db, accountId: AccountId, before: Date, limit: number): Promise<Unverified[]> =>
  db.query<Unverified>({
    name: 'orders-unverified',
    text: `SELECT o.order_id AS "orderId", o.marketplace_id AS "marketplaceId", o.regulated,
        ARRAY(SELECT DISTINCT i.asin FROM order_item i WHERE i.account_id = $1 AND i.order_id = o.order_id) AS asins
      FROM orders o WHERE o.account_id = $1 AND o.status IN ('unshipped', 'partially_shipped') AND o.fulfilled_by = 'merchant' AND o.depth = 'full'
        AND (o.regulated IS NULL AND (o.regulated_at IS NULL OR o.regulated_at <= $2) OR o.regulated = 'pending' AND o.regulated_at <= $2)
      ORDER BY o.ship_by_sort, o.order_id LIMIT $3`,
    values: [accountId, before, limit],
  });

/** Whether Amazon has to be asked again later. */
export async function isAnyPending(db: Db, accountId: AccountId): Promise<boolean> {
  const rows = await db.query({
    name: 'orders-regulated-pending',
    text: `SELECT 1 FROM orders WHERE account_id = $1 AND status IN ('unshipped', 'partially_shipped') AND fulfilled_by = 'merchant' AND depth = 'full'
      AND (regulated = 'pending' OR regulated IS NULL) LIMIT 1`,
    values: [accountId],
  });
  return rows.length > 0;
}
