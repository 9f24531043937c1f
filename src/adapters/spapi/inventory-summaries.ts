import { z } from 'zod';
import type { CallOptions, FbaPage } from '#src/modules/inventory/ports.ts';
import type { SpapiClient } from './client.ts';
import { understand } from './understand.ts';

const units = z
  .int()
  .nullish()
  .transform((count) => count ?? 0);
const details = z.object({
  fulfillableQuantity: units,
  inboundWorkingQuantity: units,
  inboundShippedQuantity: units,
  inboundReceivingQuantity: units,
  reservedQuantity: z.object({ totalReservedQuantity: units }).nullish(),
  unfulfillableQuantity: z.object({ totalUnfulfillableQuantity: units }).nullish(),
});
const answer = z.object({
  payload: z.object({
    inventorySummaries: z.array(
      z.object({
        sellerSku: z.string(),
        asin: z.string().nullish(),
        productName: z.string().nullish(),
        inventoryDetails: details.nullish(),
      }),
    ),
  }),
  pagination: z.object({ nextToken: z.string().nullish() }).nullish(),
});

/** A page of what lies with Amazon (`getInventorySummaries`, FBA Inventory v1): 2 calls a second. A token lives for 30 seconds. */
export async function inventorySummaries(
  client: SpapiClient,
  { marketplaceId, token }: { marketplaceId: string; token?: string },
  { priority, purpose }: CallOptions = {},
): Promise<FbaPage> {
  const query = {
    granularityType: 'Marketplace',
    granularityId: marketplaceId,
    marketplaceIds: [marketplaceId],
    details: 'true',
    nextToken: token,
  };
  const path = '/fba/inventory/v1/summaries';
  const reply = await client.read({ operation: 'getInventorySummaries', method: 'GET', path, query, priority, purpose });
  const { payload, pagination } = understand(reply, answer);
  return {
    items: payload.inventorySummaries.flatMap(({ sellerSku, asin, productName, inventoryDetails: inventory }) =>
      inventory
        ? [
            {
              sku: sellerSku,
              asin: asin ?? '',
              title: productName ?? '',
              fulfillable: inventory.fulfillableQuantity,
              inbound: inventory.inboundWorkingQuantity + inventory.inboundShippedQuantity + inventory.inboundReceivingQuantity,
              held: inventory.reservedQuantity?.totalReservedQuantity ?? 0,
              unsellable: inventory.unfulfillableQuantity?.totalUnfulfillableQuantity ?? 0,
            },
          ]
        : [],
    ),
    ...(pagination?.nextToken ? { nextToken: pagination.nextToken } : {}),
  };
}
