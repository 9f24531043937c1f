import { z } from 'zod';
import type { CallOptions, ListedItem, OfferRef } from '#src/modules/inventory/ports.ts';
import type { SpapiClient } from './client.ts';
import { understand } from './understand.ts';

const answer = z.object({
  summaries: z.array(z.object({ marketplaceId: z.string(), productType: z.string().nullish() })).nullish(),
  fulfillmentAvailability: z.array(z.object({ fulfillmentChannelCode: z.string(), quantity: z.int().min(0).nullish() })).nullish(),
});

export const listingPath = ({ sellerId, sku }: OfferRef): string =>
  `/listings/2021-08-01/items/${encodeURIComponent(sellerId)}/${encodeURIComponent(sku)}`;

/** One offer as Amazon shows it (`getListingsItem`, Listings Items API 2021-08-01): 5 calls a second. */
export async function getListingsItem(
  client: SpapiClient,
  offer: OfferRef,
  { priority, purpose }: CallOptions = {},
): Promise<ListedItem | undefined> {
  const query = { marketplaceIds: [offer.marketplaceId], includedData: ['summaries', 'fulfillmentAvailability'] };
  const reply = await client.read({ operation: 'getListingsItem', method: 'GET', path: listingPath(offer), query, priority, purpose });
  if (reply.status === 404) return undefined;
  const { summaries, fulfillmentAvailability } = understand(reply, answer);
  return {
    productType: summaries?.find(({ marketplaceId }) => marketplaceId === offer.marketplaceId)?.productType ?? 'PRODUCT',
    // The seller's own stock; other codes are Amazon's warehouses.
    quantity: fulfillmentAvailability?.find(({ fulfillmentChannelCode }) => fulfillmentChannelCode === 'DEFAULT')?.quantity ?? undefined,
  };
}
