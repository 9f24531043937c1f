import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { AlertDetails } from './alert-kinds.ts';
import type { Channel } from './ways.ts';

export type Waiting = { channel: Channel; mode: 'at_once' | 'digest'; lastMadeAt: Date | null };

/** In which ways something waits for a person, and when a message last went that way. */
export const waitingFor = (db: Db, personId: string): Promise<Waiting[]> =>
  db.query<Waiting>({
    name: 'notices-waiting',
    text: `SELECT n.channel, n.mode, (SELECT max(m.made_at) FROM notice_message m WHERE m.person_id = $2 AND m.channel = n.channel AND m.mode = 'at_once') AS "lastMadeAt"
      FROM notice n WHERE n.account_id = ANY($1) AND n.person_id = $2 AND n.message_id IS NULL GROUP BY n.channel, n.mode`,
    values: [db.accounts, personId],
  });

export type QueuedMessage = {
  messageId: string;
  personId: string;
  channel: Channel;
  mode: 'at_once' | 'digest';
  attempts: number;
  madeAt: Date;
};

export const queuedMessages = (db: Db, now: Date, limit: number): Promise<QueuedMessage[]> =>
  db.query<QueuedMessage>({
    name: 'notices-queued',
    text: `SELECT message_id AS "messageId", person_id AS "personId", channel, mode, attempts, made_at AS "madeAt" FROM notice_message
      WHERE state = 'queued' AND next_at <= $1 ORDER BY next_at, message_id LIMIT $2`,
    values: [now, limit],
  });

export async function nextMessageAt(db: Db): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    name: 'notices-next-at',
    text: `SELECT min(next_at) AS at FROM notice_message WHERE state = 'queued'`,
  });
  return row?.at ?? undefined;
}

export type CarriedAlert = { accountId: AccountId; kind: string; details: AlertDetails; openedAt: Date };

/** The alerts of a message that are still open. */
export const alertsOfMessage = (db: Db, messageId: string): Promise<CarriedAlert[]> =>
  db.query<CarriedAlert>({
    name: 'notices-of-message',
    text: `SELECT a.account_id AS "accountId", a.kind, a.details, a.opened_at AS "openedAt" FROM notice n
      JOIN alert a ON a.account_id = n.account_id AND a.alert_id = n.alert_id
      WHERE n.account_id = ANY($1) AND a.account_id = ANY($1) AND n.message_id = $2 AND a.resolved_at IS NULL ORDER BY a.opened_at, a.alert_id LIMIT 1000`,
    values: [db.accounts, messageId],
  });

/** How the outbox stands: what waits, since when, and what went wrong last. */
export type OutboxState = {
  channel: Channel;
  waiting: number;
  tried: number;
  oldest: Date | null;
  lastError: string | null;
  lastSentAt: Date | null;
};

export const outboxStates = (db: Db): Promise<OutboxState[]> =>
  db.query<OutboxState>({
    name: 'notices-outbox',
    text: `SELECT c.channel, count(m.message_id) FILTER (WHERE m.state = 'queued')::int AS waiting,
        count(m.message_id) FILTER (WHERE m.state = 'queued' AND m.attempts > 0)::int AS tried,
        min(m.made_at) FILTER (WHERE m.state = 'queued') AS oldest,
        (array_agg(m.last_error ORDER BY m.made_at DESC) FILTER (WHERE m.state IN ('queued', 'failed') AND m.last_error IS NOT NULL))[1] AS "lastError",
        max(m.done_at) FILTER (WHERE m.state = 'sent') AS "lastSentAt"
      FROM unnest(ARRAY['mail', 'push']) AS c(channel) LEFT JOIN notice_message m ON m.channel = c.channel GROUP BY c.channel ORDER BY c.channel`,
  });
