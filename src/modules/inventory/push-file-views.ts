import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type QuantityFile = {
  feedKey: string;
  marketplaceId: string;
  state: 'building' | 'uploaded' | 'submitted';
  amazonFeedId: string | null;
  createdAt: Date;
  submittedAt: Date | null;
  found: boolean;
  nextAt: Date;
};

/** Files that are not finished, oldest first. */
export const openFiles = (db: Db, accountId: AccountId): Promise<QuantityFile[]> =>
  db.query<QuantityFile>({
    text: `SELECT feed_key AS "feedKey", marketplace_id AS "marketplaceId", state, amazon_feed_id AS "amazonFeedId", created_at AS "createdAt",
        submitted_at AS "submittedAt", found, next_at AS "nextAt"
      FROM stock_feed WHERE account_id = $1 AND finished_at IS NULL ORDER BY created_at, feed_key`,
    values: [accountId],
  });

/** When the last file was made that Amazon may have. */
export async function lastFileAt(db: Db, accountId: AccountId): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }>({
    text: 'SELECT max(created_at) AS at FROM stock_feed WHERE account_id = $1 AND submitted_at IS NOT NULL',
    values: [accountId],
  });
  return row?.at ?? null;
}

/** Amazon's ids of our files made since an instant, so that a lost one can be told from them. */
export async function knownFileIds(db: Db, accountId: AccountId, since: Date): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>({
    text: 'SELECT amazon_feed_id AS id FROM stock_feed WHERE account_id = $1 AND amazon_feed_id IS NOT NULL AND created_at >= $2',
    values: [accountId, since],
  });
  return new Set(rows.map(({ id }) => id));
}

/** How many offers wait to be told in each store, those of files that are under way left out. */
export async function waitingByStore(db: Db, accountId: AccountId, now: Date): Promise<Map<string, number>> {
  const rows = await db.query<{ store: string; n: number }>({
    text: `SELECT marketplace_id AS store, count(*)::int AS n FROM stock_offer
      WHERE account_id = $1 AND channel = 'FBM' AND push_state = 'queued' AND next_at <= $2 GROUP BY 1 ORDER BY 1`,
    values: [accountId, now],
  });
  return new Map(rows.map(({ store, n }) => [store, n]));
}

export type FileLine = { messageId: number; sku: string; wanted: number; productType: string | null };

export const linesOfFile = (db: Db, accountId: AccountId, feedKey: string): Promise<FileLine[]> =>
  db.query<FileLine>({
    text: `SELECT message_id AS "messageId", sku, wanted, product_type AS "productType" FROM stock_offer
      WHERE account_id = $1 AND feed_key = $2 ORDER BY message_id`,
    values: [accountId, feedKey],
  });
