import { z } from 'zod';
import type { DocumentUrls } from '../documents/document-urls.ts';
import { ApiFailure, invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { Operation, SellerCall } from '../http/operation.ts';
import { runningId } from '../store/draw.ts';
import type { SimStore } from '../store/sim-store.ts';
import { feedStartsAt } from './feed-source.ts';
import { feedView } from './feed-view.ts';
import { getFeeds } from './get-feeds.ts';
import { FEED_TYPES, type SimFeed } from './sim-feed.ts';

const documentShape = z.object({ contentType: z.string().min(1) });
const feedShape = z.object({
  feedType: z.string(),
  marketplaceIds: z.array(z.string()).min(1).max(25),
  inputFeedDocumentId: z.string(),
  feedOptions: z.record(z.string(), z.string()).optional(),
});

/** What the id of every document begins with. */
const DOCUMENT = 'amzn1.tortuga.';

export type FeedDeps = { store: SimStore; urls: DocumentUrls; seed: number; schedule: (feedId: string, at: number) => void };

/** The Feeds API 2021-06-30, and the addresses where its documents are. */
export function feedsOperations(deps: FeedDeps): Operation[] {
  const { store, urls } = deps;
  const base = '/feeds/2021-06-30';
  return [
    {
      name: 'createFeedDocument',
      method: 'POST',
      path: `${base}/documents`,
      rate: 0.5,
      burst: 15,
      handle(call) {
        const { contentType } = jsonBody(call, documentShape);
        const documentId = `${DOCUMENT}feed.${runningId(deps.seed, 'document', store.documents.size())}`;
        store.documents.put(documentId, { documentId, sellerId: call.account.sellerId, contentType });
        return { status: 201, body: { feedDocumentId: documentId, url: urls.urlOf(documentId, call.headers.host, call.now) } };
      },
    },
    {
      name: 'getFeedDocument',
      method: 'GET',
      path: `${base}/documents/{feedDocumentId}`,
      rate: 0.0222,
      burst: 10,
      handle(call) {
        const documentId = call.params['feedDocumentId'] ?? '';
        if (!documentId.startsWith(DOCUMENT)) throw invalidInput('Invalid Input', 'feedDocumentId is not the id of a feed document.');
        const document = store.documents.get(documentId);
        if (document?.content === undefined || document.sellerId !== call.account.sellerId)
          throw notFound(`There is no feed document ${documentId}.`);
        return { status: 200, body: { feedDocumentId: documentId, url: urls.urlOf(documentId, call.headers.host, call.now) } };
      },
    },
    {
      name: 'createFeed',
      method: 'POST',
      path: `${base}/feeds`,
      rate: 0.0083,
      burst: 15,
      handle: (call) => ({ status: 202, body: { feedId: createFeed(call, deps) } }),
    },
    getFeeds(store.feeds),
    {
      name: 'getFeed',
      method: 'GET',
      path: `${base}/feeds/{feedId}`,
      rate: 2,
      burst: 15,
      handle: (call) => ({ status: 200, body: feedView(feedOfCall(call, store)) }),
    },
    {
      name: 'cancelFeed',
      method: 'DELETE',
      path: `${base}/feeds/{feedId}`,
      rate: 2,
      burst: 15,
      handle(call) {
        const { next: _, ...feed } = feedOfCall(call, store);
        if (feed.status !== 'IN_QUEUE')
          throw invalidInput('Invalid Input', `Feed ${feed.feedId} is ${feed.status}; only feeds in the queue can be cancelled.`);
        store.feeds.put(feed.feedId, { ...feed, status: 'CANCELLED', endedAt: call.now });
        return { status: 200 };
      },
    },
    ...urls.operations,
  ];
}

function createFeed(call: SellerCall, deps: FeedDeps): string {
  const { store, schedule } = deps;
  const wanted = jsonBody(call, feedShape);
  const feedType = FEED_TYPES.find((type) => type === wanted.feedType);
  if (!feedType)
    throw invalidInput('Invalid Input', `feedType ${wanted.feedType} is not supported here; supported are ${FEED_TYPES.join(', ')}.`);
  const foreign = wanted.marketplaceIds.find((id) => !call.account.marketplaceIds.includes(id));
  if (foreign !== undefined) throw invalidInput('Invalid Input', `marketplaceIds contains ${foreign}, in which the seller does not sell.`);
  const document = store.documents.get(wanted.inputFeedDocumentId);
  if (document?.content === undefined || document.sellerId !== call.account.sellerId) {
    throw new ApiFailure(400, [
      { code: 'InvalidInput', message: 'Invalid Input', details: 'inputFeedDocumentId is not a document that was uploaded.' },
    ]);
  }
  const { sellerId } = call.account;
  const feedId = runningId(deps.seed, 'feed', store.feeds.size());
  const at = feedStartsAt(store, { sellerId, feedType }, call.now);
  store.feeds.put(feedId, {
    feedId,
    sellerId,
    feedType,
    marketplaceIds: wanted.marketplaceIds,
    createdAt: call.now,
    status: 'IN_QUEUE',
    inputDocumentId: wanted.inputFeedDocumentId,
    next: { at, what: 'start' },
  });
  schedule(feedId, at);
  return feedId;
}

function feedOfCall(call: SellerCall, store: SimStore): SimFeed {
  const feedId = call.params['feedId'] ?? '';
  if (!/^\d+$/.test(feedId)) throw invalidInput('Invalid Input', 'feedId is not a number.');
  const feed = store.feeds.get(feedId);
  if (!feed || feed.sellerId !== call.account.sellerId) throw notFound(`There is no feed ${feedId}.`);
  return feed;
}
