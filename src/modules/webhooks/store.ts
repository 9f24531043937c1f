import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { OrderEventMessage } from './contract.ts';

export type NewWebhook = { name: string; url: string; events: readonly string[]; secret: Buffer; createdBy: string; afterEvent: string };

export async function insertWebhook(tx: Tx, accountId: AccountId, webhook: NewWebhook, now: Date): Promise<string> {
  const [row] = await tx.query<{ id: string }>({
    text: `INSERT INTO webhook (account_id, name, url, events, state, secret, after_event, created_by, created_at, changed_at)
      VALUES ($1, $2, $3, $4, 'on', $5, $6, $7, $8, $8) RETURNING webhook_id AS id`,
    values: [accountId, webhook.name, webhook.url, webhook.events, webhook.secret, webhook.afterEvent, webhook.createdBy, now],
  });
  return row?.id ?? '';
}

export type Change = {
  name?: string | undefined;
  url?: string | undefined;
  events?: readonly string[] | undefined;
  state?: 'on' | 'off' | undefined;
  /** Where it goes on when it is switched on: what happened meanwhile is not told. */
  afterEvent: string;
};

export async function updateWebhook(tx: Tx, accountId: AccountId, webhookId: string, change: Change, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE webhook SET name = coalesce($3, name), url = coalesce($4, url), events = coalesce($5, events), state = coalesce($6, state),
        after_event = CASE WHEN $6 = 'on' AND state <> 'on' THEN $7::bigint ELSE after_event END,
        failing_since = CASE WHEN $6 = 'on' OR $4 IS NOT NULL THEN NULL ELSE failing_since END, changed_at = $8
      WHERE account_id = $1 AND webhook_id = $2 RETURNING webhook_id`,
    values: [
      accountId,
      webhookId,
      change.name ?? null,
      change.url ?? null,
      change.events ?? null,
      change.state ?? null,
      change.afterEvent,
      now,
    ],
  });
  return rows.length > 0;
}

/** The present secret becomes the old one, which signs along until `oldUntil`. */
export async function replaceSecret(
  tx: Tx,
  accountId: AccountId,
  webhookId: string,
  secret: Buffer,
  oldUntil: Date,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE webhook SET old_secret = secret, old_until = $4, secret = $3, changed_at = $5
      WHERE account_id = $1 AND webhook_id = $2 RETURNING webhook_id`,
    values: [accountId, webhookId, secret, oldUntil, now],
  });
  return rows.length > 0;
}

export async function deleteWebhook(tx: Tx, accountId: AccountId, webhookId: string): Promise<boolean> {
  const rows = await tx.query({
    text: 'DELETE FROM webhook WHERE account_id = $1 AND webhook_id = $2 RETURNING webhook_id',
    values: [accountId, webhookId],
  });
  return rows.length > 0;
}

/** Queues messages for a webhook and remembers how far it has looked, together. */
export async function queueMessages(
  tx: Tx,
  accountId: AccountId,
  webhookId: string,
  messages: readonly OrderEventMessage[],
  afterEvent: string,
  now: Date,
): Promise<void> {
  if (messages.length > 0)
    await tx.query({
      text: `INSERT INTO webhook_delivery (account_id, webhook_id, message_id, kind, body, state, next_at, created_at)
        SELECT $1, $2, id, kind, body, 'queued', $6, $6 FROM unnest($3::text[], $4::text[], $5::text[]) AS m (id, kind, body)`,
      values: [
        accountId,
        webhookId,
        messages.map((message) => message.id),
        messages.map((message) => message.type),
        messages.map((message) => JSON.stringify(message)),
        now,
      ],
    });
  await tx.query({
    text: 'UPDATE webhook SET after_event = $3 WHERE account_id = $1 AND webhook_id = $2',
    values: [accountId, webhookId, afterEvent],
  });
}

export type Outcome = {
  deliveryId: string;
  webhookId: string;
  delivered: boolean;
  /** When it is tried again; null: delivered, or given up. */
  nextAt: Date | null;
  status: number | null;
  error: string | null;
  tookMs: number;
};

/** Notes how a try went, and since when the webhook has taken nothing. */
export async function noteOutcome(tx: Tx, accountId: AccountId, outcome: Outcome, now: Date): Promise<void> {
  const { deliveryId, webhookId, delivered, nextAt, status, error, tookMs } = outcome;
  await tx.query({
    text: `UPDATE webhook_delivery SET attempts = attempts + 1, state = $3, next_at = $4, status = $5, error = $6, took_ms = $7,
        done_at = CASE WHEN $3 = 'queued' THEN NULL ELSE $8::timestamptz END
      WHERE account_id = $1 AND delivery_id = $2`,
    values: [accountId, deliveryId, delivered ? 'delivered' : nextAt === null ? 'given_up' : 'queued', nextAt, status, error, tookMs, now],
  });
  await tx.query({
    text: `UPDATE webhook SET failing_since = CASE WHEN $3 THEN NULL ELSE coalesce(failing_since, $4) END
      WHERE account_id = $1 AND webhook_id = $2`,
    values: [accountId, webhookId, delivered, now],
  });
}

/** Stops webhooks that have taken nothing since `since`; what waits for them is given up. */
export async function stopFailing(tx: Tx, accountId: AccountId, since: Date, now: Date): Promise<{ webhookId: string; name: string }[]> {
  const stopped = await tx.query<{ webhookId: string; name: string }>({
    text: `UPDATE webhook SET state = 'stopped', changed_at = $3 WHERE account_id = $1 AND state = 'on' AND failing_since <= $2
      RETURNING webhook_id AS "webhookId", name`,
    values: [accountId, since, now],
  });
  const ids = stopped.map((webhook) => webhook.webhookId);
  if (ids.length > 0)
    await tx.query({
      text: `UPDATE webhook_delivery SET state = 'given_up', next_at = NULL, done_at = $3
        WHERE account_id = $1 AND webhook_id = ANY($2) AND state = 'queued'`,
      values: [accountId, ids, now],
    });
  return stopped;
}

export async function forgetDeliveries(tx: Tx, accountId: AccountId, before: Date): Promise<void> {
  await tx.query({
    text: `DELETE FROM webhook_delivery WHERE account_id = $1 AND state <> 'queued' AND done_at < $2`,
    values: [accountId, before],
  });
}

/** Puts a message of the log into the queue again; undefined when there is none. */
export async function requeueDelivery(
  tx: Tx,
  accountId: AccountId,
  webhookId: string,
  deliveryId: string,
  now: Date,
): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>({
    text: `UPDATE webhook_delivery SET state = 'queued', attempts = 0, next_at = $4, done_at = NULL
      WHERE account_id = $1 AND webhook_id = $2 AND delivery_id = $3 RETURNING delivery_id AS id`,
    values: [accountId, webhookId, deliveryId, now],
  });
  return row?.id;
}
