import type { DueSource } from '../life-cycle/engine.ts';
import { runningId } from '../store/draw.ts';
import type { SimStore } from '../store/sim-store.ts';
import { onePeriodFrom } from './periods.ts';
import { processReport } from './process-report.ts';
import { reportSettings } from './report-settings.ts';
import type { SimReport } from './sim-report.ts';

export type ReportDeps = { store: SimStore; seed: number; schedule: (kind: 'report' | 'schedule', id: string, at: number) => void };

/** How much of the time from the request to the finished report is spent in the queue. */
const QUEUE_SHARE = 0.25;

type NewReport = Omit<SimReport, 'reportId' | 'status' | 'next'>;

/** Puts a report into the queue. Reports are made side by side. */
export function enqueueReport(wanted: NewReport, { store, seed, schedule }: ReportDeps): string {
  const reportId = runningId(seed, 'report', store.reports.size());
  const at = wanted.createdAt + Math.round(reportSettings(store).generationMs * QUEUE_SHARE);
  store.reports.put(reportId, { ...wanted, reportId, status: 'IN_QUEUE', next: { at, what: 'start' } });
  schedule('report', reportId, at);
  return reportId;
}

/** Moves reports through their processing. The content is the shop as the processing begins; it can be fetched at the end. */
export function reportSource({ store, seed, schedule }: ReportDeps): DueSource {
  return {
    dueAt: (id) => store.reports.get(id)?.next?.at,
    run(id, at) {
      const report = store.reports.get(id);
      if (!report?.next) return;
      const { next, ...rest } = report;
      if (next.what === 'finish') {
        store.reports.put(id, { ...rest, ...next.outcome, endedAt: at });
        return;
      }
      const finishAt = Math.max(at, report.createdAt + reportSettings(store).generationMs);
      const outcome = processReport(report, store, seed, at);
      store.reports.put(id, { ...rest, status: 'IN_PROGRESS', startedAt: at, next: { at: finishAt, what: 'finish', outcome } });
      schedule('report', id, finishAt);
    },
  };
}

/** Lets schedules make their reports, each about the period that lies behind it. */
export function scheduleSource(deps: ReportDeps): DueSource {
  const { store, schedule } = deps;
  return {
    dueAt: (id) => store.schedules.get(id)?.nextAt,
    run(id, at) {
      const due = store.schedules.get(id);
      if (!due) return;
      const { scheduleId, sellerId, reportType, marketplaceIds, options, period } = due;
      const dataStart = onePeriodFrom(at, period, -1);
      enqueueReport({ sellerId, reportType, marketplaceIds, options, createdAt: at, dataStart, dataEnd: at, scheduleId }, deps);
      const nextAt = onePeriodFrom(at, period);
      store.schedules.put(id, { ...due, nextAt });
      schedule('schedule', id, nextAt);
    },
  };
}
