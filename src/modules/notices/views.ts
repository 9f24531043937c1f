import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { AlertDetails } from './alert-kinds.ts';

export type AlertRow = {
  accountId: AccountId;
  alertId: string;
  kind: string;
  details: AlertDetails;
  openedAt: Date;
  resolvedAt: Date | null;
  isRead: boolean;
};

const alertColumns = `a.account_id AS "accountId", a.alert_id AS "alertId", a.kind, a.details, a.opened_at AS "openedAt", a.resolved_at AS "resolvedAt",
  EXISTS (SELECT 1 FROM alert_read r WHERE r.account_id = ANY($1) AND r.account_id = a.account_id AND r.alert_id = a.alert_id AND r.person_id = $2) AS "isRead"`;

/** Open alerts, newest first; 500 at most. */
export const openAlertRows = (db: Db, personId: string): Promise<AlertRow[]> =>
  db.query<AlertRow>({
    name: 'notices-open-rows',
    text: `SELECT ${alertColumns} FROM alert a WHERE a.account_id = ANY($1) AND a.resolved_at IS NULL ORDER BY a.opened_at DESC, a.alert_id DESC LIMIT 500`,
    values: [db.accounts, personId],
  });

/** Alerts that are over, the last resolved first; after the one that the last page ended with. */
export const pastAlertRows = (
  db: Db,
  personId: string,
  after: { resolvedAt: Date; alertId: string } | undefined,
  limit: number,
): Promise<AlertRow[]> =>
  db.query<AlertRow>({
    name: 'notices-past-rows',
    text: `SELECT ${alertColumns} FROM alert a WHERE a.account_id = ANY($1) AND a.resolved_at IS NOT NULL
      AND ($3::timestamptz IS NULL OR (a.resolved_at, a.alert_id) < ($3, $4)) ORDER BY a.resolved_at DESC, a.alert_id DESC LIMIT $5`,
    values: [db.accounts, personId, after?.resolvedAt ?? null, after?.alertId ?? null, limit],
  });

/** Open alerts by kind in the accounts of `db`, and how many of them the person has not read. */
export const openCounts = (db: Db, personId: string): Promise<{ kind: string; open: number; unread: number }[]> =>
  db.query({
    name: 'notices-open-counts',
    text: `SELECT a.kind, count(*)::int AS open, count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM alert_read r
          WHERE r.account_id = ANY($1) AND r.account_id = a.account_id AND r.alert_id = a.alert_id AND r.person_id = $2))::int AS unread
      FROM alert a WHERE a.account_id = ANY($1) AND a.resolved_at IS NULL GROUP BY a.kind ORDER BY a.kind`,
    values: [db.accounts, personId],
  });

/** Open alerts by account and kind, for the metrics. */
export const openByAccount = (db: Db): Promise<{ accountId: AccountId; kind: string; open: number }[]> =>
  db.query({
    name: 'notices-open-by-account',
    text: `SELECT account_id AS "accountId", kind, count(*)::int AS open FROM alert WHERE account_id = ANY($1) AND resolved_at IS NULL GROUP BY account_id, kind`,
    values: [db.accounts],
  });
