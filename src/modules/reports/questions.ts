export { type Backfill, backfills, type ReportRow, recentReports } from './views.ts';
