import type { OrderFacts } from '#src/modules/orders/facts.ts';

/**
 * What writes need from Amazon. Whatever throws (AppError) has certainly not changed anything at Amazon: no quota
 * (AMAZON_THROTTLED with `data.nextAt`, a Date), no connection, refused credentials. It may be tried again.
 */
export type OrderWriter = {
  /** Confirms a package; the same reference again edits it. Accepted is not yet shown: read it back. */
  confirmShipment(confirmation: ShipmentConfirmation, options?: CallOptions): Promise<WriteOutcome>;
  /** Hands a file of cancellations to Amazon's store of documents. Nothing happens yet; a second one does no harm. */
  uploadCancellations(file: CancellationFile, options?: CallOptions): Promise<{ documentId: string }>;
  /** Tells Amazon to work on an uploaded file of cancellations. */
  submitCancellations(
    feed: { documentId: string; marketplaceIds: readonly string[] },
    options?: CallOptions,
  ): Promise<WriteOutcome<{ feedId: string }>>;
  /** The feeds of cancellations since an instant, newest first: tells after a lost answer whether one was made. */
  cancellationFeeds(since: Date, options?: CallOptions): Promise<FeedStatus[]>;
  feedStatus(feedId: string, options?: CallOptions): Promise<FeedStatus>;
  /** The report of a feed that was worked on. Amazon keeps it for days, its address for 5 minutes: store it at once. */
  feedResult(resultDocumentId: string, options?: CallOptions): Promise<FeedReport>;
  /** Reads an order back. */
  getOrder(orderId: string, options?: CallOptions): Promise<ReadBack>;
};

export type CallOptions = { priority?: 'urgent' | 'normal' | 'background' };

/**
 * accepted: Amazon took it. rejected: Amazon refused it, and nothing has changed. unknown: it was sent and the answer
 * was lost or says nothing; it may have happened, so read back before any second try.
 */
export type WriteOutcome<Receipt = object> =
  | ({ kind: 'accepted'; requestId: string | undefined } & Receipt)
  | { kind: 'rejected'; status: number; errors: AmazonError[]; requestId: string | undefined }
  | { kind: 'unknown'; why: 'reset' | 'timeout' | 'server-error' | 'unreadable'; status?: number; requestId: string | undefined };

export type AmazonError = { code: string; message: string; details?: string };

export type ShipmentConfirmation = {
  orderId: string;
  marketplaceId: string;
  /** A positive whole number as text, unique within the order. */
  reference: string;
  carrierCode: string;
  /** Needed when the carrier code is `Other`. */
  carrierName?: string;
  shippingMethod?: string;
  trackingNumber: string;
  shipDate: Date;
  items: { itemId: string; quantity: number; transparencyCodes?: readonly string[] }[];
  /** Japan, cash on delivery. */
  codCollectionMethod?: 'DirectPayment';
};

export type CancellationFile = {
  sellerId: string;
  /** `messageId` is a positive whole number, unique within the file: the report names it. */
  cancellations: readonly { messageId: number; orderId: string; reason: string; itemIds: readonly string[] }[];
};

export type FeedStatus = {
  feedId: string;
  /** done does not mean that every message worked: read the report. unknown: a word that Amazon invented since. */
  state: 'queued' | 'working' | 'done' | 'cancelled' | 'fatal' | 'unknown';
  createdAt: Date;
  resultDocumentId?: string;
};

export type FeedReport = {
  processed: number;
  successful: number;
  failed: number;
  warned: number;
  /** Only messages that Amazon had something to say about; a message without an error here worked. */
  messages: { messageId: number; level: 'error' | 'warning'; code: string; text: string; orderId?: string }[];
};

export type ReadBack =
  | {
      kind: 'order';
      order:
        | { ok: true; facts: OrderFacts; raw: unknown }
        | { ok: false; reason: string; detail: string; raw: unknown; personalRaw: unknown };
      requestId: string | undefined;
    }
  | { kind: 'not-found'; requestId: string | undefined };
