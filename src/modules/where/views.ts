import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type KnownOrder = {
  accountId: AccountId;
  orderId: string;
  marketplaceId: string;
  status: string;
  /** At first sight; null where nobody wrote it down. */
  firstStatus: string | null;
  source: string;
  seenAt: Date;
  updatedAt: Date;
};

export const knownAs = (db: Db, orderId: string): Promise<KnownOrder[]> =>
  db.query<KnownOrder>({
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId", o.marketplace_id AS "marketplaceId", o.status, o.source,
        (SELECT e.data->>'status' FROM order_event e WHERE e.account_id = ANY($1) AND e.account_id = o.account_id AND e.order_id = o.order_id
          AND e.kind = 'order.placed' ORDER BY e.event_id LIMIT 1) AS "firstStatus",
        o.created_at AS "seenAt", o.updated_at AS "updatedAt" FROM orders o
      WHERE o.account_id = ANY($1) AND o.order_id = $2`,
    values: [db.accounts, orderId],
  });

export type QuarantinedOrder = { accountId: AccountId; orderId: string; reason: string; detail: string; receivedAt: Date };

export const quarantinedAs = (db: Db, orderId: string): Promise<QuarantinedOrder[]> =>
  db.query<QuarantinedOrder>({
    text: `SELECT account_id AS "accountId", order_id AS "orderId", reason, detail, received_at AS "receivedAt" FROM quarantine
      WHERE account_id = ANY($1) AND order_id = $2 AND resolved_at IS NULL`,
    values: [db.accounts, orderId],
  });

/** The span of changes that the sweep has shown whole; null while its first walk is under way. */
export async function sweptSpan(db: Db, accountId: AccountId): Promise<{ from: Date | null; to: Date } | null> {
  const [row] = await db.query<{ from: Date | null; to: Date }>({
    text: `SELECT began_at AS "from", watermark AS "to" FROM sync_stream WHERE account_id = $1 AND stream = 'sweep' AND finished_at IS NOT NULL`,
    values: [accountId],
  });
  return row ?? null;
}

/** The names of the accounts of `db`. */
export async function accountNames(db: Db): Promise<string[]> {
  const rows = await db.query<{ name: string }>({
    text: 'SELECT name FROM account WHERE account_id = ANY($1) ORDER BY account_id',
    values: [db.accounts],
  });
  return rows.map(({ name }) => name);
}

export type LateSweep = { accountId: AccountId; sweptTo: Date | null };

/** The connected accounts whose sweep does not vouch for all that changed before `wanted`. */
export const lateSweeps = (db: Db, wanted: Date): Promise<LateSweep[]> =>
  db.query<LateSweep>({
    text: `SELECT account_id AS "accountId", as_of AS "sweptTo" FROM sync_stream
      WHERE account_id = ANY($1) AND stream = 'sweep' AND (as_of IS NULL OR as_of < $2) ORDER BY account_id`,
    values: [db.accounts, wanted],
  });
