import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type Word = { orderId: string; key: string; cause: string; reason: string; person: string; at: Date };

/** What people have said of these orders, newest first. */
export const wordsOf = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Word[]> =>
  db.query<Word>({
    name: 'guards-words',
    text: `SELECT order_id AS "orderId", guard AS key, cause, reason, person, at FROM guard_word
      WHERE account_id = $1 AND order_id = ANY($2) ORDER BY at DESC, guard`,
    values: [accountId, orderIds],
  });

/** Products that were seen free of regulated goods since then, as `marketplace asin`. */
export async function freeProducts(db: Db, accountId: AccountId, since: Date): Promise<Set<string>> {
  const rows = await db.query<{ key: string }>({
    name: 'guards-free-products',
    text: `SELECT marketplace_id || ' ' || asin AS key FROM guard_product WHERE account_id = $1 AND at > $2`,
    values: [accountId, since],
  });
  return new Set(rows.map(({ key }) => key));
}
