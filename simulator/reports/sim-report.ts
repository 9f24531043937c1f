import type { Job } from '../jobs/list-jobs.ts';
import type { Period } from './periods.ts';

export const REPORT_TYPES = [
  'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL',
  'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL',
  'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING',
  'GET_MERCHANT_LISTINGS_ALL_DATA',
] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

export type SimReport = Job & {
  reportId: string;
  reportType: ReportType;
  dataStart: number;
  dataEnd: number;
  options: Record<string, string>;
  scheduleId?: string;
  startedAt?: number;
  endedAt?: number;
  documentId?: string;
  /** What happens next; `outcome` is what the processing has found, shown when it is over. */
  next?: { at: number; what: 'start' } | { at: number; what: 'finish'; outcome: ReportOutcome };
};

export type ReportOutcome = { status: 'DONE' | 'CANCELLED' | 'FATAL'; documentId?: string };

export type SimSchedule = {
  scheduleId: string;
  sellerId: string;
  reportType: ReportType;
  marketplaceIds: string[];
  options: Record<string, string>;
  period: Period;
  nextAt: number;
};
