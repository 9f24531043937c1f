import { z } from 'zod';
import type { CallOptions } from '#src/modules/sync/ports.ts';
import type { SpapiClient } from './client.ts';
import { understand } from './understand.ts';

const answer = z.object({ payload: z.object({ Orders: z.array(z.object({ AmazonOrderId: z.string().min(1) })) }) });

/**
 * Numbers of open orders of the seller's own shipping by `getOrders` (Orders API v0, 0.0167 calls a second, to be removed
 * by Amazon on 2027-03-27): up to 100. Any refusal is an empty list.
 */
export async function openOrderIds(
  client: SpapiClient,
  { createdAfter, marketplaceIds }: { createdAfter: Date; marketplaceIds: readonly string[] },
  call: CallOptions = {},
): Promise<string[]> {
  const reply = await client.read({
    operation: 'getOrders',
    method: 'GET',
    path: '/orders/v0/orders',
    query: {
      CreatedAfter: createdAfter,
      MarketplaceIds: marketplaceIds,
      OrderStatuses: ['Unshipped', 'PartiallyShipped'],
      FulfillmentChannels: ['MFN'],
      MaxResultsPerPage: '100',
    },
    ...call,
  });
  if (reply.status >= 300) return [];
  return understand(reply, answer).payload.Orders.map(({ AmazonOrderId }) => AmazonOrderId);
}
