import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { rowBatch } from '#src/platform/row-batch.ts';

export type NewQueue = { queueUrl: string; arn: string; region: string; endpoint: string | null; sealed: Buffer };

/** Sets the queue of an account. Another queue than before begins anew. */
export async function saveQueueRow(tx: Tx, accountId: AccountId, queue: NewQueue, now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO notification_queue AS q (account_id, queue_url, queue_arn, region, endpoint, sealed, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (account_id) DO UPDATE SET queue_url = excluded.queue_url, queue_arn = excluded.queue_arn, region = excluded.region,
        endpoint = excluded.endpoint, sealed = excluded.sealed, saved_at = excluded.saved_at, last_error = NULL, last_error_at = NULL,
        destination_id = CASE WHEN q.queue_arn = excluded.queue_arn THEN q.destination_id END`,
    values: [accountId, queue.queueUrl, queue.arn, queue.region, queue.endpoint, queue.sealed, now],
  });
  await tellQueues(tx, accountId);
}

export async function removeQueueRow(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.query({ text: 'DELETE FROM notification_queue WHERE account_id = $1', values: [accountId] });
  await tellQueues(tx, accountId);
}

/** Whoever receives looks again at which queues there are; live pages too. */
async function tellQueues(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.query({
    text: `SELECT pg_notify('waybill_queues', ''), pg_notify('waybill_sync', $1)`,
    values: [JSON.stringify({ accountId })],
  });
}

export async function saveDestination(tx: Tx, accountId: AccountId, destinationId: string): Promise<void> {
  await tx.query({ text: 'UPDATE notification_queue SET destination_id = $2 WHERE account_id = $1', values: [accountId, destinationId] });
}

/** That the queue was asked, and how that ended. */
export async function savePoll(tx: Tx, accountId: AccountId, at: Date, error: string | null): Promise<void> {
  await tx.query({
    name: 'notification-poll',
    text: `UPDATE notification_queue SET last_poll_at = CASE WHEN $3::text IS NULL THEN $2 ELSE last_poll_at END, last_error = $3,
        last_error_at = CASE WHEN $3::text IS NULL THEN last_error_at ELSE $2 END WHERE account_id = $1`,
    values: [accountId, at, error],
  });
}

export type TypeState = 'subscribed' | 'missing' | 'elsewhere' | 'refused';

export async function saveType(
  tx: Tx,
  accountId: AccountId,
  type: string,
  found: { state: TypeState; subscriptionId: string | null; detail: string | null },
  at: Date,
): Promise<void> {
  await tx.query({
    text: `INSERT INTO notification_type (account_id, type, state, subscription_id, detail, checked_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (account_id, type) DO UPDATE SET state = excluded.state, subscription_id = excluded.subscription_id, detail = excluded.detail,
        checked_at = excluded.checked_at`,
    values: [accountId, type, found.state, found.subscriptionId, found.detail, at],
  });
}

const newMessages = rowBatch({
  notification_id: 'text',
  type: 'text',
  state: 'text',
  subject: 'text',
  event_at: 'timestamptz',
  reason: 'text',
  detail: 'text',
  body: 'jsonb',
  sealed: 'bytea',
});
export type NewMessage = Parameters<typeof newMessages.values>[0][number];

/** Keeps messages, each once for ever; the ids of those that are new come back. */
export async function insertMessages(tx: Tx, accountId: AccountId, messages: readonly NewMessage[], now: Date): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>({
    name: 'notification-insert',
    text: `INSERT INTO notification (account_id, received_at, ${newMessages.names}) SELECT $1, $2, ${newMessages.names} FROM ${newMessages.from(3)}
      ON CONFLICT DO NOTHING RETURNING notification_id AS id`,
    values: [accountId, now, ...newMessages.values(messages)],
  });
  return new Set(rows.map(({ id }) => id));
}

export type Tally = {
  type: string;
  state: 'unknown' | 'foreign';
  received: number;
  doubled: number;
  eventAt: string | null;
  lagMs: number | null;
};

/** Counts what came in, per type. */
export async function addTallies(tx: Tx, accountId: AccountId, tallies: readonly Tally[], now: Date): Promise<void> {
  await tx.query({
    name: 'notification-tally',
    text: `INSERT INTO notification_type AS t (account_id, type, state, received, doubled, last_event_at, last_received_at, last_lag_ms)
      SELECT $1, x.type, x.state, x.received, x.doubled, x."eventAt", $3, x."lagMs"
      FROM json_to_recordset($2::json) AS x(type text, state text, received int, doubled int, "eventAt" timestamptz, "lagMs" bigint)
      ON CONFLICT (account_id, type) DO UPDATE SET received = t.received + excluded.received, doubled = t.doubled + excluded.doubled,
        last_event_at = GREATEST(t.last_event_at, excluded.last_event_at), last_received_at = excluded.last_received_at,
        last_lag_ms = coalesce(excluded.last_lag_ms, t.last_lag_ms)`,
    values: [accountId, JSON.stringify(tallies), now],
  });
}

/** Worked on, each with what it did. */
export async function finishMessages(
  tx: Tx,
  accountId: AccountId,
  done: readonly { notificationId: string; outcome: string }[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'notification-finish',
    text: `UPDATE notification n SET state = 'done', worked_at = $3, outcome = x.outcome, reason = NULL, detail = NULL, sealed = NULL
      FROM json_to_recordset($2::json) AS x("notificationId" text, outcome text) WHERE n.account_id = $1 AND n.notification_id = x."notificationId"`,
    values: [accountId, JSON.stringify(done), now],
  });
}

/** Could not be worked on. Below `mostTries` it is tried again. */
export async function failMessage(
  tx: Tx,
  accountId: AccountId,
  notificationId: string,
  failure: { reason: string; detail: string; mostTries: number },
): Promise<void> {
  await tx.query({
    text: `UPDATE notification SET attempts = attempts + 1, reason = $3, detail = $4, state = CASE WHEN attempts + 1 >= $5 THEN 'poison' ELSE 'waiting' END
      WHERE account_id = $1 AND notification_id = $2`,
    values: [accountId, notificationId, failure.reason, failure.detail, failure.mostTries],
  });
}

/** A poison message that can be read by now waits to be worked on like any other. */
export async function reopenMessage(
  tx: Tx,
  accountId: AccountId,
  notificationId: string,
  read: { type: string | null; subject: string | null; eventAt: Date | null; body: unknown },
): Promise<void> {
  await tx.query({
    text: `UPDATE notification SET state = 'waiting', attempts = 0, reason = NULL, detail = NULL, type = $3, subject = $4, event_at = $5, body = $6, sealed = NULL
      WHERE account_id = $1 AND notification_id = $2 AND state = 'poison'`,
    values: [accountId, notificationId, read.type, read.subject, read.eventAt, JSON.stringify(read.body)],
  });
}

/** A person has seen it and needs it no more. */
export async function dropPoison(tx: Tx, accountId: AccountId, notificationId: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE notification SET state = 'done', worked_at = $3, outcome = 'dropped', sealed = NULL, body = NULL
      WHERE account_id = $1 AND notification_id = $2 AND state = 'poison' RETURNING 1`,
    values: [accountId, notificationId, now],
  });
  return rows.length > 0;
}

/** A queue keeps what it has for 14 days at most: what is older than `before` cannot come twice any more. */
export async function forgetDone(tx: Tx, accountId: AccountId, before: Date): Promise<void> {
  await tx.query({
    name: 'notification-forget',
    text: `DELETE FROM notification WHERE account_id = $1 AND state = 'done' AND worked_at < $2`,
    values: [accountId, before],
  });
}

/** Empties messages about these orders and those that lie there since before `before`; what became of them stays. */
export async function emptyMessages(tx: Tx, accountId: AccountId, orderIds: readonly string[], before: Date): Promise<number> {
  const rows = await tx.query({
    text: `UPDATE notification SET sealed = NULL, body = NULL WHERE account_id = $1 AND state <> 'waiting'
      AND (subject = ANY($2) OR received_at < $3) AND (sealed IS NOT NULL OR body IS NOT NULL) RETURNING notification_id`,
    values: [accountId, orderIds, before],
  });
  return rows.length;
}
