import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { deliveryStates, webhookStates } from './contract.ts';

export type WebhookRow = {
  accountId: AccountId;
  webhookId: string;
  name: string;
  url: string;
  events: string[];
  state: (typeof webhookStates)[number];
  failingSince: Date | null;
  queued: number;
  oldSecretUntil: Date | null;
  createdBy: string;
  createdAt: Date;
};

/** The webhooks of the accounts in sight, oldest first. */
export const listWebhooks = (db: Db): Promise<WebhookRow[]> =>
  db.query<WebhookRow>({
    text: `SELECT w.account_id AS "accountId", w.webhook_id AS "webhookId", w.name, w.url, w.events, w.state, w.failing_since AS "failingSince",
        w.old_until AS "oldSecretUntil", w.created_by AS "createdBy", w.created_at AS "createdAt",
        (SELECT count(*)::int FROM webhook_delivery d WHERE d.account_id = w.account_id AND d.webhook_id = w.webhook_id AND d.state = 'queued') AS queued
      FROM webhook w WHERE w.account_id = ANY($1) ORDER BY w.account_id, w.webhook_id`,
    values: [db.accounts],
  });

export type SendingRow = {
  webhookId: string;
  url: string;
  events: string[];
  state: (typeof webhookStates)[number];
  secret: Buffer;
  oldSecret: Buffer | null;
  oldUntil: Date | null;
  afterEvent: string;
};

export const webhooksOf = (db: Db, accountId: AccountId): Promise<SendingRow[]> =>
  db.query<SendingRow>({
    text: `SELECT webhook_id AS "webhookId", url, events, state, secret, old_secret AS "oldSecret", old_until AS "oldUntil", after_event AS "afterEvent"
      FROM webhook WHERE account_id = $1`,
    values: [accountId],
  });

export type QueuedRow = { deliveryId: string; webhookId: string; messageId: string; body: string; attempts: number };

/** What is to be sent now, oldest first, to webhooks that are on. */
export const dueDeliveries = (db: Db, accountId: AccountId, now: Date, limit: number): Promise<QueuedRow[]> =>
  db.query<QueuedRow>({
    text: `SELECT d.delivery_id AS "deliveryId", d.webhook_id AS "webhookId", d.message_id AS "messageId", d.body, d.attempts
      FROM webhook_delivery d JOIN webhook w ON w.account_id = $1 AND w.webhook_id = d.webhook_id
      WHERE d.account_id = $1 AND d.state = 'queued' AND d.next_at <= $2 AND w.state = 'on' ORDER BY d.next_at, d.delivery_id LIMIT $3`,
    values: [accountId, now, limit],
  });

export async function nextDeliveryAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    text: `SELECT min(d.next_at) AS at FROM webhook_delivery d JOIN webhook w ON w.account_id = $1 AND w.webhook_id = d.webhook_id
      WHERE d.account_id = $1 AND d.state = 'queued' AND w.state = 'on'`,
    values: [accountId],
  });
  return row?.at ?? undefined;
}

export type DeliveryRow = {
  deliveryId: string;
  messageId: string;
  kind: string;
  state: (typeof deliveryStates)[number];
  attempts: number;
  nextAt: Date | null;
  status: number | null;
  error: string | null;
  tookMs: number | null;
  body: string;
  createdAt: Date;
};

/** The log of a webhook, newest first, before a delivery when one is named. */
export const listDeliveries = (
  db: Db,
  accountId: AccountId,
  webhookId: string,
  before: string | undefined,
  limit: number,
): Promise<DeliveryRow[]> =>
  db.query<DeliveryRow>({
    text: `SELECT delivery_id AS "deliveryId", message_id AS "messageId", kind, state, attempts, next_at AS "nextAt", status, error, took_ms AS "tookMs",
        body, created_at AS "createdAt"
      FROM webhook_delivery WHERE account_id = $1 AND webhook_id = $2 AND ($3::bigint IS NULL OR delivery_id < $3)
      ORDER BY delivery_id DESC LIMIT $4`,
    values: [accountId, webhookId, before ?? null, limit],
  });

export async function countWebhooks(db: Db, accountId: AccountId): Promise<number> {
  const [row] = await db.query<{ n: number }>({
    text: 'SELECT count(*)::int AS n FROM webhook WHERE account_id = $1',
    values: [accountId],
  });
  return row?.n ?? 0;
}
