import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

/** These orders are out of their totes: packed, or put back. */
export async function freeTotes(tx: Tx, accountId: AccountId, orderIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'picking-free-totes',
    text: 'UPDATE wave_order SET tote = NULL WHERE account_id = $1 AND order_id = ANY($2) AND tote IS NOT NULL',
    values: [accountId, orderIds],
  });
}
