import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

/** Removes the search keys made of personal data, the mask and the place in the grid, and what raw answers say of the buyer. */
export async function forgetInOrders(
  tx: Tx,
  accountId: AccountId,
  orderIds: readonly string[],
  keys: readonly { orderId: string; kind: string; key: string }[],
  now: Date,
): Promise<void> {
  await tx.query({
    text: `DELETE FROM order_key k USING json_to_recordset($2::json) AS x("orderId" text, kind text, key text), orders o
      WHERE k.account_id = $1 AND o.account_id = $1 AND o.order_id = x."orderId"
        AND k.kind = x.kind AND k.key = x.key AND k.purchased_at = o.purchased_at AND k.order_id = x."orderId"`,
    values: [accountId, JSON.stringify(keys)],
  });
  await tx.query({
    text: `UPDATE orders SET personal = 'purged', buyer_mask = NULL, ship_to = NULL, address_hash = NULL, hold_reason = NULL,
      changed_at = $3 WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds, now],
  });
  await tx.query({
    text: `UPDATE order_raw SET body = body - 'buyer' - 'recipient' WHERE account_id = $1 AND order_id = ANY($2)
      AND jsonb_typeof(body) = 'object' AND body ?| ARRAY['buyer', 'recipient']`,
    values: [accountId, orderIds],
  });
}

/** What people wrote about these orders. */
export const notesOf = (
  tx: Tx,
  accountId: AccountId,
  orderIds: readonly string[],
): Promise<{ noteId: string; orderId: string; body: string }[]> =>
  tx.query({
    text: 'SELECT note_id::text AS "noteId", order_id AS "orderId", body FROM order_note WHERE account_id = $1 AND order_id = ANY($2)',
    values: [accountId, orderIds],
  });

export async function rewriteNotes(tx: Tx, accountId: AccountId, notes: readonly { noteId: string; body: string }[]): Promise<void> {
  for (const { noteId, body } of notes)
    await tx.query({
      text: 'UPDATE order_note SET body = $3 WHERE account_id = $1 AND note_id = $2',
      values: [accountId, noteId, body],
    });
}

/** Empties what quarantine holds of these orders and of others that were purged, and all that lies there since before `before`. The reason stays. */
export async function emptyQuarantine(tx: Tx, accountId: AccountId, orderIds: readonly string[], before: Date): Promise<number> {
  const rows = await tx.query({
    text: `UPDATE quarantine q SET body = '{"purged": true}', sealed = NULL, detail = '' WHERE q.account_id = $1
      AND (q.order_id = ANY($2) OR q.received_at < $3
        OR EXISTS (SELECT FROM orders o WHERE o.account_id = $1 AND o.order_id = q.order_id AND o.personal = 'purged'))
      AND (q.sealed IS NOT NULL OR jsonb_typeof(q.body) <> 'object' OR NOT q.body ? 'purged') RETURNING q.quarantine_id`,
    values: [accountId, orderIds, before],
  });
  return rows.length;
}
