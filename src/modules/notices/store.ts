import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { AlertDetails, AlertKindName } from './alert-kinds.ts';

export type OpenedAlert = { key: string; details: AlertDetails };

/**
 * Opens alerts of a kind unless they are open; one that is open takes the new details. True when any is new.
 * The transaction must be open for the account.
 */
export async function putAlerts(
  tx: Tx,
  accountId: AccountId,
  kind: AlertKindName,
  alerts: readonly OpenedAlert[],
  at: Date,
): Promise<boolean> {
  if (alerts.length === 0) return false;
  const rows = await tx.query<{ isNew: boolean }>({
    name: 'notices-open',
    text: `INSERT INTO alert (account_id, kind, key, details, opened_at)
      SELECT $1, $2, x.key, x.details, $4 FROM json_to_recordset($3::json) AS x(key text, details jsonb)
      ON CONFLICT (account_id, kind, key) WHERE resolved_at IS NULL
      DO UPDATE SET details = excluded.details WHERE alert.account_id = $1 AND alert.details <> excluded.details
      RETURNING xmax = 0 AS "isNew"`,
    values: [accountId, kind, JSON.stringify(alerts), at],
  });
  if (rows.length > 0) await tellAlerts(tx, accountId);
  return rows.some(({ isNew }) => isNew);
}

/** Closes open alerts of a kind: those with one of `keys`, or all but those with one of `except`. */
export async function closeAlerts(
  tx: Tx,
  accountId: AccountId,
  kind: AlertKindName,
  which: { keys: readonly string[] } | { except: readonly string[] },
  at: Date,
): Promise<void> {
  const rows = await tx.query({
    name: 'notices-close',
    text: `UPDATE alert SET resolved_at = $4 WHERE account_id = $1 AND kind = $2 AND resolved_at IS NULL AND (key = ANY($3)) = $5 RETURNING alert_id`,
    values: [accountId, kind, 'keys' in which ? which.keys : which.except, at, 'keys' in which],
  });
  if (rows.length > 0) await tellAlerts(tx, accountId);
}

/** Live pages hear that an account's alerts have changed. */
async function tellAlerts(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.query({ name: 'notices-notify', text: `SELECT pg_notify('waybill_alerts', $1)`, values: [JSON.stringify({ accountId })] });
}

/** Notes that a person has seen these open alerts of an account, or all of them. */
export async function readAlerts(tx: Tx, personId: string, alertIds: readonly string[] | 'all', at: Date): Promise<void> {
  const rows = await tx.query<{ accountId: AccountId }>({
    name: 'notices-read',
    text: `INSERT INTO alert_read (account_id, alert_id, person_id, read_at)
      SELECT a.account_id, a.alert_id, $2, $4 FROM alert a WHERE a.account_id = ANY($1) AND a.resolved_at IS NULL
        AND ($3::bigint[] IS NULL OR a.alert_id = ANY($3))
      ON CONFLICT DO NOTHING RETURNING account_id AS "accountId"`,
    values: [tx.accounts, personId, alertIds === 'all' ? null : alertIds, at],
  });
  for (const accountId of new Set(rows.map((row) => row.accountId))) await tellAlerts(tx, accountId);
}
