import type { Job } from '../jobs/list-jobs.ts';

export const FEED_TYPES = ['POST_ORDER_ACKNOWLEDGEMENT_DATA', 'POST_ORDER_FULFILLMENT_DATA'] as const;
export type FeedType = (typeof FEED_TYPES)[number];

export type SimFeed = Job & {
  feedId: string;
  feedType: FeedType;
  inputDocumentId: string;
  startedAt?: number;
  endedAt?: number;
  resultDocumentId?: string;
  next?: { at: number; what: 'start' | 'finish' };
};
