import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { FoundTrace, ScanResult } from './scan.ts';

export type NewHold = { orderId: string | null; buyerHash: string | null; ground: string; until: string; setBy: string; setAt: Date };

export async function insertHold(tx: Tx, accountId: AccountId, hold: NewHold): Promise<string> {
  const [row] = await tx.query<{ id: string }>({
    text: `INSERT INTO privacy_hold (account_id, order_id, buyer_hash, ground, until, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
      RETURNING hold_id::text AS id`,
    values: [accountId, hold.orderId, hold.buyerHash, hold.ground, hold.until, hold.setBy, hold.setAt],
  });
  return row?.id ?? '';
}

/** Answers the order of the hold (null: a buyer), or undefined when there is none in force. */
export async function liftHold(
  tx: Tx,
  accountId: AccountId,
  holdId: string,
  by: string,
  at: Date,
): Promise<{ orderId: string | null } | undefined> {
  const [row] = await tx.query<{ orderId: string | null }>({
    text: `UPDATE privacy_hold SET lifted_by = $3, lifted_at = $4 WHERE account_id = $1 AND hold_id = $2 AND lifted_at IS NULL
      RETURNING order_id AS "orderId"`,
    values: [accountId, holdId, by, at],
  });
  return row;
}

export type NewPurge = {
  at: Date;
  reason: 'due' | 'request' | 'scan';
  askedBy: string;
  orders: number;
  oldestDue: Date | null;
  removed: Readonly<Record<string, number>>;
  outcomes?: readonly { orderId: string; outcome: string }[];
};

export async function insertPurge(tx: Tx, accountId: AccountId, purge: NewPurge): Promise<string> {
  const [row] = await tx.query<{ id: string }>({
    text: `INSERT INTO privacy_purge (account_id, at, reason, asked_by, orders, oldest_due, removed, outcomes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      RETURNING purge_id::text AS id`,
    values: [
      accountId,
      purge.at,
      purge.reason,
      purge.askedBy,
      purge.orders,
      purge.oldestDue,
      JSON.stringify(purge.removed),
      JSON.stringify(purge.outcomes ?? []),
    ],
  });
  return row?.id ?? '';
}

export async function saveScan(
  tx: Tx,
  accountId: AccountId,
  purgeId: string,
  scan: ScanResult,
  found: readonly FoundTrace[],
): Promise<void> {
  await tx.query({
    text: 'UPDATE privacy_purge SET scan = $3, found = $4 WHERE account_id = $1 AND purge_id = $2',
    values: [accountId, purgeId, JSON.stringify(scan), JSON.stringify(found)],
  });
}
