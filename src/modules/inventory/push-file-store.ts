import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

/** Puts the offers of a store that wait and were looked at into a new file; how many they are. None: no file is made. */
export async function insertFile(
  tx: Tx,
  accountId: AccountId,
  { feedKey, marketplaceId, lookedSince, most }: { feedKey: string; marketplaceId: string; lookedSince: Date; most: number },
  now: Date,
): Promise<number> {
  const rows = await tx.query({
    text: `WITH chosen AS (
        SELECT sku, row_number() OVER (ORDER BY sku) AS n FROM (SELECT sku FROM stock_offer
          WHERE account_id = $1 AND marketplace_id = $2 AND channel = 'FBM' AND push_state = 'queued' AND next_at <= $5 AND looked_at >= $4
          ORDER BY sku LIMIT $6) AS first)
      UPDATE stock_offer o SET push_state = 'sending', push_reason = NULL, push_way = 'file', feed_key = $3, message_id = c.n
      FROM chosen c WHERE o.account_id = $1 AND o.marketplace_id = $2 AND o.channel = 'FBM' AND o.sku = c.sku RETURNING 1`,
    values: [accountId, marketplaceId, feedKey, lookedSince, now, most],
  });
  if (rows.length === 0) return 0;
  await tx.query({
    text: `INSERT INTO stock_feed (account_id, feed_key, marketplace_id, offers, state, created_at, next_at) VALUES ($1, $2, $3, $4, 'building', $5, $5)`,
    values: [accountId, feedKey, marketplaceId, rows.length, now],
  });
  return rows.length;
}

export type FileMove = {
  state: 'uploaded' | 'submitted' | 'done' | 'failed';
  amazonFeedId?: string;
  submittedAt?: Date;
  found?: boolean;
  nextAt?: Date;
  result?: unknown;
  finishedAt?: Date;
};

export async function moveFile(tx: Tx, accountId: AccountId, feedKey: string, move: FileMove): Promise<void> {
  await tx.query({
    text: `UPDATE stock_feed SET state = $3, amazon_feed_id = coalesce($4, amazon_feed_id), submitted_at = coalesce($5, submitted_at),
        found = coalesce($6, found), next_at = coalesce($7, next_at), result = coalesce($8::jsonb, result), finished_at = coalesce($9, finished_at)
      WHERE account_id = $1 AND feed_key = $2`,
    values: [
      accountId,
      feedKey,
      move.state,
      move.amazonFeedId ?? null,
      move.submittedAt ?? null,
      move.found ?? null,
      move.nextAt ?? null,
      move.result === undefined ? null : JSON.stringify(move.result),
      move.finishedAt ?? null,
    ],
  });
}

/** A file that never came to Amazon. */
export async function forgetFile(tx: Tx, accountId: AccountId, feedKey: string, reason: string | null, now: Date): Promise<void> {
  await tx.query({
    text: `UPDATE stock_feed SET state = 'failed', submitted_at = NULL, result = $3, finished_at = $4 WHERE account_id = $1 AND feed_key = $2`,
    values: [accountId, feedKey, JSON.stringify({ reason }), now],
  });
}

/** Whoever still stands in the file leaves it. */
export async function freeOffers(
  tx: Tx,
  accountId: AccountId,
  feedKey: string,
  to: { state: 'queued' | 'sent' | 'accepted'; reason: string | null; nextAt: Date | null; pushedAt: Date | null },
): Promise<void> {
  await tx.query({
    text: `UPDATE stock_offer SET push_state = $3, push_reason = $4, next_at = $5, pushed_at = coalesce($6, pushed_at), reads = 0,
        feed_key = NULL, message_id = NULL WHERE account_id = $1 AND feed_key = $2`,
    values: [accountId, feedKey, to.state, to.reason, to.nextAt, to.pushedAt],
  });
}

/** The lines of the file that Amazon did not take, each with its words. */
export async function rejectLines(
  tx: Tx,
  accountId: AccountId,
  feedKey: string,
  lines: readonly { messageId: number; reason: string }[],
  now: Date,
): Promise<void> {
  if (lines.length === 0) return;
  await tx.query({
    text: `UPDATE stock_offer o SET push_state = 'rejected', push_reason = x.reason, next_at = NULL, pushed_at = $4, feed_key = NULL, message_id = NULL
      FROM json_to_recordset($3::json) AS x("messageId" int, reason text)
      WHERE o.account_id = $1 AND o.feed_key = $2 AND o.message_id = x."messageId"`,
    values: [accountId, feedKey, JSON.stringify(lines), now],
  });
}

/** How the account's quantities go now, and why. */
export async function saveWay(tx: Tx, accountId: AccountId, way: unknown): Promise<void> {
  await tx.query({ text: 'UPDATE stock_channel SET way = $2 WHERE account_id = $1', values: [accountId, JSON.stringify(way)] });
}
