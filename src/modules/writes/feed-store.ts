import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { FeedState } from './feed-views.ts';

export async function insertFeed(tx: Tx, accountId: AccountId, feedKey: string, now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO feed (account_id, feed_key, feed_type, state, created_at, next_at) VALUES ($1, $2, 'POST_ORDER_ACKNOWLEDGEMENT_DATA', 'building', $3, $3)`,
    values: [accountId, feedKey, now],
  });
}

export type FeedMove = {
  state: FeedState;
  documentId?: string;
  amazonFeedId?: string;
  submittedAt?: Date | null;
  result?: unknown;
  nextAt?: Date;
  finishedAt?: Date;
};

export async function moveFeed(tx: Tx, accountId: AccountId, feedKey: string, move: FeedMove): Promise<void> {
  await tx.query({
    text: `UPDATE feed SET state = $3, document_id = coalesce($4, document_id), amazon_feed_id = coalesce($5, amazon_feed_id),
      submitted_at = CASE WHEN $6::boolean THEN $7::timestamptz ELSE submitted_at END, result = coalesce($8::jsonb, result),
      next_at = coalesce($9::timestamptz, next_at), finished_at = coalesce($10::timestamptz, finished_at) WHERE account_id = $1 AND feed_key = $2`,
    values: [
      accountId,
      feedKey,
      move.state,
      move.documentId ?? null,
      move.amazonFeedId ?? null,
      move.submittedAt !== undefined,
      move.submittedAt ?? null,
      move.result === undefined ? null : JSON.stringify(move.result),
      move.nextAt ?? null,
      move.finishedAt ?? null,
    ],
  });
}

/** Amazon says that a file is over: it is looked at now. False for a file of somebody else. */
export async function lookAtFeed(tx: Tx, accountId: AccountId, amazonFeedId: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE feed SET next_at = LEAST(next_at, $3) WHERE account_id = $1 AND amazon_feed_id = $2 AND state = 'submitted' RETURNING 1`,
    values: [accountId, amazonFeedId, now],
  });
  return rows.length > 0;
}
