export type SimFeed = {
  feedId: string;
  sellerId: string;
  feedType: string;
  marketplaceIds: string[];
  createdAt: number;
  status: 'IN_QUEUE' | 'IN_PROGRESS' | 'DONE' | 'CANCELLED' | 'FATAL';
  inputDocumentId: string;
  startedAt?: number;
  endedAt?: number;
  resultDocumentId?: string;
  next?: { at: number; what: 'start' | 'finish' };
};

/** A file that is uploaded or downloaded at an address which is good for five minutes. */
export type SimDocument = { documentId: string; sellerId: string; contentType: string; content?: string };
