import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

export type Listed = { orderId: string; at: Date };

/** Orders that the other tool has; of what stands already the earlier time stays. Gives how many are new. Each order once. */
export async function saveListed(tx: Tx, accountId: AccountId, listed: readonly Listed[], now: Date): Promise<number> {
  const rows = await tx.query<{ fresh: boolean }>({
    name: 'parallel-save-listed',
    text: `INSERT INTO parallel_order (account_id, order_id, taken_at, imported_at)
      SELECT $1, x."orderId", x.at, $3 FROM json_to_recordset($2::json) AS x("orderId" text, at timestamptz)
      ON CONFLICT (account_id, order_id) DO UPDATE SET taken_at = LEAST(parallel_order.taken_at, excluded.taken_at), imported_at = excluded.imported_at
      RETURNING xmax = 0 AS fresh`,
    values: [accountId, JSON.stringify(listed), now],
  });
  return rows.filter(({ fresh }) => fresh).length;
}
