import type { SimStore } from '../store/sim-store.ts';
import { charsetOf } from './charset.ts';
import { gzipChunks } from './gzip-chunks.ts';
import { REPORT_KINDS } from './report-kinds.ts';
import { reportSettings } from './report-settings.ts';
import type { ReportOutcome, SimReport } from './sim-report.ts';
import { writeTable } from './write-table.ts';

const DAY_MS = 86_400_000;

/** Makes the content of a report from the shop as it is at this moment. Nothing to tell cancels it. */
export function processReport(report: SimReport, store: SimStore, seed: number, now: number): ReportOutcome {
  const kind = REPORT_KINDS[report.reportType];
  const account = [...store.accounts.all()].find((each) => each.sellerId === report.sellerId);
  const documentId = `amzn1.spdoc.1.4.${account?.region.toLowerCase() ?? 'na'}.${report.reportId}`;
  const keep = (content: Buffer, contentType: string) =>
    store.documents.put(documentId, {
      documentId,
      sellerId: report.sellerId,
      contentType,
      content: content.toString('base64'),
      report: { reportType: report.reportType, createdAt: now },
    });

  if (kind.mostDays !== undefined && report.dataEnd - report.dataStart > kind.mostDays * DAY_MS) {
    const details = JSON.stringify({ errorDetails: `Date range exceeded. Report can be requested only upto ${kind.mostDays} days` });
    keep(gzipChunks([Buffer.from(details)]), 'text/plain; charset=UTF-8');
    return { status: 'FATAL', documentId };
  }
  const charset = charsetOf(report.marketplaceIds[0] ?? '');
  const known = now - reportSettings(store).lagMs;
  const content = account && writeTable(kind.tableOf(report, { store, account, seed, now, known }), charset);
  if (!content) return { status: 'CANCELLED' };
  keep(content, `text/plain; charset=${charset}`);
  return { status: 'DONE', documentId };
}
