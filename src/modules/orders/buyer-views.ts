import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

/** The orders that carry all of these hashes, newest first. */
export const ordersOfBuyer = (
  db: Db,
  kind: 'mail' | 'name',
  keys: readonly string[],
  limit: number,
): Promise<{ accountId: AccountId; orderId: string; purchasedAt: Date; status: string }[]> =>
  db.query({
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId", o.purchased_at AS "purchasedAt", o.status
      FROM orders o JOIN (SELECT k.account_id, k.order_id FROM order_key k WHERE k.account_id = ANY($1) AND k.kind = $2 AND k.key = ANY($3)
        GROUP BY k.account_id, k.order_id HAVING count(DISTINCT k.key) = $4) AS found
        ON o.account_id = found.account_id AND o.order_id = found.order_id
      WHERE o.account_id = ANY($1) ORDER BY o.purchased_at DESC, o.order_id LIMIT $5`,
    values: [db.accounts, kind, keys, new Set(keys).size, limit],
  });

/** Search keys made of personal data, and masks, of orders of which nothing personal is held: a purge leaves none. */
export async function strayPersonal(db: Db, accountId: AccountId): Promise<number> {
  const [row] = await db.query<{ n: number }>({
    text: `SELECT ((SELECT count(*) FROM order_key k JOIN orders o ON o.account_id = $1 AND o.order_id = k.order_id
        WHERE k.account_id = $1 AND k.kind IN ('mail', 'name') AND o.personal = 'purged')
      + (SELECT count(*) FROM orders o WHERE o.account_id = $1 AND o.personal = 'purged' AND (o.buyer_mask IS NOT NULL OR o.ship_to IS NOT NULL)))::int AS n`,
    values: [accountId],
  });
  return row?.n ?? 0;
}
