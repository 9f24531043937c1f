import { z } from 'zod';
import type { CallOptions, ListedItem, OfferRef } from '#src/modules/inventory/ports.ts';
import type { SpapiClient } from './client.ts';
import { understand } from './understand.ts';

const item = z.object({
  sku: z.string(),
  summaries: z.array(z.object({ marketplaceId: z.string(), productType: z.string().nullish() })).nullish(),
  fulfillmentAvailability: z.array(z.object({ fulfillmentChannelCode: z.string(), quantity: z.int().min(0).nullish() })).nullish(),
});
const page = z.object({ items: z.array(item) });
const includedData = ['summaries', 'fulfillmentAvailability'];
const root = (sellerId: string) => `/listings/2021-08-01/items/${encodeURIComponent(sellerId)}`;

export const listingPath = ({ sellerId, sku }: OfferRef): string => `${root(sellerId)}/${encodeURIComponent(sku)}`;

type Question = { sellerId: string; marketplaceId: string; skus: readonly string[] };

/**
 * Up to 20 offers of a store as Amazon shows them, by SKU; what Amazon does not have is missing. Several by
 * `searchListingsItems`, a single one, and one whose SKU has a comma in it, by `getListingsItem` (Listings Items API
 * 2021-08-01): 5 calls a second each.
 */
export async function listedItems(
  client: SpapiClient,
  { skus, ...where }: Question,
  options: CallOptions = {},
): Promise<Map<string, ListedItem>> {
  const together = skus.filter((sku) => !sku.includes(','));
  const alone = together.length > 1 ? skus.filter((sku) => sku.includes(',')) : skus;
  const items = new Map<string, ListedItem>();
  if (together.length > 1) for (const each of await searched(client, { ...where, skus: together }, options)) items.set(...each);
  for (const sku of alone) {
    const found = await single(client, { ...where, sku }, options);
    if (found) items.set(sku, found);
  }
  return items;
}

async function single(client: SpapiClient, offer: OfferRef, { priority, purpose }: CallOptions): Promise<ListedItem | undefined> {
  const query = { marketplaceIds: [offer.marketplaceId], includedData };
  const reply = await client.read({ operation: 'getListingsItem', method: 'GET', path: listingPath(offer), query, priority, purpose });
  return reply.status === 404 ? undefined : factsOf(understand(reply, item), offer.marketplaceId);
}

async function searched(
  client: SpapiClient,
  { sellerId, marketplaceId, skus }: Question,
  { priority, purpose }: CallOptions,
): Promise<[string, ListedItem][]> {
  const query = { marketplaceIds: [marketplaceId], identifiers: skus, identifiersType: 'SKU', pageSize: '20', includedData };
  const reply = await client.read({ operation: 'searchListingsItems', method: 'GET', path: root(sellerId), query, priority, purpose });
  return understand(reply, page).items.map((found) => [found.sku, factsOf(found, marketplaceId)]);
}

function factsOf({ summaries, fulfillmentAvailability }: z.output<typeof item>, marketplaceId: string): ListedItem {
  const codes = fulfillmentAvailability ?? [];
  return {
    productType: summaries?.find((summary) => summary.marketplaceId === marketplaceId)?.productType ?? 'PRODUCT',
    // The seller's own stock; other codes are Amazon's warehouses.
    quantity: codes.find(({ fulfillmentChannelCode }) => fulfillmentChannelCode === 'DEFAULT')?.quantity ?? undefined,
    byAmazon: codes.some(({ fulfillmentChannelCode }) => fulfillmentChannelCode.startsWith('AMAZON')),
  };
}
