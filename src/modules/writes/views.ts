import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { orderNowStatement, writeColumns } from './rows.ts';
import type { OrderNow, Write } from './write.ts';

/** The orders of these ids as far as the rules ask about them. */
export async function ordersNow(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, OrderNow>> {
  const rows = await db.query<OrderNow>({ name: 'writes-orders-now', text: orderNowStatement, values: [accountId, orderIds] });
  return new Map(rows.map((row) => [row.orderId, row]));
}

/** The unfinished writes of these orders, oldest first. */
export const underWayOf = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Write[]> =>
  db.query<Write>({
    name: 'writes-under-way',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.order_id = ANY($2)
      AND w.state NOT IN ('verified', 'rejected', 'withdrawn') ORDER BY w.write_id`,
    values: [accountId, orderIds],
  });

/** What to send next: queued and due, nearest deadline first. */
export const nextToSend = (db: Db, accountId: AccountId, now: Date, limit: number): Promise<Write[]> =>
  db.query<Write>({
    name: 'writes-to-send',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.state = 'queued' AND w.kind IN ('confirm', 'edit') AND w.next_at <= $2
      ORDER BY w.deadline NULLS LAST, w.write_id LIMIT $3`,
    values: [accountId, now, limit],
  });

/** What to read back next: handed over and due, nearest deadline first. */
export const nextToRead = (db: Db, accountId: AccountId, now: Date, limit: number): Promise<Write[]> =>
  db.query<Write>({
    name: 'writes-to-read',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.state IN ('sent', 'accepted') AND w.next_at <= $2
      ORDER BY w.deadline NULLS LAST, w.write_id LIMIT $3`,
    values: [accountId, now, limit],
  });

/** When there is something to do again: the earliest queued or unverified write. */
export async function nextWriteAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    name: 'writes-next-at',
    text: `SELECT min(next_at) AS at FROM writes WHERE account_id = $1
      AND (state IN ('sent', 'accepted') OR (state = 'queued' AND kind IN ('confirm', 'edit'))) AND state NOT IN ('verified', 'rejected', 'withdrawn')`,
    values: [accountId],
  });
  return row?.at ?? undefined;
}

export const writesOf = (db: Db, accountId: AccountId, orderId: string): Promise<Write[]> =>
  db.query<Write>({
    name: 'writes-of-order',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.order_id = $2 ORDER BY w.write_id DESC`,
    values: [accountId, orderId],
  });

export async function oneWrite(db: Db, accountId: AccountId, writeId: string): Promise<Write | undefined> {
  const rows = await db.query<Write>({
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.write_id = $2`,
    values: [accountId, writeId],
  });
  return rows[0];
}

/** The outbox: what is under way or was rejected, in the accounts of `db`; 500 at most. */
export const outbox = (db: Db, which: 'open' | 'rejected'): Promise<Write[]> =>
  db.query<Write>({
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = ANY($1)
      AND ${which === 'open' ? `w.state NOT IN ('verified', 'rejected', 'withdrawn')` : `w.state = 'rejected'`}
      ORDER BY ${which === 'open' ? 'w.deadline NULLS LAST, w.write_id' : 'w.write_id DESC'} LIMIT 500`,
    values: [db.accounts],
  });

export async function openCounts(db: Db): Promise<Map<AccountId, number>> {
  const rows = await db.query<{ accountId: AccountId; n: string }>({
    text: `SELECT account_id AS "accountId", count(*) AS n FROM writes WHERE account_id = ANY($1) AND state NOT IN ('verified', 'rejected', 'withdrawn') GROUP BY account_id`,
    values: [db.accounts],
  });
  return new Map(rows.map((row) => [row.accountId, Number(row.n)]));
}

/** Other orders that carry one of these tracking numbers already: a number belongs to one parcel. */
export const trackingElsewhere = (db: Db, accountId: AccountId, keys: readonly string[]): Promise<{ key: string; orderId: string }[]> =>
  db.query({
    name: 'writes-tracking-elsewhere',
    text: `SELECT key, order_id AS "orderId" FROM order_key WHERE account_id = $1 AND kind = 'track' AND key = ANY($2) LIMIT 1000`,
    values: [accountId, keys],
  });

export type FeedRow = {
  feedKey: string;
  state: 'building' | 'uploaded' | 'submitted' | 'done' | 'failed';
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

/** The feed ids that are known to be ours, so that a lost one can be told from them. */
export async function knownFeedIds(db: Db, accountId: AccountId): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>({
    text: 'SELECT amazon_feed_id AS id FROM feed WHERE account_id = $1 AND amazon_feed_id IS NOT NULL',
    values: [accountId],
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

/** The write that a request made before: one that is repeated finds it, though the rules now call it already asked. */
export async function writeOfKey(db: Db, accountId: AccountId, idempotencyKey: string): Promise<string | null> {
  const [row] = await db.query<{ write_id: string }>({
    text: 'SELECT write_id FROM writes WHERE account_id = $1 AND idempotency_key = $2',
    values: [accountId, idempotencyKey],
  });
  return row?.write_id ?? null;
}
