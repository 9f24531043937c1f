import { catalogue, type Offer, priceAt } from '../shop/catalogue.ts';
import { storefrontOf } from '../shop/storefronts.ts';
import { toDecimal } from '../store/decimal.ts';
import { drawBetween } from '../store/draw.ts';
import type { ReportTable } from './write-table.ts';

const COLUMNS = [
  'item-name',
  'item-description',
  'listing-id',
  'seller-sku',
  'price',
  'quantity',
  'open-date',
  'image-url',
  'item-is-marketplace',
  'product-id-type',
  'zshop-shipping-fee',
  'item-note',
  'item-condition',
  'zshop-category1',
  'zshop-browse-path',
  'zshop-storefront-feature',
  'asin1',
  'asin2',
  'asin3',
  'will-ship-internationally',
  'expedited-shipping',
  'zshop-boldface',
  'product-id',
  'bid-for-featured-placement',
  'add-delete',
  'pending-quantity',
  'fulfillment-channel',
  'merchant-shipping-group',
  'status',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/** Every offer of the demo shop as it stands in one store. Age follows from the seed and the SKU; `quantityOf` tells how many are for sale. */
export function listingsTable(marketplaceId: string, seed: number, quantityOf: (offer: Offer) => number): ReportTable {
  return { columns: COLUMNS, rows: rowsOf(marketplaceId, seed, quantityOf) };
}

function* rowsOf(marketplaceId: string, seed: number, quantityOf: (offer: Offer) => number): Generator<Row> {
  for (const offer of catalogue) yield rowOf(offer, marketplaceId, seed, quantityOf(offer));
}

function rowOf(offer: Offer, marketplaceId: string, seed: number, quantity: number): Row {
  const storefront = storefrontOf(marketplaceId);
  const byAmazon = offer.fulfilledBy === 'AMAZON';
  const opened = new Date(Date.UTC(2024, 0, drawBetween(1, 600, seed, offer.sku, 'opened'), 10, 30));
  return {
    'item-name': offer.title,
    'listing-id': `${drawBetween(1000, 9999, seed, offer.sku, 'listing')}KT${offer.asin.slice(2, 8)}`,
    'seller-sku': offer.sku,
    price: toDecimal(BigInt(priceAt(offer, storefront)), storefront.currency),
    quantity: byAmazon ? '' : String(quantity),
    'open-date': `${opened.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
    'item-is-marketplace': 'y',
    'product-id-type': '1',
    'item-condition': '11',
    asin1: offer.asin,
    'product-id': offer.asin,
    'pending-quantity': byAmazon ? '' : '0',
    'fulfillment-channel': byAmazon ? { NA: 'AMAZON_NA', EU: 'AMAZON_EU', FE: 'AMAZON_JP' }[storefront.region] : 'DEFAULT',
    'merchant-shipping-group': byAmazon ? '' : 'Standard Template',
    status: byAmazon || quantity > 0 ? 'Active' : 'Inactive',
  };
}
