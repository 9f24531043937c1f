import { iso, type View } from '../orders/view.ts';
import type { SimReport, SimSchedule } from './sim-report.ts';

/** A report as the API shows it. */
export function reportView(report: SimReport): View {
  return {
    reportId: report.reportId,
    reportType: report.reportType,
    marketplaceIds: report.marketplaceIds,
    dataStartTime: iso(report.dataStart),
    dataEndTime: iso(report.dataEnd),
    ...(report.scheduleId === undefined ? {} : { reportScheduleId: report.scheduleId }),
    createdTime: iso(report.createdAt),
    processingStatus: report.status,
    ...(report.startedAt === undefined ? {} : { processingStartTime: iso(report.startedAt) }),
    ...(report.endedAt === undefined ? {} : { processingEndTime: iso(report.endedAt) }),
    ...(report.documentId === undefined ? {} : { reportDocumentId: report.documentId }),
  };
}

export function scheduleView(schedule: SimSchedule): View {
  return {
    reportScheduleId: schedule.scheduleId,
    reportType: schedule.reportType,
    marketplaceIds: schedule.marketplaceIds,
    ...(Object.keys(schedule.options).length === 0 ? {} : { reportOptions: schedule.options }),
    period: schedule.period,
    nextReportCreationTime: iso(schedule.nextAt),
  };
}
