import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { saveReportTaken } from '#src/modules/ledger/index.ts';
import type { Purpose } from '#src/modules/quota/contract.ts';
import type { Database } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import { poke } from '#src/platform/due.ts';
import { coveredDays } from './covered-days.ts';
import type { ReportSource } from './ports.ts';
import { moveReport } from './store.ts';
import { type OpenReport, openReports, takenSpans } from './views.ts';

export type ReportsDeps = {
  database: Database;
  clock: Clock;
  reportsOf: (accountId: AccountId) => Promise<ReportSource | undefined>;
  /** Takes the lines of an order report in, as orders of the account. */
  takeReport: (
    accountId: AccountId,
    stream: AsyncIterable<Uint8Array>,
    name: string,
  ) => Promise<{ lines: number; orders: number; newOrders: number; rejected: number }>;
};

const types = {
  'orders-by-date': 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL',
  'orders-by-update': 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL',
} as const;
const pollMs = 10_000;
const mostTries = 5;

/**
 * Due work `reports`: asks for what is wanted, follows what was asked for, takes in what is ready; as far as the quota
 * goes. Asking comes first, since Amazon works on many reports while we wait for none.
 */
export const runReports =
  (deps: ReportsDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const source = await deps.reportsOf(accountId);
    if (!source) return 'rest';
    const waits: Date[] = [];
    const blocked = new Set<string>();
    // Taking a report in takes seconds: one a turn, so that other accounts have theirs.
    let hasTaken = false;
    for (const report of await open(deps, accountId)) {
      if (report.nextAt > deps.clock.now()) waits.push(report.nextAt);
      else if (!blocked.has(report.state) && !(report.state === 'ready' && hasTaken)) {
        hasTaken ||= report.state === 'ready';
        const wait = await advance(deps, source, accountId, report);
        if (wait) {
          // The rest of its kind would only hear the same; other kinds have quotas of their own.
          blocked.add(report.state);
          waits.push(wait);
        }
      }
    }
    const left = await open(deps, accountId);
    if (left.length === 0) return 'rest';
    const next = left.map(({ nextAt, state }) => (blocked.has(state) ? undefined : nextAt)).filter((at): at is Date => at !== undefined);
    return [...waits, ...next].reduce((a, b) => (a < b ? a : b));
  };

const open = ({ database }: ReportsDeps, accountId: AccountId) => database.read([accountId], (db) => openReports(db, accountId));

const purposeOf = ({ reason }: OpenReport): Purpose => (reason === 'backfill' ? 'history' : reason === 'person' ? 'person' : 'reconcile');

/** One step of one report; a date when the quota of that step is used up until then. */
async function advance(deps: ReportsDeps, source: ReportSource, accountId: AccountId, report: OpenReport): Promise<Date | undefined> {
  const move = (change: Parameters<typeof moveReport>[3]) =>
    deps.database.write([accountId], (tx) => moveReport(tx, accountId, report.reportKey, change));
  const purpose = purposeOf(report);
  const now = deps.clock.now();
  try {
    if (report.state === 'wanted') {
      const { reportId } = await source.createReport(
        { type: types[report.kind], marketplaceIds: report.marketplaceIds, from: report.from, to: report.to },
        { purpose },
      );
      await move({ state: 'requested', amazonReportId: reportId, requestedAt: now, nextAt: new Date(now.getTime() + pollMs) });
    } else if (report.state === 'requested') await follow(deps, source, accountId, report, now, move);
    else await take(deps, source, accountId, report);
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
    if (!(error instanceof AppError)) throw error;
    const over = report.attempts + 1 >= mostTries;
    // A document that cannot be had any more is asked for anew.
    await move({
      state: over ? 'failed' : report.state === 'ready' ? 'wanted' : report.state,
      error: error.message,
      failed: true,
      nextAt: new Date(now.getTime() + 60_000 * 2 ** report.attempts),
    });
    return undefined;
  }
}

async function follow(
  deps: ReportsDeps,
  source: ReportSource,
  accountId: AccountId,
  report: OpenReport,
  now: Date,
  move: (change: Parameters<typeof moveReport>[3]) => Promise<void>,
): Promise<void> {
  const status = await source.reportStatus(report.amazonReportId ?? '', { purpose: purposeOf(report) });
  if (status.state === 'done' && status.documentId !== undefined)
    await move({ state: 'ready', documentId: status.documentId, nextAt: now });
  else if (status.state === 'cancelled') await nothing(deps, accountId, report, now);
  else if (status.state === 'fatal') throw new AppError('AMAZON_REFUSED', 'Amazon could not make the report');
  else await move({ state: 'requested', nextAt: new Date(now.getTime() + pollMs) });
}

async function take(deps: ReportsDeps, source: ReportSource, accountId: AccountId, report: OpenReport): Promise<void> {
  const { database, clock } = deps;
  const stream = await source.openReport(report.documentId ?? '', { purpose: purposeOf(report) });
  const counts = await deps.takeReport(accountId, stream, report.reportKey);
  const now = clock.now();
  await database.write([accountId], async (tx) => {
    await moveReport(tx, accountId, report.reportKey, {
      state: 'taken',
      finishedAt: now,
      counts,
      error: counts.rejected > 0 ? `${counts.rejected} orders could not be read; see Import` : null,
    });
    if (report.kind === 'orders-by-date')
      await saveReportTaken(tx, accountId, coveredDays(report, await takenSpans(tx, accountId)), report.requestedAt ?? now);
    await poke(tx, accountId, 'ledger', now);
  });
}

/** Amazon cancels a report when there is nothing to report: its days are covered all the same. */
async function nothing({ database }: ReportsDeps, accountId: AccountId, report: OpenReport, now: Date): Promise<void> {
  await database.write([accountId], async (tx) => {
    await moveReport(tx, accountId, report.reportKey, { state: 'empty', finishedAt: now });
    if (report.kind === 'orders-by-date')
      await saveReportTaken(tx, accountId, coveredDays(report, await takenSpans(tx, accountId)), report.requestedAt ?? now);
    await poke(tx, accountId, 'ledger', now);
  });
}
