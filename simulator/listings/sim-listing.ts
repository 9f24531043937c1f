/** What a seller has told Amazon to sell of an offer; it shows from `at` on, until then what was told before. */
export type SimListing = { sellerId: string; sku: string; marketplaceId: string; quantity: number; before: number; at: number };

export const listingKey = (sellerId: string, marketplaceId: string, sku: string): string => `${sellerId} ${marketplaceId} ${sku}`;
