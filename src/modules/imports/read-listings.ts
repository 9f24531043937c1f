import type { Listing } from '#src/modules/orders/index.ts';
import type { LineProblem } from './file-order.ts';
import { isListingHeader, type ListingColumns, type ListingField, listingColumns } from './listing-columns.ts';
import { readQuantity } from './localised-number.ts';
import { plainCell } from './plain-cell.ts';
import { readTable, type TableOptions } from './read-table.ts';

/** What a listings report says of an offer besides its names. `quantity` is only there where the seller ships. */
export type OfferTold = { channel: 'FBM' | 'FBA' | undefined; quantity: number | undefined; status: string };

export type ListingRow = { kind: 'listing'; line: number; listing: Listing; offer: OfferTold } | ({ kind: 'problem' } & LineProblem);

/**
 * The listings of an All Listings, Active Listings or similar report (`GET_MERCHANT_LISTINGS_ALL_DATA` …): SKU, ASIN, title
 * and listing id, one row for each data line. Throws FILE_UNREADABLE when it is no such file.
 */
export async function* readListings(
  source: AsyncIterable<Uint8Array>,
  options: Pick<TableOptions, 'encoding' | 'maxBytes' | 'japanese'> = {},
): AsyncGenerator<ListingRow> {
  let columns: ListingColumns | undefined;
  for await (const row of readTable(source, { ...options, isHeader: isListingHeader })) {
    if (row.kind === 'header') columns = listingColumns(row.names);
    else if (row.kind === 'bad') yield { kind: 'problem', line: row.line, column: null, reason: row.reason };
    else if (columns) yield readRow(row.line, row.cells, columns);
  }
}

function readRow(line: number, cells: readonly string[], { position, names }: ListingColumns): ListingRow {
  const text = (field: ListingField) => plainCell(cells[position[field] ?? -1] ?? '');
  const sku = text('sku');
  if (sku === '') return { kind: 'problem', line, column: names[position.sku ?? -1] ?? null, reason: 'is empty' };
  // Older reports have the ASIN only as the product id, which may also be an EAN.
  const asin = text('asin') || (/^B[0-9A-Z]{9}$/.test(text('productId')) ? text('productId') : '');
  const offer = { channel: channelOf(text('channel')), quantity: quantityOf(text('quantity')), status: text('status') };
  return { kind: 'listing', line, listing: { sku, asin, title: text('title'), listingId: text('listingId') }, offer };
}

/** `DEFAULT` is the seller, `AMAZON_NA`, `AMAZON_EU` … is Amazon. */
const channelOf = (word: string): OfferTold['channel'] => (word === '' ? undefined : /^(AMAZON|AFN)/i.test(word) ? 'FBA' : 'FBM');

function quantityOf(text: string): number | undefined {
  const quantity = readQuantity(text, 'point');
  return text !== '' && quantity.ok ? quantity.value : undefined;
}
