import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

/** Writes down what Amazon says of the verification of regulated goods; `none`: there is nothing to verify, null: it is not known yet. */
export const setRegulated = async (
  tx: Tx,
  accountId: AccountId,
  orderIds: readonly string[],
  word: string | null,
  now: Date,
): Promise<{ orderId: string; before: string | null }[]> =>
  orderIds.length === 0
    ? []
    : tx.query({
        name: 'orders-regulated',
        text: `UPDATE orders o SET regulated = $3, regulated_at = $4 FROM orders b WHERE o.account_id = $1 AND b.account_id = $1
          AND o.order_id = ANY($2) AND b.order_id = o.order_id RETURNING o.order_id AS "orderId", b.regulated AS before`,
        values: [accountId, orderIds, word, now],
      });
