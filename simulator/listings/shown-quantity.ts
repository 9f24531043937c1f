import type { Offer } from '../shop/catalogue.ts';
import { draw, drawBetween } from '../store/draw.ts';
import type { SimStore } from '../store/sim-store.ts';
import { listingKey } from './sim-listing.ts';

export type ListingSource = { store: Pick<SimStore, 'listings'>; seed: number };

/** How many pieces of an offer that the seller ships are for sale: what was told last, or what follows from the seed. */
export function shownQuantity({ store, seed }: ListingSource, sellerId: string, marketplaceId: string, offer: Offer, now: number): number {
  const told = store.listings.get(listingKey(sellerId, marketplaceId, offer.sku));
  if (told) return told.at <= now ? told.quantity : told.before;
  return draw(seed, offer.sku, 'sold-out') < 0.03 ? 0 : drawBetween(1, 240, seed, offer.sku, 'stock');
}
