import { z } from 'zod';
import type { CallOptions, OfferRef, QuantityOutcome } from '#src/modules/inventory/ports.ts';
import type { SpapiClient } from './client.ts';
import { listingPath } from './listed-items.ts';

const answer = z.object({
  status: z.string(),
  issues: z.array(z.object({ code: z.string(), message: z.string(), severity: z.string().optional() })).nullish(),
});

/** `merge` leaves stock that stands under other codes alone, Amazon's warehouses among them. */
export const availabilityPatch = (quantity: number) => ({
  op: 'merge',
  path: '/attributes/fulfillment_availability',
  value: [{ fulfillment_channel_code: 'DEFAULT', quantity }],
});

/**
 * Tells Amazon how many units of an offer are for sale (`patchListingsItem`): 5 calls a second. Sending
 * the same number twice does no harm.
 */
export async function patchQuantity(
  client: SpapiClient,
  { productType, quantity, ...offer }: OfferRef & { productType: string; quantity: number },
  { priority, purpose }: CallOptions = {},
): Promise<QuantityOutcome> {
  const outcome = await client.write({
    operation: 'patchListingsItem',
    method: 'PATCH',
    path: listingPath(offer),
    query: { marketplaceIds: [offer.marketplaceId] },
    body: { productType, patches: [availabilityPatch(quantity)] },
    priority,
    purpose,
  });
  if (outcome.kind === 'unknown') return { kind: 'unknown' };
  if (outcome.kind === 'rejected') return { kind: 'rejected', reason: outcome.errors.map(({ message }) => message).join('; ') };
  const told = answer.safeParse(outcome.body);
  if (!told.success) return { kind: 'unknown' };
  if (told.data.status !== 'INVALID') return { kind: 'accepted' };
  return { kind: 'rejected', reason: told.data.issues?.map(({ message }) => message).join('; ') || 'Amazon calls it invalid' };
}
