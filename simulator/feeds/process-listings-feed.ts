import { z } from 'zod';
import { changeListing, type ListingDesk, patchesShape } from '../listings/change-listing.ts';
import { findOffer } from '../shop/catalogue.ts';
import type { SimFeed } from './sim-feed.ts';

const mostMessages = 25_000;

const header = z.object({ sellerId: z.string(), version: z.literal('2.0'), issueLocale: z.string().optional() });
const envelope = z.object({ header, messages: z.array(z.unknown()).min(1).max(mostMessages) });
const named = z.object({ messageId: z.int().min(1), sku: z.string().min(1) });
const message = z.strictObject({
  messageId: z.int().min(1),
  sku: z.string().min(1),
  operationType: z.literal('PATCH'),
  productType: z.string().min(1),
  patches: patchesShape,
});

export type ListingIssue = { messageId?: number; sku?: string; code: string; severity: 'ERROR'; message: string; attributeName?: string };
export type ListingsOutcome = { fatal: boolean; processed: number; issues: ListingIssue[] };

/**
 * Does what a JSON_LISTINGS_FEED says, message by message, in the one marketplace that it is for: one that fails never stops
 * the others. Only patches of quantities are simulated. `fatal` when the file cannot be read at all.
 */
export function processListingsFeed(feed: SimFeed, text: string, desk: ListingDesk, now: number): ListingsOutcome {
  const whole = (why: string): ListingsOutcome => ({
    fatal: true,
    processed: 0,
    issues: [{ code: '4000001', severity: 'ERROR', message: why }],
  });
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return whole('The file is not well-formed JSON.');
  }
  const read = envelope.safeParse(content);
  if (!read.success) return whole(`The file does not have the shape of a listings feed: ${z.prettifyError(read.error).slice(0, 200)}`);
  const { header: top, messages } = read.data;
  if (top.sellerId !== feed.sellerId) return whole(`sellerId ${top.sellerId} is not the seller of this feed.`);
  const [marketplaceId, ...others] = feed.marketplaceIds;
  if (marketplaceId === undefined || others.length > 0) return whole('A feed of quantities is for one marketplace here.');

  const seen = new Set<number>();
  const issues = messages.flatMap((each): ListingIssue[] => {
    const name = named.safeParse(each);
    const where = name.success ? { messageId: name.data.messageId, sku: name.data.sku } : {};
    const issue = (code: string, words: string, attributeName?: string): ListingIssue[] => [
      { ...where, code, severity: 'ERROR', message: words, ...(attributeName === undefined ? {} : { attributeName }) },
    ];
    const parsed = message.safeParse(each);
    if (!parsed.success) return issue('4000002', `The message is not valid: ${z.prettifyError(parsed.error).slice(0, 200)}`);
    const { messageId, sku, patches } = parsed.data;
    if (seen.has(messageId)) return issue('4000003', `messageId ${messageId} is used twice.`);
    seen.add(messageId);
    const offer = findOffer(sku);
    if (!offer) return issue('13013', `This SKU does not exist in the catalogue of the seller: ${sku}.`);
    const problem = changeListing(desk, { sellerId: feed.sellerId, marketplaceId, offer, patches }, now, 'feed');
    return problem === undefined ? [] : issue('90220', problem, 'fulfillment_availability');
  });
  return { fatal: false, processed: messages.length, issues };
}

/** Amazon's processing report of a JSON_LISTINGS_FEED: an issue for each message that was not taken, and the counts. */
export function listingsReport(feed: SimFeed, { processed, issues }: ListingsOutcome): string {
  const invalid = new Set(issues.map(({ messageId }, i) => messageId ?? `issue ${i}`)).size;
  const messagesInvalid = Math.min(processed, invalid);
  return JSON.stringify({
    header: { sellerId: feed.sellerId, version: '2.0', feedId: feed.feedId },
    issues,
    summary: {
      errors: issues.length,
      warnings: 0,
      messagesProcessed: processed,
      messagesAccepted: processed - messagesInvalid,
      messagesInvalid,
    },
  });
}
