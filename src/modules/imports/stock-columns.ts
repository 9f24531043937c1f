import { AppError } from '#src/kernel/app-error.ts';
import { columnKey } from './column-key.ts';

/** Column names of our own export first, then what sheets of sellers and other systems call them. */
const fields = {
  code: ['product', 'sku', 'seller-sku', 'merchant-sku', 'item', 'item-number', 'product-code', 'code'],
  title: ['title', 'name', 'product-name', 'item-name', 'description'],
  barcodes: ['barcodes', 'barcode', 'ean', 'upc', 'gtin'],
  location: ['location', 'warehouse'],
  bin: ['bin', 'shelf', 'bin-location', 'binrack'],
  quantity: ['on-hand', 'quantity', 'qty', 'stock', 'stock-level', 'available', 'in-stock'],
} as const satisfies Record<string, readonly string[]>;

export type StockField = keyof typeof fields;
export type StockColumns = { position: Partial<Record<StockField, number>>; names: readonly string[] };

const positionIn = (keys: readonly string[], field: StockField): number | undefined =>
  fields[field].map((name) => keys.indexOf(columnKey(name))).find((index) => index >= 0);

const isField = (name: string): name is StockField => Object.hasOwn(fields, name);

/** A header that names the product and how many there are, or what it is called. */
export const isStockHeader = (keys: readonly string[]): boolean =>
  positionIn(keys, 'code') !== undefined && (positionIn(keys, 'quantity') !== undefined || positionIn(keys, 'title') !== undefined);

/** Where each field stands. Throws FILE_UNREADABLE with the names that are missing. */
export function stockColumns(names: readonly string[]): StockColumns {
  const keys = names.map(columnKey);
  if (!isStockHeader(keys)) {
    const missing = (['code', 'quantity'] as const)
      .filter((field) => positionIn(keys, field) === undefined)
      .map((field) => fields[field][0]);
    throw new AppError('FILE_UNREADABLE', `This is no stock file: the columns ${missing.join(', ')} are missing`, { data: { missing } });
  }
  const position: StockColumns['position'] = {};
  for (const field of Object.keys(fields).filter(isField)) {
    const at = positionIn(keys, field);
    if (at !== undefined) position[field] = at;
  }
  return { position, names };
}
