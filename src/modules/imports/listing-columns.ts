import { AppError } from '#src/kernel/app-error.ts';
import { columnKey } from './column-key.ts';

/** Column names of the listings reports; unlike those of orders they are translated in Germany and Japan. */
const fields = {
  sku: ['seller-sku', 'sku', 'Händler-SKU', '出品者SKU'],
  title: ['item-name', 'product-name', 'Artikelbezeichnung', '商品名'],
  listingId: ['listing-id', 'Angebotsnummer', '出品ID'],
  asin: ['asin1', 'asin', 'ASIN 1'],
  productId: ['product-id', 'Produkt-ID', '商品ID'],
  quantity: ['quantity', 'Menge', '数量'],
  channel: ['fulfillment-channel', 'fulfilment-channel', 'Versender', 'フルフィルメント・チャンネル'],
  status: ['status', 'Status', 'ステータス'],
} as const satisfies Record<string, readonly string[]>;

export type ListingField = keyof typeof fields;
export type ListingColumns = { position: Partial<Record<ListingField, number>>; names: readonly string[] };

const positionIn = (keys: readonly string[], field: ListingField): number | undefined =>
  fields[field].map((name) => keys.indexOf(columnKey(name))).find((index) => index >= 0);

const isField = (name: string): name is ListingField => Object.hasOwn(fields, name);

/** A header that names the SKU and at least one thing by which it may be found. */
export const isListingHeader = (keys: readonly string[]): boolean =>
  positionIn(keys, 'sku') !== undefined && (positionIn(keys, 'listingId') !== undefined || positionIn(keys, 'title') !== undefined);

/** Where each field stands. Throws FILE_UNREADABLE with the names that are missing. */
export function listingColumns(names: readonly string[]): ListingColumns {
  const keys = names.map(columnKey);
  if (!isListingHeader(keys)) {
    const missing = (['sku', 'listingId'] as const)
      .filter((field) => positionIn(keys, field) === undefined)
      .map((field) => fields[field][0]);
    throw new AppError('FILE_UNREADABLE', `This is no listings report: the columns ${missing.join(', ')} are missing`, {
      data: { missing },
    });
  }
  const position: ListingColumns['position'] = {};
  for (const field of Object.keys(fields).filter(isField)) {
    const at = positionIn(keys, field);
    if (at !== undefined) position[field] = at;
  }
  return { position, names };
}
