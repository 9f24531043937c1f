import { iso, type View } from '../orders/view.ts';
import type { SimFeed } from './sim-feed.ts';

/** A feed as the API shows it. */
export function feedView(feed: SimFeed): View {
  return {
    feedId: feed.feedId,
    feedType: feed.feedType,
    marketplaceIds: feed.marketplaceIds,
    createdTime: iso(feed.createdAt),
    processingStatus: feed.status,
    ...(feed.startedAt === undefined ? {} : { processingStartTime: iso(feed.startedAt) }),
    ...(feed.endedAt === undefined ? {} : { processingEndTime: iso(feed.endedAt) }),
    ...(feed.resultDocumentId === undefined ? {} : { resultFeedDocumentId: feed.resultDocumentId }),
  };
}
