import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { Hold } from './hold-rules.ts';
import type { FoundTrace, ScanResult } from './scan.ts';

const holdColumns = `hold_id::text AS "holdId", order_id AS "orderId", buyer_hash AS "buyerHash", ground, until, set_by AS "setBy",
  set_at AS "setAt", lifted_by AS "liftedBy", lifted_at AS "liftedAt"`;

/** The holds that nobody has lifted. */
export const openHolds = (db: Db, accountId: AccountId): Promise<Hold[]> =>
  db.query<Hold>({
    text: `SELECT ${holdColumns} FROM privacy_hold WHERE account_id = $1 AND lifted_at IS NULL ORDER BY hold_id`,
    values: [accountId],
  });

/** All holds, the newest first. */
export const allHolds = (db: Db, limit: number): Promise<(Hold & { accountId: AccountId })[]> =>
  db.query({
    text: `SELECT account_id AS "accountId", ${holdColumns} FROM privacy_hold WHERE account_id = ANY($1) ORDER BY lifted_at NULLS FIRST, set_at DESC, hold_id DESC LIMIT $2`,
    values: [db.accounts, limit],
  });

export type Purge = {
  accountId: AccountId;
  purgeId: string;
  at: Date;
  reason: 'due' | 'request' | 'scan';
  askedBy: string;
  orders: number;
  oldestDue: Date | null;
  removed: Record<string, number>;
  scan: ScanResult | null;
  found: FoundTrace[];
  outcomes: { orderId: string; outcome: string }[];
};

/** What was taken away, the newest first. */
export const lastPurges = (db: Db, limit: number): Promise<Purge[]> =>
  db.query<Purge>({
    text: `SELECT account_id AS "accountId", purge_id::text AS "purgeId", at, reason, asked_by AS "askedBy", orders, oldest_due AS "oldestDue",
      removed, scan, found, outcomes FROM privacy_purge WHERE account_id = ANY($1) ORDER BY at DESC, purge_id DESC LIMIT $2`,
    values: [db.accounts, limit],
  });
