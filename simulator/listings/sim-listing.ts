/** What a seller has told Amazon to sell of an offer; it shows from `at` on, until then what was told before. What buyers take is gone from it. */
export type SimListing = { sellerId: string; sku: string; marketplaceId: string; quantity: number; before: number; at: number };

/** A quantity that was told, for tests that look at every one. */
export type ToldQuantity = { sellerId: string; sku: string; marketplaceId: string; quantity: number; at: number; via: 'api' | 'feed' };

export const listingKey = (sellerId: string, marketplaceId: string, sku: string): string => `${sellerId} ${marketplaceId} ${sku}`;
