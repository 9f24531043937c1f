import { z } from 'zod';
import { invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { findOffer, type Offer } from '../shop/catalogue.ts';
import { uuidOf } from '../store/draw.ts';
import type { SimStore } from '../store/sim-store.ts';
import { type ListingSource, shownQuantity } from './shown-quantity.ts';
import { listingKey } from './sim-listing.ts';

const path = '/listings/2021-08-01/items/{sellerId}/{sku}';
const opened = Date.UTC(2024, 4, 1);
/** How long a change is on its way. */
const DELAY_MS = 20_000;

const availability = z.object({ fulfillment_channel_code: z.string(), quantity: z.int().optional() });
const patchShape = z.object({
  productType: z.string().min(1),
  patches: z
    .array(
      z.object({
        op: z.enum(['add', 'replace', 'merge', 'delete']),
        path: z.string().startsWith('/attributes/'),
        value: z.array(z.record(z.string(), z.unknown())).optional(),
      }),
    )
    .min(1),
});

/** The Listings Items API, as far as names and quantities go: reads an offer, and changes how many are for sale. */
export const listingsOperations = (source: ListingSource & { store: SimStore }): SellerOperation[] => [
  {
    name: 'getListingsItem',
    method: 'GET',
    path,
    rate: 5,
    burst: 10,
    handle: (call) => ({ status: 200, body: itemView(call, meant(call), source) }),
  },
  {
    name: 'patchListingsItem',
    method: 'PATCH',
    path,
    rate: 5,
    burst: 5,
    handle: (call) => ({ status: 200, body: patched(call, source) }),
  },
];

/** The offer and store that a call means. */
function meant({ params, query, account }: SellerCall): { offer: Offer; marketplaceId: string } {
  if (params['sellerId'] !== account.sellerId) throw invalidInput('Invalid Input', 'sellerId is not the seller who calls.');
  const marketplaceIds = (query.get('marketplaceIds') ?? '').split(',').filter(Boolean);
  const [marketplaceId] = marketplaceIds;
  if (marketplaceId === undefined || marketplaceIds.length > 1)
    throw invalidInput('Invalid Input', 'marketplaceIds must name one marketplace.');
  if (!account.marketplaceIds.includes(marketplaceId))
    throw invalidInput('Invalid Input', `marketplaceIds contains ${marketplaceId}, in which the seller does not sell.`);
  const offer = findOffer(params['sku'] ?? '');
  if (!offer) throw notFound(`SKU '${params['sku'] ?? ''}' not found in marketplace ${marketplaceId}`);
  return { offer, marketplaceId };
}

function itemView({ query, account, now }: SellerCall, { offer, marketplaceId }: ReturnType<typeof meant>, source: ListingSource) {
  const included = (query.get('includedData') ?? 'summaries').split(',');
  const quantity = shownQuantity(source, account.sellerId, marketplaceId, offer, now);
  const isFba = offer.fulfilledBy === 'AMAZON';
  const summary = {
    marketplaceId,
    asin: offer.asin,
    productType: 'HOME',
    conditionType: 'new_new',
    status: isFba || quantity > 0 ? ['BUYABLE', 'DISCOVERABLE'] : ['DISCOVERABLE'],
    itemName: offer.title,
    createdDate: new Date(opened).toISOString(),
    lastUpdatedDate: new Date(opened).toISOString(),
    mainImage: { link: `https://m.media-amazon.com/images/I/${offer.asin}.jpg`, height: 500, width: 500 },
  };
  return {
    sku: offer.sku,
    ...(included.includes('summaries') ? { summaries: [summary] } : {}),
    ...(included.includes('fulfillmentAvailability')
      ? { fulfillmentAvailability: [isFba ? { fulfillmentChannelCode: 'AMAZON_NA' } : { fulfillmentChannelCode: 'DEFAULT', quantity }] }
      : {}),
  };
}

function patched(call: SellerCall, source: ListingSource & { store: SimStore }) {
  const { offer, marketplaceId } = meant(call);
  const { patches } = jsonBody(call, patchShape);
  const { sellerId } = call.account;
  const submissionId = uuidOf(source.seed, 'submission', source.store.listings.size() + call.now);
  const answer = (problem?: string) => ({
    sku: offer.sku,
    status: problem === undefined ? 'ACCEPTED' : 'INVALID',
    submissionId,
    issues: problem === undefined ? [] : [{ code: '90220', message: problem, severity: 'ERROR', categories: ['INVALID_ATTRIBUTE'] }],
  });
  for (const { op, path: where, value } of patches) {
    if (where !== '/attributes/fulfillment_availability') return answer(`${where} cannot be changed here.`);
    if (op === 'delete') return answer('fulfillment_availability cannot be deleted here.');
    const told = z.array(availability).safeParse(value);
    const quantity = told.success ? told.data.find((each) => each.fulfillment_channel_code === 'DEFAULT')?.quantity : undefined;
    if (quantity === undefined || quantity < 0) return answer('quantity must be a whole number of zero or more.');
    if (offer.fulfilledBy === 'AMAZON') return answer('The quantity of an offer that Amazon fulfils cannot be changed.');
    source.store.listings.put(listingKey(sellerId, marketplaceId, offer.sku), {
      sellerId,
      sku: offer.sku,
      marketplaceId,
      quantity,
      before: shownQuantity(source, sellerId, marketplaceId, offer, call.now),
      at: call.now + DELAY_MS,
    });
  }
  return answer();
}
