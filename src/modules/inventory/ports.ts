import type { AccountId } from '#src/kernel/ids.ts';
import type { Purpose } from '#src/modules/quota/contract.ts';

export type CallOptions = { priority?: 'urgent' | 'normal' | 'background'; purpose?: Purpose };

/** What stock needs of Amazon to know the offers of an account. Throws AppErrors; AMAZON_THROTTLED carries `data.nextAt`. */
export type ListingSource = {
  createReport(
    wish: { type: string; marketplaceIds: readonly string[]; from: Date; to: Date },
    options?: CallOptions,
  ): Promise<{ reportId: string }>;
  reportStatus(reportId: string, options?: CallOptions): Promise<{ state: string; documentId?: string }>;
  openReport(documentId: string, options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
};

/** An offer as a listings report tells it. */
export type ListedOffer = {
  sku: string;
  asin: string;
  title: string;
  listingId: string;
  channel: 'FBM' | 'FBA' | undefined;
  /** What the seller has told Amazon to sell; only where the seller ships. */
  quantity: number | undefined;
  status: string;
};

/** Reads a listings report; lines that cannot be used are left out. */
export type ReadListed = (stream: AsyncIterable<Uint8Array>, accountId: AccountId) => AsyncIterable<ListedOffer>;

/** One offer of a seller in one store. */
export type OfferRef = { sellerId: string; sku: string; marketplaceId: string };

/** As Amazon shows it; `quantity` only where the seller ships. `byAmazon`: its stock lies with Amazon, and ours is never told. */
export type ListedItem = { productType: string; quantity: number | undefined; byAmazon: boolean };

/** unknown: the answer was lost. Read it back; sending the same number again does no harm. */
export type QuantityOutcome = { kind: 'accepted' } | { kind: 'rejected'; reason: string } | { kind: 'unknown' };

export type FbaStock = { sku: string; asin: string; title: string; fulfillable: number; inbound: number; held: number; unsellable: number };
export type FbaPage = { items: FbaStock[]; nextToken?: string };

/** Quantities of many offers of one store. `messageId` is a positive whole number, unique within the file. */
export type QuantityFile = {
  sellerId: string;
  lines: readonly { messageId: number; sku: string; productType: string; quantity: number }[];
};

/** unknown as `QuantityOutcome`: the file may be with Amazon, so it is looked for before anything is repeated. */
export type FileOutcome =
  | { kind: 'accepted'; feedId: string }
  | { kind: 'rejected'; errors: readonly { message: string }[] }
  | { kind: 'unknown' };

export type FileStatus = {
  feedId: string;
  /** done does not mean that every line worked: read the report. unknown: a word that Amazon invented since. */
  state: 'queued' | 'working' | 'done' | 'cancelled' | 'fatal' | 'unknown';
  createdAt: Date;
  resultDocumentId?: string;
};

/** An error without a line is one of the whole file. A line without an error was taken. */
export type QuantityReport = { accepted: number; invalid: number; errors: readonly { messageId?: number; text: string }[] };

/** Null is what Amazon does not tell. Measures of the packed item, in grams and millimetres. */
export type CatalogItem = {
  asin: string;
  title: string | null;
  imageUrl: string | null;
  weightG: number | null;
  lengthMm: number | null;
  widthMm: number | null;
  heightMm: number | null;
};

/** What stock tells Amazon and asks of it about offers. Throws AppErrors; AMAZON_THROTTLED carries `data.nextAt`; what throws has changed nothing. */
export type OfferApi = {
  /** Up to 20 offers of a store; what Amazon does not have is missing. */
  listedItems(
    question: { sellerId: string; marketplaceId: string; skus: readonly string[] },
    options?: CallOptions,
  ): Promise<Map<string, ListedItem>>;
  patchQuantity(change: OfferRef & { productType: string; quantity: number }, options?: CallOptions): Promise<QuantityOutcome>;
  /** Hands a file to Amazon's store of documents. Nothing happens yet; a second one does no harm. */
  uploadQuantities(file: QuantityFile, options?: CallOptions): Promise<{ documentId: string }>;
  submitQuantities(feed: { documentId: string; marketplaceId: string }, options?: CallOptions): Promise<FileOutcome>;
  /** The files of quantities since an instant, newest first: tells after a lost answer whether one was made. */
  quantityFeeds(since: Date, options?: CallOptions): Promise<FileStatus[]>;
  feedStatus(feedId: string, options?: CallOptions): Promise<FileStatus>;
  quantityReport(documentId: string, options?: CallOptions): Promise<QuantityReport>;
  inventorySummaries(question: { marketplaceId: string; token?: string }, options?: CallOptions): Promise<FbaPage>;
};

export type CatalogSource = {
  /** Up to 20 items; what the store does not have is missing. */
  catalogItems(question: { marketplaceId: string; asins: readonly string[] }, options?: CallOptions): Promise<CatalogItem[]>;
};
