import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { OpenOrder } from './page-window.ts';
import type { Walk } from './rules.ts';

export type Stream = {
  watermark: Date;
  walk: Walk | null;
  perMinute: number | null;
  finishedAt: Date | null;
  lastAttemptAt: Date | null;
  lastSuccessAt: Date | null;
  lastError: string | null;
  lastRequestId: string | null;
};

export async function readStream(db: Db, accountId: AccountId, stream: string): Promise<Stream | undefined> {
  const rows = await db.query<Stream>({
    name: 'sync-stream',
    text: `SELECT watermark, walk, per_minute AS "perMinute", finished_at AS "finishedAt", last_attempt_at AS "lastAttemptAt", last_success_at AS "lastSuccessAt",
      last_error AS "lastError", last_request_id AS "lastRequestId" FROM sync_stream WHERE account_id = $1 AND stream = $2`,
    values: [accountId, stream],
  });
  return rows[0];
}

export type WantedRow = { orderId: string; priority: number; attempts: number };

/** The orders to fetch next, best first. */
export const nextWanted = (db: Db, accountId: AccountId, now: Date, limit: number): Promise<WantedRow[]> =>
  db.query<WantedRow>({
    name: 'sync-next-wanted',
    text: `SELECT order_id AS "orderId", priority, attempts FROM hydrate WHERE account_id = $1 AND not_before <= $2
      ORDER BY priority, deadline NULLS FIRST, order_id LIMIT $3`,
    values: [accountId, now, limit],
  });

/** How many orders are to be fetched now, per place of the list. */
export async function wantedCounts(db: Db, accountId: AccountId, now: Date): Promise<Map<number, number>> {
  const rows = await db.query<{ priority: number; n: string }>({
    name: 'sync-wanted-counts',
    text: 'SELECT priority, count(*) AS n FROM hydrate WHERE account_id = $1 AND not_before <= $2 GROUP BY priority',
    values: [accountId, now],
  });
  return new Map(rows.map(({ priority, n }) => [priority, Number(n)]));
}

/** All open orders of the seller's own shipping, oldest first, and which of them are not here in full. */
export const openOrders = (db: Db, accountId: AccountId): Promise<OpenOrder[]> =>
  db.query<OpenOrder>({
    name: 'sync-open-orders',
    text: `SELECT o.purchased_at AS "placedAt", o.depth = 'skeleton' AND h.order_id IS NOT NULL AS wanted FROM orders o
      LEFT JOIN hydrate h ON h.account_id = $1 AND h.order_id = o.order_id
      WHERE o.account_id = $1 AND o.status IN ('unshipped', 'partially_shipped') AND o.fulfilled_by <> 'amazon' ORDER BY o.purchased_at, o.order_id`,
    values: [accountId],
  });

export async function nextWantedAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    text: 'SELECT min(not_before) AS at FROM hydrate WHERE account_id = $1',
    values: [accountId],
  });
  return row?.at ?? undefined;
}

export type SyncRow = Stream & {
  accountId: AccountId;
  /** Every change before it is shown; stands still while the list cannot be read as fast as it grows. */
  asOf: Date | null;
  backlog: string;
  nextSweepAt: Date | null;
  openToFetch: string;
  firstLoad: boolean;
  recentWalk: Walk | null;
};

export type BacklogRow = { accountId: AccountId; priority: number; n: string };

/** Orders to be fetched in full, per account and place of the list. */
export const backlogRows = (db: Db): Promise<BacklogRow[]> =>
  db.query<BacklogRow>({
    text: 'SELECT account_id AS "accountId", priority, count(*) AS n FROM hydrate WHERE account_id = ANY($1) GROUP BY account_id, priority',
    values: [db.accounts],
  });

/** One row per account for the Sync page. */
export const syncRows = (db: Db): Promise<SyncRow[]> =>
  db.query<SyncRow>({
    text: `SELECT s.account_id AS "accountId", s.watermark, s.as_of AS "asOf", s.walk, s.finished_at AS "finishedAt", s.last_attempt_at AS "lastAttemptAt",
        s.last_success_at AS "lastSuccessAt", s.last_error AS "lastError", s.last_request_id AS "lastRequestId",
        (SELECT count(*) FROM hydrate h WHERE h.account_id = ANY($1) AND h.account_id = s.account_id) AS backlog,
        (SELECT count(*) FROM hydrate h JOIN orders o ON o.account_id = h.account_id AND o.order_id = h.order_id
          WHERE h.account_id = ANY($1) AND o.account_id = ANY($1) AND h.account_id = s.account_id AND o.depth = 'skeleton' AND o.fulfilled_by <> 'amazon'
            AND o.status IN ('unshipped', 'partially_shipped')) AS "openToFetch",
        EXISTS (SELECT 1 FROM sync_stream f WHERE f.account_id = ANY($1) AND f.account_id = s.account_id AND f.stream = 'open' AND f.finished_at IS NULL) AS "firstLoad",
        (SELECT r.walk FROM sync_stream r WHERE r.account_id = ANY($1) AND r.account_id = s.account_id AND r.stream = 'recent' AND r.finished_at IS NULL) AS "recentWalk",
        (SELECT d.due_at FROM due d WHERE d.account_id = s.account_id AND d.work = 'sweep' AND d.due_at < 'infinity') AS "nextSweepAt"
      FROM sync_stream s WHERE s.account_id = ANY($1) AND s.stream = 'sweep' ORDER BY s.account_id`,
    values: [db.accounts],
  });
