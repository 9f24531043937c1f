import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { pastMs, slices } from './slices.ts';
import { lookAtReport, setPaused, wantReports } from './store.ts';

export { reconcile } from './reconcile.ts';
export { type ReportsDeps, runReports } from './run-reports.ts';

/** The first nightly check leaves the reports of Amazon's quota to the past. */
const firstCheckMs = 2 * 3_600_000;

/** Wants two years of orders in slices, newest first, and a first nightly check after them. Done twice it adds nothing. */
export async function startBackfill(tx: Tx, accountId: AccountId, marketplaceIds: readonly string[], clock: Clock): Promise<void> {
  const now = clock.now();
  const list = slices(new Date(now.getTime() - pastMs), now).map(({ from, to }, n) => ({
    reportKey: `backfill ${String(n + 1).padStart(2, '0')}`,
    kind: 'orders-by-date' as const,
    reason: 'backfill' as const,
    marketplaceIds,
    from,
    to,
    priority: 10 + n,
  }));
  await wantReports(tx, accountId, list, now);
  await poke(tx, accountId, 'reports', now);
  await poke(tx, accountId, 'reconcile', new Date(now.getTime() + firstCheckMs));
}

/** A person stops or resumes the back-fill; what Amazon already works on is still taken in. */
export async function pauseBackfill(tx: Tx, accountId: AccountId, paused: boolean, clock: Clock): Promise<void> {
  await setPaused(tx, accountId, paused, clock.now());
  if (!paused) await poke(tx, accountId, 'reports', clock.now());
}

/** Amazon says that a report is over: it is looked at now instead of when it is due. False for one that is not ours. */
export async function reportFinished(tx: Tx, accountId: AccountId, amazonReportId: string, clock: Clock): Promise<boolean> {
  const isOurs = await lookAtReport(tx, accountId, amazonReportId, clock.now());
  if (isOurs) await poke(tx, accountId, 'reports', clock.now());
  return isOurs;
}
