import type { AccountId } from '#src/kernel/ids.ts';
import { appendEvents } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { writeColumns } from './rows.ts';
import type { WriteState } from './states.ts';
import type { Receipt, Write, WritePayload } from './write.ts';

export type NewWrite = WritePayload & { orderId: string; idempotencyKey: string; hash: Buffer; deadline: Date | null; askedBy: string };

/** Queues a write; when one with the same idempotency key exists, that one comes back and nothing is added. */
export async function insertWrite(tx: Tx, accountId: AccountId, write: NewWrite, now: Date): Promise<{ writeId: string; added: boolean }> {
  const [row] = await tx.query<{ write_id: string }>({
    name: 'writes-insert',
    text: `INSERT INTO writes (account_id, order_id, kind, idempotency_key, payload, payload_hash, state, deadline, asked_by, asked_at, next_at)
      VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9, $9) ON CONFLICT (account_id, idempotency_key) DO NOTHING RETURNING write_id`,
    values: [
      accountId,
      write.orderId,
      write.kind,
      write.idempotencyKey,
      JSON.stringify(write.payload),
      write.hash,
      write.deadline,
      write.askedBy,
      now,
    ],
  });
  if (row) return { writeId: row.write_id, added: true };
  const [other] = await tx.query<{ write_id: string }>({
    text: 'SELECT write_id FROM writes WHERE account_id = $1 AND idempotency_key = $2',
    values: [accountId, write.idempotencyKey],
  });
  return { writeId: other?.write_id ?? '', added: false };
}

export type Move = {
  state: WriteState;
  reason?: string | null;
  amazonCode?: string | null;
  amazonMessage?: string | null;
  nextAt?: Date;
  requestId?: string | undefined;
  receipt?: Receipt;
  /** Counts another try to send, or another read-back. */
  attempt?: boolean;
  read?: boolean;
};

/**
 * Moves a write on, tells the order's timeline when its state changed, and shows the order's most urgent state in the
 * grid. A write that somebody else has moved meanwhile (`from` no longer holds) is left alone.
 */
export async function moveWrite(tx: Tx, write: Write, move: Move, now: Date): Promise<boolean> {
  const [row] = await tx.query<{ write_id: string }>({
    name: 'writes-move',
    text: `UPDATE writes SET state = $4, reason = $5, amazon_code = $6, amazon_message = $7, next_at = coalesce($8::timestamptz, next_at),
        request_id = coalesce($9, request_id), receipt = receipt || $10::jsonb, attempts = attempts + $11, reads = reads + $12,
        sent_at = CASE WHEN $4 IN ('sending', 'sent') AND (state = 'queued' OR sent_at IS NULL) THEN $13 ELSE sent_at END,
        accepted_at = CASE WHEN $4 = 'accepted' THEN coalesce(accepted_at, $13) ELSE accepted_at END,
        verified_at = CASE WHEN $4 = 'verified' THEN $13 ELSE verified_at END
      WHERE account_id = $1 AND write_id = $2 AND state = $3 RETURNING write_id`,
    values: [
      write.accountId,
      write.writeId,
      write.state,
      move.state,
      move.reason ?? null,
      move.amazonCode ?? null,
      move.amazonMessage ?? null,
      move.nextAt ?? null,
      move.requestId ?? null,
      JSON.stringify(move.receipt ?? {}),
      move.attempt ? 1 : 0,
      move.read ? 1 : 0,
      now,
    ],
  });
  if (!row) return false;
  if (move.state !== write.state && move.state !== 'sending') {
    const origin = move.state === 'queued' || move.state === 'withdrawn' ? 'system' : 'amazon';
    const data = {
      writeId: write.writeId,
      write: write.kind,
      reason: move.reason ?? null,
      code: move.amazonCode ?? null,
      message: move.amazonMessage ?? null,
    };
    await appendEvents(tx, write.accountId, [
      {
        orderId: write.orderId,
        at: now,
        kind: `write.${move.state}`,
        origin,
        actor: origin === 'amazon' ? 'Amazon' : 'Waybill',
        source: 'writes',
        data,
      },
    ]);
  }
  await showWriteState(tx, write.accountId, [write.orderId]);
  return true;
}

/** The state that needs attention most goes into the grid: an open write before a finished one, else the latest. */
export async function showWriteState(tx: Tx, accountId: AccountId, orderIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'writes-show-state',
    text: `UPDATE orders o SET write_state = (
        SELECT w.state FROM writes w WHERE w.account_id = $1 AND w.order_id = o.order_id AND w.state <> 'withdrawn'
        ORDER BY (w.state IN ('verified', 'rejected')), w.write_id DESC LIMIT 1)
      WHERE o.account_id = $1 AND o.order_id = ANY($2)`,
    values: [accountId, orderIds],
  });
  await tx.query({
    name: 'writes-notify',
    text: `SELECT pg_notify('waybill_writes', $1)`,
    values: [JSON.stringify({ accountId, orderIds: orderIds.length <= 50 ? orderIds : null })],
  });
}

/** Writes that a process left behind in the middle of sending: nobody knows whether Amazon got them. */
export const leftSending = (tx: Tx, accountId: AccountId): Promise<Write[]> =>
  tx.query<Write>({
    name: 'writes-left-sending',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.state = 'sending' AND w.kind IN ('confirm', 'edit')`,
    values: [accountId],
  });

/** One asker at a time per account: what the rules saw stays true until the rows stand. */
export async function holdWrites(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.query({
    name: 'writes-hold',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('writes ' || $1::text, 0))`,
    values: [accountId],
  });
}

export async function insertFeed(tx: Tx, accountId: AccountId, feedKey: string, now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO feed (account_id, feed_key, feed_type, state, created_at, next_at) VALUES ($1, $2, 'POST_ORDER_ACKNOWLEDGEMENT_DATA', 'building', $3, $3)`,
    values: [accountId, feedKey, now],
  });
}

export type FeedMove = {
  state: string;
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

/** Forgets what an earlier round of tries left on a write. */
export async function startClean(tx: Tx, accountId: AccountId, writeId: string): Promise<void> {
  await tx.query({
    text: `UPDATE writes SET receipt = '{}', attempts = 0, reads = 0, sent_at = NULL, accepted_at = NULL WHERE account_id = $1 AND write_id = $2`,
    values: [accountId, writeId],
  });
}
