import type { Job } from '../jobs/list-jobs.ts';

const ORDER_FEED_TYPES = ['POST_ORDER_ACKNOWLEDGEMENT_DATA', 'POST_ORDER_FULFILLMENT_DATA'] as const;
export const FEED_TYPES = [...ORDER_FEED_TYPES, 'JSON_LISTINGS_FEED'] as const;
/** Those whose content is XML about orders. */
export type OrderFeedType = (typeof ORDER_FEED_TYPES)[number];
type FeedType = (typeof FEED_TYPES)[number];

export type SimFeed = Job & {
  feedId: string;
  feedType: FeedType;
  inputDocumentId: string;
  startedAt?: number;
  endedAt?: number;
  resultDocumentId?: string;
  next?: { at: number; what: 'start' | 'finish' };
};
