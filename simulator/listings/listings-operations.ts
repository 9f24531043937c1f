import { z } from 'zod';
import type { SimAccount } from '../accounts/sim-account.ts';
import { imageUrl } from '../catalog/item-image.ts';
import { invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { findOffer, type Offer } from '../shop/catalogue.ts';
import { uuidOf } from '../store/draw.ts';
import { changeListing, type ListingDesk, patchesShape } from './change-listing.ts';
import { type ListingSource, shownQuantity } from './shown-quantity.ts';

const root = '/listings/2021-08-01/items/{sellerId}';
const path = `${root}/{sku}`;
const opened = Date.UTC(2024, 4, 1);
const mostIdentifiers = 20;

const patchShape = z.object({ productType: z.string().min(1), patches: patchesShape });

/** The Listings Items API, as far as names and quantities go: reads offers, and changes how many are for sale. */
export const listingsOperations = (source: ListingDesk): SellerOperation[] => [
  {
    name: 'searchListingsItems',
    method: 'GET',
    path: root,
    rate: 5,
    burst: 5,
    handle: (call) => ({ status: 200, body: found(call, source) }),
  },
  {
    name: 'getListingsItem',
    method: 'GET',
    path,
    rate: 5,
    burst: 10,
    handle: (call) => ({ status: 200, body: itemView(call, offerOf(call), storeOf(call), source) }),
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

/** The store that a call means, by the seller who calls. */
function storeOf({ params, query, account }: SellerCall): string {
  if (params['sellerId'] !== account.sellerId) throw invalidInput('Invalid Input', 'sellerId is not the seller who calls.');
  const [marketplaceId, ...others] = listOf(query, 'marketplaceIds');
  if (marketplaceId === undefined || others.length > 0) throw invalidInput('Invalid Input', 'marketplaceIds must name one marketplace.');
  mustSell(account, marketplaceId);
  return marketplaceId;
}

function mustSell(account: SimAccount, marketplaceId: string): void {
  if (!account.marketplaceIds.includes(marketplaceId))
    throw invalidInput('Invalid Input', `marketplaceIds contains ${marketplaceId}, in which the seller does not sell.`);
}

function offerOf({ params, query }: SellerCall): Offer {
  const offer = findOffer(params['sku'] ?? '');
  if (!offer) throw notFound(`SKU '${params['sku'] ?? ''}' not found in marketplace ${query.get('marketplaceIds') ?? ''}`);
  return offer;
}

/** By SKU alone; what is not there is left out. */
function found(call: SellerCall, source: ListingSource) {
  const marketplaceId = storeOf(call);
  const { query } = call;
  const skus = [...new Set(listOf(query, 'identifiers'))];
  if (query.get('identifiersType') !== 'SKU' || skus.length === 0)
    throw invalidInput('Invalid Input', 'Only searches by identifiers of identifiersType SKU are supported here.');
  if (skus.length > mostIdentifiers) throw invalidInput('Invalid Input', `identifiers must not be more than ${mostIdentifiers}.`);
  const pageSize = Number(query.get('pageSize') ?? 10);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 20) throw invalidInput('Invalid Input', 'pageSize must be from 1 to 20.');
  const from = Number(query.get('pageToken') ?? 0);
  if (!Number.isInteger(from) || from < 0) throw invalidInput('Invalid Input', 'pageToken is not valid.');
  const offers = skus.flatMap((sku) => findOffer(sku) ?? []);
  const next = from + pageSize;
  return {
    numberOfResults: offers.length,
    ...(next < offers.length ? { pagination: { nextToken: String(next) } } : {}),
    items: offers.slice(from, next).map((offer) => itemView(call, offer, marketplaceId, source)),
  };
}

function itemView({ query, account, now, headers }: SellerCall, offer: Offer, marketplaceId: string, source: ListingSource) {
  const included = query.has('includedData') ? listOf(query, 'includedData') : ['summaries'];
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
    mainImage: { link: imageUrl(offer.asin, headers.host), height: 500, width: 500 },
  };
  return {
    sku: offer.sku,
    ...(included.includes('summaries') ? { summaries: [summary] } : {}),
    ...(included.includes('fulfillmentAvailability')
      ? { fulfillmentAvailability: [isFba ? { fulfillmentChannelCode: 'AMAZON_NA' } : { fulfillmentChannelCode: 'DEFAULT', quantity }] }
      : {}),
  };
}

function patched(call: SellerCall, source: ListingDesk) {
  const marketplaceId = storeOf(call);
  const offer = offerOf(call);
  const { patches } = jsonBody(call, patchShape);
  const { sellerId } = call.account;
  const submissionId = uuidOf(source.seed, 'submission', source.store.listings.size() + call.now);
  const problem = changeListing(source, { sellerId, marketplaceId, offer, patches }, call.now, 'api');
  return {
    sku: offer.sku,
    status: problem === undefined ? 'ACCEPTED' : 'INVALID',
    submissionId,
    issues: problem === undefined ? [] : [{ code: '90220', message: problem, severity: 'ERROR', categories: ['INVALID_ATTRIBUTE'] }],
  };
}

const listOf = (query: URLSearchParams, name: string): string[] => (query.get(name) ?? '').split(',').filter(Boolean);
