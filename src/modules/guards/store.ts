import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Word } from './views.ts';

/** Keeps a person's word; the first one for an occasion stays. False where there was one. */
export async function keepWord(tx: Tx, accountId: AccountId, { orderId, key, cause, reason, person, at }: Word): Promise<boolean> {
  const rows = await tx.query({
    text: `INSERT INTO guard_word (account_id, order_id, guard, cause, reason, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT DO NOTHING RETURNING guard`,
    values: [accountId, orderId, key, cause, reason, person, at],
  });
  return rows.length > 0;
}

/** People may have named the buyer in their reasons. Gives how many were emptied. */
export async function emptyReasons(tx: Tx, accountId: AccountId, orderIds: readonly string[]): Promise<number> {
  const rows = await tx.query({
    text: `UPDATE guard_word SET reason = '' WHERE account_id = $1 AND order_id = ANY($2) AND reason <> '' RETURNING guard`,
    values: [accountId, orderIds],
  });
  return rows.length;
}

/** Remembers that these products are free of regulated goods. */
export const noteFree = (
  tx: Tx,
  accountId: AccountId,
  { marketplaceId, asins }: { marketplaceId: string; asins: readonly string[] },
  now: Date,
): Promise<unknown> =>
  tx.query({
    text: `INSERT INTO guard_product (account_id, marketplace_id, asin, at) SELECT $1, $2, a, $4 FROM unnest($3::text[]) AS a
      ON CONFLICT (account_id, marketplace_id, asin) DO UPDATE SET at = excluded.at`,
    values: [accountId, marketplaceId, asins, now],
  });
