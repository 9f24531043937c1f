import { Temporal } from 'temporal-polyfill';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts, marketplacesOf } from '#src/modules/accounts/questions.ts';
import { dayOf, saveMetric, spanOf, zoneOf } from '#src/modules/ledger/index.ts';
import { oldestUncounted, settleMs } from '#src/modules/ledger/questions.ts';
import { type Again, poke } from '#src/platform/due.ts';
import type { ReportsDeps } from './run-reports.ts';
import { type NewReport, wantReports } from './store.ts';

/** How many days back each night looks again. */
const daysBack = 3;
/** When the night's look begins, by the clock of the account. */
const at = Temporal.PlainTime.from('03:10');

/**
 * Due work `reconcile`: wants the reports of the last days, and asks Amazon how many orders it counts per store and day.
 * Due again the next night.
 */
export const reconcile =
  (deps: ReportsDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const source = await deps.reportsOf(accountId);
    const account = (await listAccounts(database)).find((candidate) => candidate.accountId === accountId);
    if (!source || !account) return 'rest';
    const stores = (await database.read([accountId], marketplacesOf)).map(({ marketplaceId }) => marketplaceId);
    const now = clock.now();
    try {
      for (const marketplaceId of stores) {
        const timeZone = zoneOf(marketplaceId);
        const today = spanOf(dayOf(now, timeZone), timeZone).from;
        const oldest = await database.read([accountId], (db) => oldestUncounted(db, accountId, marketplaceId, settleMs));
        const first = oldest ?? dayOf(new Date(today.getTime() - daysBack * 86_400_000), timeZone);
        for (const span of monthsOf(spanOf(first, timeZone).from, today, timeZone)) {
          const counts = await source.orderCounts({ marketplaceId, timeZone, ...span }, { purpose: 'reconcile' });
          await database.write([accountId], (tx) => saveMetric(tx, accountId, marketplaceId, counts, now));
        }
      }
    } catch (error) {
      if (error instanceof AppError && error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
      throw error;
    }
    await database.write([accountId], async (tx) => {
      await wantReports(tx, accountId, nightly(stores, now), now);
      await poke(tx, accountId, 'reports', now);
    });
    return nextNight(now, account.timeZone);
  };

/** A day more than is counted, so that every local day lies wholly inside. */
function nightly(marketplaceIds: readonly string[], now: Date): NewReport[] {
  const from = new Date(now.getTime() - (daysBack + 2) * 86_400_000);
  const night = now.toISOString();
  return (['orders-by-date', 'orders-by-update'] as const).map((kind) => ({
    reportKey: `reconcile ${kind} ${night}`,
    kind,
    reason: 'reconcile',
    marketplaceIds,
    from,
    to: now,
    priority: 1,
  }));
}

/** Spans of 30 local days at most, whole days each. */
function monthsOf(from: Date, to: Date, timeZone: string): { from: Date; to: Date }[] {
  const spans: { from: Date; to: Date }[] = [];
  for (let start = from; start < to; ) {
    const day = Temporal.PlainDate.from(dayOf(start, timeZone)).add({ days: 30 }).toString();
    const end = spanOf(day, timeZone).from;
    spans.push({ from: start, to: end < to ? end : to });
    start = end;
  }
  return spans;
}

function nextNight(now: Date, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const tonight = local.toPlainDate().toZonedDateTime({ timeZone, plainTime: at });
  const next =
    Temporal.ZonedDateTime.compare(tonight, local) > 0
      ? tonight
      : local.toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone, plainTime: at });
  return new Date(next.epochMilliseconds);
}
