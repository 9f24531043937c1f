import type { StockLine } from '#src/modules/inventory/index.ts';
import type { LineProblem } from './file-order.ts';
import { readQuantity } from './localised-number.ts';
import { plainCell } from './plain-cell.ts';
import { readTable, type TableOptions } from './read-table.ts';
import { isStockHeader, type StockColumns, type StockField, stockColumns } from './stock-columns.ts';

export type StockRow = { kind: 'line'; stock: StockLine } | ({ kind: 'problem' } & LineProblem);

const longest = 100;

/**
 * The lines of a stock file: our own export, or a sheet with product and quantity; one row for each data line. Throws
 * FILE_UNREADABLE when it is no such file.
 */
export async function* readStock(
  source: AsyncIterable<Uint8Array>,
  options: Pick<TableOptions, 'encoding' | 'maxBytes'> = {},
): AsyncGenerator<StockRow> {
  let columns: StockColumns | undefined;
  for await (const row of readTable(source, { ...options, isHeader: isStockHeader })) {
    if (row.kind === 'header') columns = stockColumns(row.names);
    else if (row.kind === 'bad') yield { kind: 'problem', line: row.line, column: null, reason: row.reason };
    else if (columns) yield readRow(row.line, row.cells, columns);
  }
}

function readRow(line: number, cells: readonly string[], { position, names }: StockColumns): StockRow {
  const text = (field: StockField): string | undefined => {
    const at = position[field];
    return at === undefined ? undefined : plainCell(cells[at] ?? '') || undefined;
  };
  const problem = (field: StockField, reason: string): StockRow => ({
    kind: 'problem',
    line,
    column: names[position[field] ?? -1] ?? null,
    reason,
  });
  const code = text('code');
  if (code === undefined) return problem('code', 'is empty');
  for (const field of ['code', 'location', 'bin'] as const)
    if ((text(field)?.length ?? 0) > longest) return problem(field, `is longer than ${longest} characters`);
  const written = text('quantity');
  const quantity = written === undefined ? undefined : readQuantity(written, 'point');
  if (quantity && !quantity.ok) return problem('quantity', quantity.error);
  const barcodes = (text('barcodes') ?? '').split(/[\s,;|]+/).filter(Boolean);
  const stock = {
    line,
    code,
    title: text('title')?.slice(0, 500),
    barcodes,
    location: text('location'),
    bin: text('bin'),
    quantity: quantity?.value,
  };
  return { kind: 'line', stock };
}
