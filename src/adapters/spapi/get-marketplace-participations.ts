import { z } from 'zod';
import type { CallOptions, Participation } from '#src/modules/sync/ports.ts';
import type { SpapiClient } from './client.ts';
import { understand } from './understand.ts';

const answer = z.object({
  payload: z.array(
    z.object({
      marketplace: z.object({
        id: z.string().min(1),
        name: z.string().catch(''),
        countryCode: z.string().catch(''),
        defaultCurrencyCode: z.string().catch(''),
        domainName: z.string().catch(''),
      }),
      storeName: z.string().catch(''),
      participation: z.object({ isParticipating: z.boolean(), hasSuspendedListings: z.boolean().catch(false) }),
    }),
  ),
});

/** The stores of this account (Sellers API v1): 0.016 calls a second. */
export async function getMarketplaceParticipations(client: SpapiClient, call: CallOptions = {}): Promise<Participation[]> {
  const reply = await client.read({
    operation: 'getMarketplaceParticipations',
    method: 'GET',
    path: '/sellers/v1/marketplaceParticipations',
    ...call,
  });
  return understand(reply, answer).payload.map(({ marketplace, storeName, participation }) => ({
    marketplaceId: marketplace.id,
    country: marketplace.countryCode,
    name: marketplace.name,
    storeName,
    currency: marketplace.defaultCurrencyCode,
    domain: marketplace.domainName,
    participates: participation.isParticipating,
    suspended: participation.hasSuspendedListings,
  }));
}
