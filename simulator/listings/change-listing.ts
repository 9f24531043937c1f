import { z } from 'zod';
import type { Offer } from '../shop/catalogue.ts';
import type { SimStore } from '../store/sim-store.ts';
import { type ListingSource, shownQuantity } from './shown-quantity.ts';
import { listingKey, type ToldQuantity } from './sim-listing.ts';

/** How long a change is on its way. */
const DELAY_MS = 20_000;

const availability = z.object({ fulfillment_channel_code: z.string(), quantity: z.int().optional() });

export const patchesShape = z
  .array(
    z.object({
      op: z.enum(['add', 'replace', 'merge', 'delete']),
      path: z.string().startsWith('/attributes/'),
      value: z.array(z.record(z.string(), z.unknown())).optional(),
    }),
  )
  .min(1);

export type ListingChange = { sellerId: string; marketplaceId: string; offer: Offer; patches: z.output<typeof patchesShape> };
export type ListingDesk = ListingSource & { store: SimStore; onTold?: (told: ToldQuantity) => void };

/** Changes how many units of an offer are for sale; undefined when it is done, else what is wrong, and then nothing has changed. */
export function changeListing(
  source: ListingDesk,
  { sellerId, marketplaceId, offer, patches }: ListingChange,
  now: number,
  via: ToldQuantity['via'],
): string | undefined {
  let wanted: number | undefined;
  for (const { op, path, value } of patches) {
    if (path !== '/attributes/fulfillment_availability') return `${path} cannot be changed here.`;
    if (op === 'delete') return 'fulfillment_availability cannot be deleted here.';
    const told = z.array(availability).safeParse(value);
    wanted = told.success ? told.data.find((each) => each.fulfillment_channel_code === 'DEFAULT')?.quantity : undefined;
    if (wanted === undefined || wanted < 0) return 'quantity must be a whole number of zero or more.';
    if (offer.fulfilledBy === 'AMAZON') return 'The quantity of an offer that Amazon fulfils cannot be changed.';
  }
  if (wanted === undefined) return undefined;
  const { sku } = offer;
  source.store.listings.put(listingKey(sellerId, marketplaceId, sku), {
    sellerId,
    sku,
    marketplaceId,
    quantity: wanted,
    before: shownQuantity(source, sellerId, marketplaceId, offer, now),
    at: now + DELAY_MS,
  });
  source.onTold?.({ sellerId, sku, marketplaceId, quantity: wanted, at: now, via });
  return undefined;
}
