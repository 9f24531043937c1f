import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { mayMove } from '#src/kernel/states.ts';
import { appendEvents, type EventEntry } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { alertWrite } from './alert-writes.ts';
import { heldReason } from './setback.ts';
import { type WriteState, writeMoves } from './states.ts';
import { writeColumns } from './views.ts';
import type { Receipt, Write, WritePayload } from './write.ts';

export type NewWrite = WritePayload & { orderId: string; idempotencyKey: string; askedHash: string; deadline: Date | null };

/**
 * Queues writes in one statement; the answer has the id of each by its idempotency key. A key that exists already is an
 * error here: the asker has looked for it under the same lock.
 */
export async function insertWrites(
  tx: Tx,
  accountId: AccountId,
  writes: readonly NewWrite[],
  askedBy: string,
  now: Date,
): Promise<Map<string, string>> {
  if (writes.length === 0) return new Map();
  const rows = writes.map(({ orderId, kind, idempotencyKey, payload, askedHash, deadline }, position) => ({
    position,
    order_id: orderId,
    kind,
    idempotency_key: idempotencyKey,
    payload,
    payload_hash: askedHash,
    deadline,
  }));
  const added = await tx.query<{ write_id: string; idempotency_key: string }>({
    name: 'writes-insert',
    text: `INSERT INTO writes (account_id, order_id, kind, idempotency_key, payload, payload_hash, state, deadline, asked_by, asked_at, next_at)
      SELECT $1, order_id, kind, idempotency_key, payload, decode(payload_hash, 'hex'), 'queued', deadline, $3, $4, $4
      FROM json_to_recordset($2::json) AS x(position int, order_id text, kind text, idempotency_key text, payload jsonb, payload_hash text, deadline timestamptz)
      ORDER BY position RETURNING write_id, idempotency_key`,
    values: [accountId, JSON.stringify(rows), askedBy, now],
  });
  return new Map(added.map((row) => [row.idempotency_key, row.write_id]));
}

export type Move = {
  state: WriteState;
  reason?: string | null;
  amazonCode?: string | null;
  amazonMessage?: string | null;
  nextAt?: Date;
  requestId?: string | undefined;
  /** Added to what is kept of Amazon's answers; `forget` drops that first. */
  receipt?: Receipt;
  forget?: boolean;
  /** Counts a try to send; -1 takes one back that never reached Amazon. */
  attempt?: 1 | -1;
  /** Counts another read-back. */
  read?: boolean;
  /** Who did it, where it was a person. */
  by?: string;
};

/**
 * Moves a write on, tells the order's timeline when its state changed, and shows the order's most urgent state in the
 * grid. A write that somebody else has moved meanwhile (`from` no longer holds) is left alone: false. The caller holds
 * the account's orders (`holdIntake`).
 */
export async function moveWrite(tx: Tx, write: Write, move: Move, now: Date): Promise<boolean> {
  if (move.state !== write.state && !mayMove(writeMoves, write.state, move.state))
    throw new AppError('INTERNAL', `a write cannot go from ${write.state} to ${move.state}`);
  const [row] = await tx.query<{ write_id: string }>({
    name: 'writes-move',
    text: `UPDATE writes SET state = $4, reason = $5, amazon_code = $6, amazon_message = $7, next_at = coalesce($8::timestamptz, next_at),
        request_id = coalesce($9, request_id), receipt = CASE WHEN $14 THEN '{}'::jsonb ELSE receipt END || $10::jsonb,
        attempts = attempts + $11, reads = CASE WHEN $4 = 'queued' THEN 0 ELSE reads + $12 END,
        sent_at = CASE WHEN $4 = 'sending' THEN $13 WHEN $4 = 'queued' THEN NULL ELSE sent_at END,
        accepted_at = CASE WHEN $4 = 'accepted' THEN coalesce(accepted_at, $13) WHEN $4 = 'queued' THEN NULL ELSE accepted_at END,
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
      move.attempt ?? 0,
      move.read ? 1 : 0,
      now,
      move.forget ?? false,
    ],
  });
  if (!row) return false;
  if (move.state !== write.state && move.state !== 'sending') await appendEvents(tx, write.accountId, [movedEvent(write, move, now)]);
  if (move.state !== write.state) await showWriteState(tx, write.accountId, [write.orderId]);
  await alertWrite(tx, write, move, now);
  return true;
}

/** Amazon's are its acceptance, what it shows and what it says no to; the rest is the desk's own doing. */
function movedEvent(write: Write, { state, reason = null, amazonCode = null, amazonMessage = null, by }: Move, at: Date): EventEntry {
  const isAmazon = state === 'accepted' || state === 'verified' || (state === 'rejected' && amazonCode !== null);
  return {
    orderId: write.orderId,
    at,
    kind: `write.${state}`,
    origin: by !== undefined ? 'person' : isAmazon ? 'amazon' : 'system',
    actor: by ?? (isAmazon ? 'Amazon' : 'Waybill'),
    source: 'writes',
    data: { writeId: write.writeId, write: write.kind, reason, code: amazonCode, message: amazonMessage },
  };
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

/** Everything queued waits for `nextAt` because the account is read-only, and says so. */
export async function holdQueued(tx: Tx, accountId: AccountId, nextAt: Date): Promise<void> {
  const held = await tx.query<{ fresh: boolean }>({
    name: 'writes-hold',
    text: `UPDATE writes w SET reason = $2, next_at = $3 FROM writes before
      WHERE w.account_id = $1 AND before.account_id = $1 AND before.write_id = w.write_id AND w.state = 'queued'
      RETURNING before.reason IS DISTINCT FROM $2 AS fresh`,
    values: [accountId, heldReason, nextAt],
  });
  if (held.some(({ fresh }) => fresh)) await tellWrites(tx, accountId);
}

/** What was held is due now. */
export async function freeQueued(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
  await tx.query({
    text: `UPDATE writes SET reason = NULL, next_at = $3 WHERE account_id = $1 AND state = 'queued' AND reason = $2`,
    values: [accountId, heldReason, now],
  });
  await tellWrites(tx, accountId);
}

/** Live pages look at all writes of the account anew. */
const tellWrites = (tx: Tx, accountId: AccountId): Promise<unknown> =>
  tx.query({ text: `SELECT pg_notify('waybill_writes', $1)`, values: [JSON.stringify({ accountId, orderIds: null })] });

/** Writes that a process left behind in the middle of sending: nobody knows whether Amazon got them. */
export const leftSending = (tx: Tx, accountId: AccountId): Promise<Write[]> =>
  tx.query<Write>({
    name: 'writes-left-sending',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.state = 'sending' AND w.kind IN ('confirm', 'edit')`,
    values: [accountId],
  });

/** The next look at what was handed over of these orders comes at `nextAt`; it counts as a read-back. */
export async function readLater(tx: Tx, accountId: AccountId, orderId: string, now: Date, nextAt: Date): Promise<void> {
  await tx.query({
    name: 'writes-read-later',
    text: `UPDATE writes SET next_at = $4, reads = reads + 1
      WHERE account_id = $1 AND order_id = $2 AND state IN ('sent', 'accepted') AND next_at <= $3`,
    values: [accountId, orderId, now, nextAt],
  });
}
