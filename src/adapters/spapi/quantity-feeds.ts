import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { CallOptions, FileStatus, QuantityFile, QuantityReport } from '#src/modules/inventory/ports.ts';
import type { WriteOutcome } from '#src/modules/writes/ports.ts';
import type { SpapiClient } from './client.ts';
import { feedsOf, reportText, submitFile, uploadFile } from './feeds.ts';
import { availabilityPatch } from './patch-quantity.ts';

const feedType = 'JSON_LISTINGS_FEED';
const contentType = 'application/json; charset=UTF-8';

/** Quantities of many offers of one store as a document at Amazon (listings feed, version 2.0; at most 25,000 lines). */
export function uploadQuantities(
  client: SpapiClient,
  { sellerId, lines }: QuantityFile,
  options?: CallOptions,
): Promise<{ documentId: string }> {
  const messages = lines.map(({ messageId, sku, productType, quantity }) => ({
    messageId,
    sku,
    operationType: 'PATCH',
    productType,
    patches: [availabilityPatch(quantity)],
  }));
  return uploadFile(client, JSON.stringify({ header: { sellerId, version: '2.0', issueLocale: 'en_US' }, messages }), contentType, options);
}

export const submitQuantities = (
  client: SpapiClient,
  { documentId, marketplaceId }: { documentId: string; marketplaceId: string },
  options?: CallOptions,
): Promise<WriteOutcome<{ feedId: string }>> => submitFile(client, { feedType, documentId, marketplaceIds: [marketplaceId] }, options);

/** The files of quantities since an instant, newest first. */
export const quantityFeeds = (client: SpapiClient, since: Date, options?: CallOptions): Promise<FileStatus[]> =>
  feedsOf(client, feedType, since, options);

const count = z.int().min(0);
const reportShape = z.object({
  issues: z.array(z.object({ messageId: z.int().min(1).nullish(), code: z.string().nullish(), severity: z.string(), message: z.string() })),
  summary: z.object({ messagesAccepted: count, messagesInvalid: count }),
});

/** What became of each line: Amazon's report is JSON (listings feed processing report, version 2). Throws AMAZON_ANSWER for what is none. */
export async function quantityReport(client: SpapiClient, documentId: string, options?: CallOptions): Promise<QuantityReport> {
  const text = await reportText(client, documentId, options);
  const report = reportShape.safeParse(jsonOf(text));
  if (!report.success) {
    const [issue] = report.error.issues;
    throw notReadable(`${issue?.path.map(String).join('.') || 'the whole'}: ${issue?.message ?? 'unexpected shape'}`);
  }
  const { issues, summary } = report.data;
  return {
    accepted: summary.messagesAccepted,
    invalid: summary.messagesInvalid,
    errors: issues
      .filter(({ severity }) => severity === 'ERROR')
      .map(({ messageId, code, message }) => ({
        ...(messageId === null || messageId === undefined ? {} : { messageId }),
        text: code ? `${message} (${code})` : message,
      })),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw notReadable('it is not JSON');
  }
}

const notReadable = (why: string) => new AppError('AMAZON_ANSWER', `the report of a file of quantities cannot be read: ${why}`);
