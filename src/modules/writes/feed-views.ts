import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { writeColumns } from './views.ts';
import type { Write } from './write.ts';

export type FeedState = 'building' | 'uploaded' | 'submitted' | 'done' | 'failed';

export type FeedRow = {
  feedKey: string;
  state: FeedState;
  documentId: string | null;
  amazonFeedId: string | null;
  createdAt: Date;
  nextAt: Date;
  submittedAt: Date | null;
};

const feedColumns = `feed_key AS "feedKey", state, document_id AS "documentId", amazon_feed_id AS "amazonFeedId", created_at AS "createdAt",
  next_at AS "nextAt", submitted_at AS "submittedAt"`;

/** Feeds that are not finished, oldest first. */
export const openFeeds = (db: Db, accountId: AccountId): Promise<FeedRow[]> =>
  db.query<FeedRow>({
    text: `SELECT ${feedColumns} FROM feed WHERE account_id = $1 AND state NOT IN ('done', 'failed') ORDER BY created_at`,
    values: [accountId],
  });

/** Amazon's ids of our feeds made since an instant, so that a lost one can be told from them. */
export async function knownFeedIds(db: Db, accountId: AccountId, since: Date): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>({
    text: 'SELECT amazon_feed_id AS id FROM feed WHERE account_id = $1 AND amazon_feed_id IS NOT NULL AND created_at >= $2',
    values: [accountId, since],
  });
  return new Set(rows.map((row) => row.id));
}

export const writesOfFeed = (db: Db, accountId: AccountId, feedKey: string): Promise<Write[]> =>
  db.query<Write>({
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.kind = 'cancel' AND w.receipt->>'feedKey' = $2
      AND w.state NOT IN ('verified', 'rejected', 'withdrawn') ORDER BY w.write_id`,
    values: [accountId, feedKey],
  });

export const queuedCancels = (db: Db, accountId: AccountId, now: Date, limit: number): Promise<Write[]> =>
  db.query<Write>({
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.kind = 'cancel' AND w.state = 'queued' AND w.next_at <= $2
      ORDER BY w.deadline NULLS LAST, w.write_id LIMIT $3`,
    values: [accountId, now, limit],
  });

export async function nextCancelAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    text: `SELECT min(next_at) AS at FROM writes WHERE account_id = $1 AND kind = 'cancel' AND state = 'queued'`,
    values: [accountId],
  });
  return row?.at ?? undefined;
}
