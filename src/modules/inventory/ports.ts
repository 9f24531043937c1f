import type { AccountId } from '#src/kernel/ids.ts';
import type { Purpose } from '#src/modules/quota/contract.ts';

type CallOptions = { priority?: 'urgent' | 'normal' | 'background'; purpose?: Purpose };

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
