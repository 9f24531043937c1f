import { findOffer } from '../shop/catalogue.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { type ListingSource, shownQuantity } from './shown-quantity.ts';
import { listingKey } from './sim-listing.ts';

/** A new order that the seller ships takes its units off what is for sale; a change that is still on its way comes as it was told. */
export function takeUnits(source: ListingSource, { fulfilledBy, sellerId, marketplaceId, items }: SimOrder, now: number): void {
  if (fulfilledBy === 'AMAZON') return;
  const { listings } = source.store;
  for (const { sku, quantity: units } of items) {
    const offer = findOffer(sku);
    if (offer?.fulfilledBy !== 'MERCHANT') continue;
    const key = listingKey(sellerId, marketplaceId, sku);
    const known = listings.get(key);
    const left = Math.max(0, shownQuantity(source, sellerId, marketplaceId, offer, now) - units);
    const isOnItsWay = known !== undefined && known.at > now;
    listings.put(
      key,
      isOnItsWay ? { ...known, before: left } : { sellerId, sku, marketplaceId, quantity: left, before: left, at: known?.at ?? now },
    );
  }
}
