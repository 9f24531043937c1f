import type { Purpose } from '#src/modules/quota/contract.ts';

/** What reports need of Amazon. Throws AppErrors; AMAZON_THROTTLED carries `data.nextAt`. */
export type ReportSource = {
  createReport(
    wish: { type: string; marketplaceIds: readonly string[]; from: Date; to: Date },
    options?: CallOptions,
  ): Promise<{ reportId: string }>;
  reportStatus(reportId: string, options?: CallOptions): Promise<ReportStatus>;
  /** The document as bytes, unzipped, in the character set it came in. Its address lives for 5 minutes. */
  openReport(documentId: string, options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
  /** Amazon's own number of orders per local day of a store, `from` and `to` included. */
  orderCounts(
    question: { marketplaceId: string; timeZone: string; from: Date; to: Date },
    options?: CallOptions,
  ): Promise<{ day: string; orders: number }[]>;
};

export type CallOptions = { priority?: 'urgent' | 'normal' | 'background'; purpose?: Purpose };

/** cancelled: Amazon says so when there is no data. */
export type ReportStatus = { state: 'queued' | 'working' | 'done' | 'cancelled' | 'fatal' | 'unknown'; documentId?: string };
