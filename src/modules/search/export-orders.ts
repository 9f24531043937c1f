import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Row as SheetRow } from 'write-excel-file/node';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { ExportQuery, OrderRow } from './contract.ts';
import { findOrders, type OrderSearch } from './find-orders.ts';
import { itemsOf } from './views.ts';

/** A sheet is made in memory, so it has a limit; CSV has none. */
const mostSheetOrders = 50_000;

const pageSize = 500;

type Exported = OrderRow & { items: string };
type Cell = string | number | Date | null;

/** The columns of the grid under names that programs can rely on. Nothing that tells who the buyer is. */
const columns: readonly { name: string; of(row: Exported): Cell }[] = [
  { name: 'order-id', of: (row) => row.orderId },
  { name: 'seller-order-id', of: (row) => row.sellerOrderId },
  { name: 'account', of: (row) => row.accountId },
  { name: 'marketplace', of: (row) => marketplaceOf(row.marketplaceId)?.country ?? row.marketplaceId },
  { name: 'sales-channel', of: (row) => row.salesChannel },
  { name: 'status', of: (row) => row.status },
  { name: 'fulfilled-by', of: fulfilment },
  { name: 'service-level', of: (row) => row.serviceLevel },
  { name: 'programmes', of: (row) => row.programs.join(', ') },
  { name: 'purchased-at', of: (row) => new Date(row.purchasedAt) },
  { name: 'ship-by', of: (row) => row.shipBy && new Date(row.shipBy) },
  { name: 'deliver-by', of: (row) => row.deliverBy && new Date(row.deliverBy) },
  { name: 'items', of: (row) => row.items },
  { name: 'units', of: (row) => row.units },
  { name: 'units-shipped', of: (row) => row.unitsShipped },
  { name: 'total', of: (row) => row.total },
  { name: 'currency', of: (row) => row.currency },
  { name: 'purchase-order-number', of: (row) => row.poNumber },
  { name: 'carrier', of: (row) => row.carrier },
  { name: 'tracking-number', of: (row) => row.tracking },
  { name: 'tags', of: (row) => row.tags.join(', ') },
  { name: 'assignee', of: (row) => row.assignee },
];

function fulfilment({ fulfilledBy, programs }: OrderRow): string {
  if (fulfilledBy === 'amazon') return 'FBA';
  if (fulfilledBy !== 'merchant') return fulfilledBy;
  return programs.includes('PRIME') ? 'SFP' : 'FBM';
}

/**
 * All orders of a search as a file, read page by page while it is sent; each page on a connection of its own. Times are in
 * UTC. Throws TOO_LARGE for a sheet of more than 50,000 orders.
 */
export async function exportOrders(
  deps: { database: Database; sealing: Sealing },
  accounts: readonly AccountId[],
  search: OrderSearch,
  format: ExportQuery['format'],
): Promise<Readable> {
  const rows = exportedRows(deps, accounts, search);
  return format === 'csv' ? csvOf(rows) : sheetOf(rows);
}

async function* exportedRows(
  { database, sealing }: { database: Database; sealing: Sealing },
  accounts: readonly AccountId[],
  search: OrderSearch,
): AsyncGenerator<Exported> {
  let cursor: string | undefined;
  do {
    const page = await database.read(accounts, async (db) => {
      const { items: orders, next } = await findOrders(db, sealing, { ...search, limit: pageSize, cursor });
      const items = await itemsOf(
        db,
        orders.map(({ orderId }) => orderId),
      );
      return { next, rows: orders.map((order) => ({ ...order, items: items.get(`${order.accountId} ${order.orderId}`) ?? '' })) };
    });
    yield* page.rows;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/** A sheet program runs a cell that begins with = + - or @, so such a cell gets a quote in front. */
function csvOf(rows: AsyncIterable<Exported>): Readable {
  const lines = async function* () {
    for await (const row of rows) {
      yield columns.map(({ of }) => {
        const cell = of(row);
        return cell instanceof Date ? cell.toISOString() : cell;
      });
    }
  };
  const csv = stringify({
    header: true,
    columns: columns.map(({ name }) => name),
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  return Readable.from(lines())
    .on('error', (error) => csv.destroy(error))
    .pipe(csv);
}

async function sheetOf(rows: AsyncIterable<Exported>): Promise<Readable> {
  const sheet: SheetRow[] = [columns.map(({ name }) => ({ value: name, fontWeight: 'bold' }))];
  for await (const row of rows) {
    if (sheet.length > mostSheetOrders)
      throw new AppError('TOO_LARGE', `a sheet holds at most ${mostSheetOrders} orders: export as CSV, or narrow the search`);
    sheet.push(columns.map(({ name, of }) => cellOf(name, of(row))));
  }
  // Loaded with the first sheet and not with the desk.
  const { default: writeSheet } = await import('write-excel-file/node');
  return Readable.from(await writeSheet(sheet).toBuffer());
}

/** A text is always written as a text, whatever it begins with. */
function cellOf(name: string, cell: Cell): SheetRow[number] {
  if (cell === null || cell === '') return null;
  if (cell instanceof Date) return { value: cell, format: 'yyyy-mm-dd hh:mm' };
  return { value: name === 'total' ? Number(cell) : cell };
}
