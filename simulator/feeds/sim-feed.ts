export const FEED_TYPES = ['POST_ORDER_ACKNOWLEDGEMENT_DATA', 'POST_ORDER_FULFILLMENT_DATA'] as const;
export type FeedType = (typeof FEED_TYPES)[number];

export const FEED_STATUSES = ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'] as const;

export type SimFeed = {
  feedId: string;
  sellerId: string;
  feedType: FeedType;
  marketplaceIds: string[];
  createdAt: number;
  status: (typeof FEED_STATUSES)[number];
  inputDocumentId: string;
  startedAt?: number;
  endedAt?: number;
  resultDocumentId?: string;
  next?: { at: number; what: 'start' | 'finish' };
};
