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

/** As Amazon shows it; `quantity` only where the seller ships. */
export type ListedItem = { productType: string; quantity: number | undefined };

/** unknown: the answer was lost. Read it back; sending the same number again does no harm. */
export type QuantityOutcome = { kind: 'accepted' } | { kind: 'rejected'; reason: string } | { kind: 'unknown' };

export type FbaStock = { sku: string; asin: string; title: string; fulfillable: number; inbound: number; held: number; unsellable: number };
export type FbaPage = { items: FbaStock[]; nextToken?: string };

/** What stock tells Amazon and asks of it about single offers. */
export type OfferApi = {
  /** Undefined when there is no such offer. */
  getListingsItem(offer: OfferRef, options?: CallOptions): Promise<ListedItem | undefined>;
  patchQuantity(change: OfferRef & { productType: string; quantity: number }, options?: CallOptions): Promise<QuantityOutcome>;
  inventorySummaries(question: { marketplaceId: string; token?: string }, options?: CallOptions): Promise<FbaPage>;
};
