import { z } from 'zod';
import type { CallOptions, ReportStatus } from '#src/modules/reports/ports.ts';
import type { SpapiClient } from './client.ts';
import { openDocument } from './documents.ts';
import { understand } from './understand.ts';

const root = '/reports/2021-06-30';

const states: Readonly<Record<string, ReportStatus['state']>> = {
  IN_QUEUE: 'queued',
  IN_PROGRESS: 'working',
  DONE: 'done',
  CANCELLED: 'cancelled',
  FATAL: 'fatal',
};

/** Asks for a report (Reports API 2021-06-30, 0.0167 calls a second). Asking twice makes two, which does no harm. */
export async function createReport(
  client: SpapiClient,
  { type, marketplaceIds, from, to }: { type: string; marketplaceIds: readonly string[]; from: Date; to: Date },
  call: CallOptions = {},
): Promise<{ reportId: string }> {
  const body = { reportType: type, marketplaceIds, dataStartTime: from.toISOString(), dataEndTime: to.toISOString() };
  const reply = await client.read({ operation: 'createReport', method: 'POST', path: `${root}/reports`, body, ...call });
  return understand(reply, z.object({ reportId: z.string().min(1) }));
}

export async function reportStatus(client: SpapiClient, reportId: string, call: CallOptions = {}): Promise<ReportStatus> {
  const reply = await client.read({
    operation: 'getReport',
    method: 'GET',
    path: `${root}/reports/${encodeURIComponent(reportId)}`,
    ...call,
  });
  const { processingStatus, reportDocumentId } = understand(
    reply,
    z.object({ processingStatus: z.string(), reportDocumentId: z.string().nullish() }),
  );
  return { state: states[processingStatus] ?? 'unknown', ...(reportDocumentId ? { documentId: reportDocumentId } : {}) };
}

/** The bytes of a report's document as they come, unzipped; its character set is the reader's to find out. */
export async function openReport(client: SpapiClient, documentId: string, call: CallOptions = {}): Promise<AsyncIterable<Uint8Array>> {
  const reply = await client.read({
    operation: 'getReportDocument',
    method: 'GET',
    path: `${root}/documents/${encodeURIComponent(documentId)}`,
    ...call,
  });
  const { url } = understand(reply, z.object({ url: z.url() }));
  return openDocument(client, url);
}
