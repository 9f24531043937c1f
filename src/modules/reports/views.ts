import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { ReportKind } from './store.ts';

export type OpenReport = {
  reportKey: string;
  kind: ReportKind;
  reason: 'backfill' | 'reconcile' | 'person';
  marketplaceIds: string[];
  from: Date;
  to: Date;
  state: 'wanted' | 'requested' | 'ready';
  amazonReportId: string | null;
  documentId: string | null;
  requestedAt: Date | null;
  nextAt: Date;
  attempts: number;
};

/** Reports that are under way, best first; those of a paused back-fill only once they were asked for. */
export const openReports = (db: Db, accountId: AccountId): Promise<OpenReport[]> =>
  db.query<OpenReport>({
    name: 'reports-open',
    text: `SELECT r.report_key AS "reportKey", r.kind, r.reason, r.marketplace_ids AS "marketplaceIds", r.from_at AS "from", r.to_at AS "to", r.state,
        r.amazon_report_id AS "amazonReportId", r.document_id AS "documentId", r.requested_at AS "requestedAt", r.next_at AS "nextAt", r.attempts
      FROM report r WHERE r.account_id = $1 AND r.state IN ('wanted', 'requested', 'ready')
        AND NOT (r.state = 'wanted' AND r.reason = 'backfill'
          AND EXISTS (SELECT 1 FROM sync_stream s WHERE s.account_id = $1 AND s.stream = 'backfill' AND s.paused))
      ORDER BY r.priority, r.to_at DESC, r.report_key`,
    values: [accountId],
  });

export type Backfill = {
  accountId: AccountId;
  slices: number;
  done: number;
  failed: number;
  orders: number;
  from: Date | null;
  paused: boolean;
  startedAt: Date | null;
  /** Not asked for yet; asked for and not in. */
  wanted: number;
  underWay: number;
  madeInMs: number | null;
};

type Counted = 'slices' | 'done' | 'failed' | 'orders' | 'wanted' | 'underWay';

/** How far the back-fill of each account is. */
export async function backfills(db: Db): Promise<Backfill[]> {
  const rows = await db.query<Omit<Backfill, Counted> & Record<Counted, string>>({
    text: `SELECT r.account_id AS "accountId", count(*) AS slices, count(*) FILTER (WHERE r.state IN ('taken', 'empty')) AS done,
        count(*) FILTER (WHERE r.state = 'failed') AS failed, coalesce(sum(r.orders), 0) AS orders,
        count(*) FILTER (WHERE r.state = 'wanted') AS wanted, count(*) FILTER (WHERE r.state IN ('requested', 'ready')) AS "underWay",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.finished_at - r.requested_at)::float8 * 1000)
          FILTER (WHERE r.state IN ('taken', 'empty')) AS "madeInMs",
        min(r.from_at) FILTER (WHERE r.state IN ('taken', 'empty')) AS "from", min(r.wanted_at) AS "startedAt",
        coalesce((SELECT s.paused FROM sync_stream s WHERE s.account_id = ANY($1) AND s.account_id = r.account_id AND s.stream = 'backfill'), false) AS paused
      FROM report r WHERE r.account_id = ANY($1) AND r.reason = 'backfill' GROUP BY r.account_id ORDER BY r.account_id`,
    values: [db.accounts],
  });
  return rows.map((row) => ({
    ...row,
    slices: Number(row.slices),
    done: Number(row.done),
    failed: Number(row.failed),
    orders: Number(row.orders),
    wanted: Number(row.wanted),
    underWay: Number(row.underWay),
  }));
}

/** How many reports of the past were wanted for an account, and how many are in. */
export async function pastOf(db: Db, accountId: AccountId): Promise<{ slices: number; done: number }> {
  const [row] = await db.query<{ slices: string; done: string }>({
    name: 'reports-past',
    text: `SELECT count(*) AS slices, count(*) FILTER (WHERE state IN ('taken', 'empty')) AS done FROM report WHERE account_id = $1 AND reason = 'backfill'`,
    values: [accountId],
  });
  return { slices: Number(row?.slices ?? 0), done: Number(row?.done ?? 0) };
}

/** The spans of order reports that were taken in, for telling which days they cover together. */
export const takenSpans = (db: Db, accountId: AccountId): Promise<{ from: Date; to: Date; marketplaceIds: string[] }[]> =>
  db.query({
    text: `SELECT from_at AS "from", to_at AS "to", marketplace_ids AS "marketplaceIds" FROM report
      WHERE account_id = $1 AND kind = 'orders-by-date' AND state IN ('taken', 'empty') ORDER BY from_at`,
    values: [accountId],
  });
