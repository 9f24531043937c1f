import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { AlertKindName } from './alert-kinds.ts';
import type { Channel, Mode } from './ways.ts';

export type UntoldAlert = { alertId: string; kind: AlertKindName };

/** Open alerts of an account that nobody has been told of yet; held until the transaction ends. */
export const untoldAlerts = (tx: Tx, accountId: AccountId, limit: number): Promise<UntoldAlert[]> =>
  tx.query<UntoldAlert>({
    name: 'notices-untold',
    text: `SELECT alert_id AS "alertId", kind FROM alert WHERE account_id = $1 AND told_at IS NULL AND resolved_at IS NULL
      ORDER BY alert_id LIMIT $2 FOR NO KEY UPDATE`,
    values: [accountId, limit],
  });

export type NewNotice = { alertId: string; personId: string; channel: Channel; mode: Exclude<Mode, 'off'> };

/** Writes down who is to hear of these alerts and how; each alert is handed on once. */
export async function noteTold(
  tx: Tx,
  accountId: AccountId,
  alertIds: readonly string[],
  rows: readonly NewNotice[],
  at: Date,
): Promise<void> {
  await tx.query({
    name: 'notices-tell',
    text: `INSERT INTO notice (account_id, alert_id, person_id, channel, mode)
      SELECT $1, x."alertId", x."personId", x.channel, x.mode
      FROM json_to_recordset($2::json) AS x("alertId" bigint, "personId" text, channel text, mode text) ON CONFLICT DO NOTHING`,
    values: [accountId, JSON.stringify(rows)],
  });
  await tx.query({
    name: 'notices-told',
    text: 'UPDATE alert SET told_at = $3 WHERE account_id = $1 AND alert_id = ANY($2)',
    values: [accountId, alertIds, at],
  });
}

/** Lets go of what waits for a person about alerts that are over. */
export async function dropOver(tx: Tx, personId: string): Promise<void> {
  await tx.query({
    name: 'notices-drop-over',
    text: `DELETE FROM notice n USING alert a WHERE n.account_id = ANY($1) AND a.account_id = ANY($1) AND a.account_id = n.account_id
      AND a.alert_id = n.alert_id AND n.person_id = $2 AND n.message_id IS NULL AND a.resolved_at IS NOT NULL`,
    values: [tx.accounts, personId],
  });
}

export type NewMessage = { messageId: string; personId: string; channel: Channel; mode: 'at_once' | 'digest'; at: Date };

/** Makes a message of what waits for a person in one way. The transaction's accounts are those that the person sees. */
export async function makeMessage(tx: Tx, { messageId, personId, channel, mode, at }: NewMessage): Promise<void> {
  await tx.query({
    text: `INSERT INTO notice_message (message_id, person_id, channel, mode, state, made_at, next_at) VALUES ($1, $2, $3, $4, 'queued', $5, $5)`,
    values: [messageId, personId, channel, mode, at],
  });
  await tx.query({
    text: `UPDATE notice SET message_id = $4 WHERE account_id = ANY($1) AND person_id = $2 AND channel = $3 AND mode = $5 AND message_id IS NULL`,
    values: [tx.accounts, personId, channel, messageId, mode],
  });
}

/** A message is over: sent, pointless, or failed for the reason given. */
export async function endMessage(
  tx: Tx,
  messageId: string,
  state: 'sent' | 'pointless' | 'failed',
  at: Date,
  lastError: string | null,
): Promise<void> {
  await tx.query({
    text: `UPDATE notice_message SET state = $2, done_at = $3, last_error = $4, attempts = attempts + $5 WHERE message_id = $1 AND state = 'queued'`,
    values: [messageId, state, at, lastError, state === 'pointless' ? 0 : 1],
  });
}

export async function retryMessage(tx: Tx, messageId: string, nextAt: Date, lastError: string): Promise<void> {
  await tx.query({
    text: `UPDATE notice_message SET next_at = $2, last_error = $3, attempts = attempts + 1 WHERE message_id = $1 AND state = 'queued'`,
    values: [messageId, nextAt, lastError],
  });
}

/** Forgets what is long over: alerts resolved and messages ended before `before`. */
export async function forgetOld(tx: Tx, accountId: AccountId, before: Date): Promise<void> {
  await tx.query({ text: 'DELETE FROM alert WHERE account_id = $1 AND resolved_at < $2', values: [accountId, before] });
}

export async function forgetMessages(tx: Tx, before: Date): Promise<void> {
  await tx.query({ text: `DELETE FROM notice_message WHERE state <> 'queued' AND done_at < $1`, values: [before] });
}
