import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

export type ReportKind = 'orders-by-date' | 'orders-by-update';
export type NewReport = {
  reportKey: string;
  kind: ReportKind;
  reason: 'backfill' | 'reconcile' | 'person';
  marketplaceIds: readonly string[];
  from: Date;
  to: Date;
  priority: number;
};

/** Wants reports; one that is wanted already is left as it is. */
export async function wantReports(tx: Tx, accountId: AccountId, reports: readonly NewReport[], now: Date): Promise<void> {
  for (const report of reports)
    await tx.query({
      name: 'reports-want',
      text: `INSERT INTO report (account_id, report_key, kind, reason, marketplace_ids, from_at, to_at, priority, state, wanted_at, next_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'wanted', $9, $9) ON CONFLICT DO NOTHING`,
      values: [
        accountId,
        report.reportKey,
        report.kind,
        report.reason,
        report.marketplaceIds,
        report.from,
        report.to,
        report.priority,
        now,
      ],
    });
}

export type ReportMove = {
  state: 'wanted' | 'requested' | 'ready' | 'taken' | 'empty' | 'failed';
  amazonReportId?: string | null;
  documentId?: string;
  requestedAt?: Date;
  finishedAt?: Date;
  nextAt?: Date;
  error?: string | null;
  failed?: boolean;
  counts?: { lines: number; orders: number; newOrders: number };
};

export async function moveReport(tx: Tx, accountId: AccountId, reportKey: string, move: ReportMove): Promise<void> {
  await tx.query({
    name: 'reports-move',
    text: `UPDATE report SET state = $3, amazon_report_id = coalesce($4, amazon_report_id), document_id = coalesce($5, document_id),
      requested_at = coalesce($6::timestamptz, requested_at), finished_at = coalesce($7::timestamptz, finished_at), next_at = coalesce($8::timestamptz, next_at),
      error = $9, attempts = attempts + $10, lines = coalesce($11, lines), orders = coalesce($12, orders), new_orders = coalesce($13, new_orders)
      WHERE account_id = $1 AND report_key = $2`,
    values: [
      accountId,
      reportKey,
      move.state,
      move.amazonReportId ?? null,
      move.documentId ?? null,
      move.requestedAt ?? null,
      move.finishedAt ?? null,
      move.nextAt ?? null,
      move.error ?? null,
      move.failed ? 1 : 0,
      move.counts?.lines ?? null,
      move.counts?.orders ?? null,
      move.counts?.newOrders ?? null,
    ],
  });
}

/** Whether a person has paused the back-fill. */
export async function setPaused(tx: Tx, accountId: AccountId, paused: boolean, now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO sync_stream (account_id, stream, watermark, paused) VALUES ($1, 'backfill', $3, $2)
      ON CONFLICT (account_id, stream) DO UPDATE SET paused = excluded.paused`,
    values: [accountId, paused, now],
  });
}

/** Amazon says that a report is over, one way or the other: it is looked at now. False for a report of somebody else. */
export async function lookAtReport(tx: Tx, accountId: AccountId, amazonReportId: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE report SET next_at = LEAST(next_at, $3) WHERE account_id = $1 AND amazon_report_id = $2 AND state = 'requested' RETURNING 1`,
    values: [accountId, amazonReportId, now],
  });
  return rows.length > 0;
}
