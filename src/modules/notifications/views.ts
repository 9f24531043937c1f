import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type QueueRow = {
  accountId: AccountId;
  queueUrl: string;
  arn: string;
  region: string;
  endpoint: string | null;
  sealed: Buffer;
  destinationId: string | null;
  savedAt: Date;
  lastPollAt: Date | null;
  lastError: string | null;
  lastErrorAt: Date | null;
};

/** The queues of the accounts in sight. */
export const queueRows = (db: Db): Promise<QueueRow[]> =>
  db.query<QueueRow>({
    name: 'notification-queues',
    text: `SELECT account_id AS "accountId", queue_url AS "queueUrl", queue_arn AS arn, region, endpoint, sealed, destination_id AS "destinationId",
        saved_at AS "savedAt", last_poll_at AS "lastPollAt", last_error AS "lastError", last_error_at AS "lastErrorAt"
      FROM notification_queue WHERE account_id = ANY($1) ORDER BY account_id`,
    values: [db.accounts],
  });

export type TypeRow = {
  accountId: AccountId;
  type: string;
  state: 'unknown' | 'subscribed' | 'missing' | 'elsewhere' | 'refused' | 'foreign';
  subscriptionId: string | null;
  detail: string | null;
  checkedAt: Date | null;
  received: string;
  doubled: string;
  lastEventAt: Date | null;
  lastReceivedAt: Date | null;
  lastLagMs: string | null;
};

export const typeRows = (db: Db): Promise<TypeRow[]> =>
  db.query<TypeRow>({
    text: `SELECT account_id AS "accountId", type, state, subscription_id AS "subscriptionId", detail, checked_at AS "checkedAt", received, doubled,
        last_event_at AS "lastEventAt", last_received_at AS "lastReceivedAt", last_lag_ms AS "lastLagMs"
      FROM notification_type WHERE account_id = ANY($1) ORDER BY account_id, type`,
    values: [db.accounts],
  });

/** How many messages wait or are poison, per account. */
export async function openCounts(db: Db): Promise<Map<AccountId, { waiting: number; poison: number }>> {
  const rows = await db.query<{ accountId: AccountId; waiting: string; poison: string }>({
    text: `SELECT account_id AS "accountId", count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'poison') AS poison
      FROM notification WHERE account_id = ANY($1) AND state IN ('waiting', 'poison') GROUP BY account_id`,
    values: [db.accounts],
  });
  return new Map(rows.map((row) => [row.accountId, { waiting: Number(row.waiting), poison: Number(row.poison) }]));
}

export type MessageRow = { notificationId: string; body: unknown; attempts: number };

/** Messages to be worked on, oldest first. */
export const waitingMessages = (db: Db, accountId: AccountId, limit: number): Promise<MessageRow[]> =>
  db.query<MessageRow>({
    name: 'notification-waiting',
    text: `SELECT notification_id AS "notificationId", body, attempts FROM notification WHERE account_id = $1 AND state = 'waiting'
      ORDER BY attempts, received_at, notification_id LIMIT $2`,
    values: [accountId, limit],
  });

export type PoisonRow = {
  accountId: AccountId;
  notificationId: string;
  type: string | null;
  subject: string | null;
  reason: string | null;
  detail: string | null;
  eventAt: Date | null;
  receivedAt: Date;
  body: unknown;
  sealed: Buffer | null;
};

/** Messages that could not be worked on, newest first; all that are in sight, or one. */
export const poisonRows = (db: Db, limit: number, only?: string): Promise<PoisonRow[]> =>
  db.query<PoisonRow>({
    text: `SELECT account_id AS "accountId", notification_id AS "notificationId", type, subject, reason, detail, event_at AS "eventAt",
        received_at AS "receivedAt", body, sealed
      FROM notification WHERE account_id = ANY($1) AND state = 'poison' AND ($3::text IS NULL OR notification_id = $3)
      ORDER BY received_at DESC, notification_id LIMIT $2`,
    values: [db.accounts, limit, only ?? null],
  });
