import { z } from 'zod';
import type { CallOptions, CancellationFile, FeedReport, FeedStatus, WriteOutcome } from '#src/modules/writes/ports.ts';
import type { SpapiClient } from './client.ts';
import { getDocument, putDocument } from './documents.ts';
import { cancellationXml, readProcessingReport } from './feeds-xml.ts';
import { timeField } from './order-schema.ts';
import { understand } from './understand.ts';

const root = '/feeds/2021-06-30';
const cancellations = 'POST_ORDER_ACKNOWLEDGEMENT_DATA';
const xml = 'text/xml; charset=UTF-8';

const createdDocument = z.object({ feedDocumentId: z.string().min(1), url: z.url() });
const createdFeed = z.object({ feedId: z.string().min(1) });
const feed = z.object({
  feedId: z.string().min(1),
  processingStatus: z.string(),
  createdTime: timeField,
  resultFeedDocumentId: z.string().nullish(),
});

const states: Readonly<Record<string, FeedStatus['state']>> = {
  IN_QUEUE: 'queued',
  IN_PROGRESS: 'working',
  DONE: 'done',
  CANCELLED: 'cancelled',
  FATAL: 'fatal',
};

/** Makes a document at Amazon and fills it. Until a feed names it, nothing happens with it. */
export const uploadCancellations = (client: SpapiClient, file: CancellationFile, options?: CallOptions): Promise<{ documentId: string }> =>
  uploadFile(client, cancellationXml(file), xml, options);

export const submitCancellations = (
  client: SpapiClient,
  feed: { documentId: string; marketplaceIds: readonly string[] },
  options?: CallOptions,
): Promise<WriteOutcome<{ feedId: string }>> => submitFile(client, { feedType: cancellations, ...feed }, options);

export const cancellationFeeds = (client: SpapiClient, since: Date, options?: CallOptions): Promise<FeedStatus[]> =>
  feedsOf(client, cancellations, since, options);

/** A document of a type, to be named by a feed. */
export async function uploadFile(
  client: SpapiClient,
  content: string,
  contentType: string,
  { priority }: CallOptions = {},
): Promise<{ documentId: string }> {
  const reply = await client.read({
    operation: 'createFeedDocument',
    method: 'POST',
    path: `${root}/documents`,
    body: { contentType },
    priority,
  });
  const { feedDocumentId, url } = understand(reply, createdDocument);
  await putDocument(client, url, content, contentType);
  return { documentId: feedDocumentId };
}

/** Tells Amazon to work on an uploaded document. */
export async function submitFile(
  client: SpapiClient,
  { feedType, documentId, marketplaceIds }: { feedType: string; documentId: string; marketplaceIds: readonly string[] },
  { priority }: CallOptions = {},
): Promise<WriteOutcome<{ feedId: string }>> {
  const outcome = await client.write({
    operation: 'createFeed',
    method: 'POST',
    path: `${root}/feeds`,
    body: { feedType, marketplaceIds, inputFeedDocumentId: documentId },
    priority,
  });
  if (outcome.kind !== 'accepted') return outcome;
  const { requestId } = outcome;
  const created = createdFeed.safeParse(outcome.body);
  // There is a feed, but nobody knows which.
  return created.success ? { kind: 'accepted', feedId: created.data.feedId, requestId } : { kind: 'unknown', why: 'unreadable', requestId };
}

/** Newest first; a page of 100 is more than a day of feeds. */
export async function feedsOf(client: SpapiClient, feedType: string, since: Date, { priority }: CallOptions = {}): Promise<FeedStatus[]> {
  const query = { feedTypes: [feedType], createdSince: since, pageSize: '100' };
  const reply = await client.read({ operation: 'getFeeds', method: 'GET', path: `${root}/feeds`, query, priority });
  const { feeds } = understand(reply, z.object({ feeds: z.array(feed) }));
  return feeds.map(statusOf).sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

export async function feedStatus(client: SpapiClient, feedId: string, { priority }: CallOptions = {}): Promise<FeedStatus> {
  const path = `${root}/feeds/${encodeURIComponent(feedId)}`;
  return statusOf(understand(await client.read({ operation: 'getFeed', method: 'GET', path, priority }), feed));
}

export const feedResult = async (client: SpapiClient, resultDocumentId: string, options?: CallOptions): Promise<FeedReport> =>
  readProcessingReport(await reportText(client, resultDocumentId, options));

/** The report of a feed, as Amazon wrote it. */
export async function reportText(client: SpapiClient, resultDocumentId: string, { priority }: CallOptions = {}): Promise<string> {
  const path = `${root}/documents/${encodeURIComponent(resultDocumentId)}`;
  const reply = await client.read({ operation: 'getFeedDocument', method: 'GET', path, priority });
  const { url } = understand(reply, z.object({ url: z.url() }));
  return getDocument(client, url);
}

function statusOf({ feedId, processingStatus, createdTime, resultFeedDocumentId }: z.output<typeof feed>): FeedStatus {
  return {
    feedId,
    state: states[processingStatus] ?? 'unknown',
    createdAt: createdTime,
    ...(resultFeedDocumentId ? { resultDocumentId: resultFeedDocumentId } : {}),
  };
}
