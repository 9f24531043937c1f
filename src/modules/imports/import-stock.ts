import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { importStock, previewStock, type StockLine } from '#src/modules/inventory/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { StockResult } from './contract.ts';
import { readStock } from './read-stock.ts';

export type StockFile = {
  stream: AsyncIterable<Uint8Array>;
  /** The accounts whose SKUs may name a product. */
  accounts: readonly AccountId[];
  by: string;
  /** The same key twice counts once. */
  key: string;
  /** false: says what each line would do, and does nothing. */
  run: boolean;
};

const BATCH = 500;

/**
 * Takes a stock file in: products that are not known are made, and what a line says lies in a bin becomes a count of it; or shows what that would do.
 * Throws FILE_UNREADABLE.
 */
export async function importStockFile(deps: { database: Database; clock: Clock }, file: StockFile): Promise<StockResult> {
  const result: StockResult = { lines: 0, imported: 0, updated: 0, unchanged: 0, rejected: [] };
  let batch: StockLine[] = [];
  let batches = 0;
  const flush = async () => {
    batches += 1;
    const done = file.run
      ? await importStock(deps, file.accounts, batch, { entry: `${file.key} ${batches}`, by: file.by })
      : await previewStock(deps, file.accounts, batch);
    for (const each of done)
      if ('reason' in each) result.rejected.push({ line: each.line, column: null, reason: each.reason });
      else result[({ new: 'imported', changed: 'updated', unchanged: 'unchanged' } as const)[each.outcome]] += 1;
    batch = [];
  };
  for await (const row of readStock(file.stream)) {
    result.lines += 1;
    if (row.kind === 'problem') result.rejected.push({ line: row.line, column: row.column, reason: row.reason });
    else batch.push(row.stock);
    if (batch.length >= BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  return { ...result, rejected: result.rejected.toSorted((a, b) => a.line - b.line) };
}
