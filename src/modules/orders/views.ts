import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type OpenQuarantine = {
  accountId: AccountId;
  quarantineId: string;
  orderId: string | null;
  source: string;
  reason: string;
  detail: string;
  body: unknown;
  sealed: Buffer | null;
  receivedAt: Date;
};

/** What is in quarantine in the accounts of `db`, or of one account, or one entry of it; oldest first, 500 at most. */
export const openQuarantine = (db: Db, accountId?: AccountId, quarantineId?: string): Promise<OpenQuarantine[]> =>
  db.query<OpenQuarantine>({
    text: `SELECT account_id AS "accountId", quarantine_id AS "quarantineId", order_id AS "orderId", source, reason, detail, body, sealed, received_at AS "receivedAt"
      FROM quarantine WHERE account_id = ANY($1) AND resolved_at IS NULL AND ($2::bigint IS NULL OR quarantine_id = $2)
      ORDER BY received_at, quarantine_id LIMIT 500`,
    values: [accountId === undefined ? db.accounts : [accountId], quarantineId ?? null],
  });
