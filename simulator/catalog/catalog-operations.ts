import { invalidInput, notFound } from '../http/api-failure.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { catalogue, type Offer } from '../shop/catalogue.ts';
import { drawBetween } from '../store/draw.ts';
import { imageUrl } from './item-image.ts';

const root = '/catalog/2022-04-01/items';
const limits = { rate: 2, burst: 2 };
const most = 20;
const byAsin = new Map(catalogue.map((offer) => [offer.asin, offer]));

/** The Catalog Items API 2022-04-01 for the items of the shop: names, images and measures. */
export const catalogOperations = (seed: number): SellerOperation[] => [
  {
    name: 'searchCatalogItems',
    method: 'GET',
    path: root,
    ...limits,
    handle: (call) => ({ status: 200, body: found(call, seed) }),
  },
  {
    name: 'getCatalogItem',
    method: 'GET',
    path: `${root}/{asin}`,
    ...limits,
    handle(call) {
      const marketplaceIds = storesOf(call);
      const offer = byAsin.get(call.params['asin'] ?? '');
      if (!offer) throw notFound(`Requested item '${call.params['asin'] ?? ''}' not found in marketplace(s) ${marketplaceIds.join(', ')}.`);
      return { status: 200, body: itemView(call, offer, marketplaceIds, seed) };
    },
  },
];

/** By ASIN alone. */
function found(call: SellerCall, seed: number) {
  const stores = storesOf(call);
  const { query } = call;
  if (stores.length > 1) throw invalidInput('Invalid Input', 'marketplaceIds must name one marketplace.');
  const asins = [...new Set(listOf(query, 'identifiers'))];
  if (query.get('identifiersType') !== 'ASIN' || asins.length === 0)
    throw invalidInput('Invalid Input', 'Only searches by identifiers of identifiersType ASIN are supported here.');
  if (asins.length > most) throw invalidInput('Invalid Input', `identifiers must not be more than ${most}.`);
  const pageSize = Number(query.get('pageSize') ?? 10);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > most) throw invalidInput('Invalid Input', 'pageSize must be from 1 to 20.');
  const from = Number(query.get('pageToken') ?? 0);
  if (!Number.isInteger(from) || from < 0) throw invalidInput('Invalid Input', 'pageToken is not valid.');
  const offers = asins.flatMap((asin) => byAsin.get(asin) ?? []);
  const next = from + pageSize;
  return {
    numberOfResults: offers.length,
    ...(next < offers.length ? { pagination: { nextToken: String(next) } } : {}),
    items: offers.slice(from, next).map((offer) => itemView(call, offer, stores, seed)),
  };
}

function storesOf({ query, account }: SellerCall): string[] {
  const stores = listOf(query, 'marketplaceIds');
  if (stores.length === 0) throw invalidInput('Invalid Input', 'marketplaceIds must name a marketplace.');
  const foreign = stores.find((id) => !account.marketplaceIds.includes(id));
  if (foreign !== undefined) throw invalidInput('Invalid Input', `marketplaceIds contains ${foreign}, in which the seller does not sell.`);
  return stores;
}

function itemView({ query, headers }: SellerCall, offer: Offer, stores: readonly string[], seed: number) {
  const included = query.has('includedData') ? listOf(query, 'includedData') : ['summaries'];
  const { asin, title } = offer;
  const inEach = <T>(name: string, view: T) =>
    included.includes(name) ? { [name]: stores.map((marketplaceId) => ({ marketplaceId, ...view })) } : {};
  const link = imageUrl(asin, headers.host);
  return {
    asin,
    ...inEach('summaries', { brand: 'Kiln & Thistle', itemClassification: 'BASE_PRODUCT', itemName: title, packageQuantity: 1 }),
    ...inEach('images', {
      images: [
        { variant: 'MAIN', link, height: 1000, width: 1000 },
        { variant: 'MAIN', link, height: 500, width: 500 },
        { variant: 'PT01', link, height: 1000, width: 1000 },
      ],
    }),
    ...inEach('dimensions', measures(offer, seed)),
  };
}

/** Of one item in twelve Amazon has no measures. */
function measures({ asin, weightGrams }: Offer, seed: number) {
  if (drawBetween(1, 12, seed, asin, 'measured') === 1) return {};
  const inches = (name: string, least: number, over: number) => ({
    unit: 'inches',
    value: (drawBetween(least, least + 90, seed, asin, name) + over) / 10,
  });
  const pounds = (grams: number) => ({ unit: 'pounds', value: Math.round((grams / 453.592_37) * 100) / 100 });
  const sides = (over: number) => ({
    height: inches('height', 20, over),
    length: inches('length', 60, over),
    width: inches('width', 40, over),
  });
  return { item: { ...sides(0), weight: pounds(weightGrams) }, package: { ...sides(12), weight: pounds(weightGrams * 1.15 + 60) } };
}

const listOf = (query: URLSearchParams, name: string): string[] => (query.get(name) ?? '').split(',').filter(Boolean);
