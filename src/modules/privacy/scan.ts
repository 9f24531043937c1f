import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import { scanFiles } from './scan-files.ts';
import { type ScanPage, type ScanTable, scanRows, scanTables } from './scan-views.ts';
import { type TraceFinder, traceFinder } from './trace-finder-rules.ts';

/** How much was looked through. `whole`: every row of every table; otherwise of the large ones only the rows of the orders. */
export type ScanResult = { tables: number; rows: number; files: number; whole: boolean; values: number };
/** Where something stands: the column or the file, and how many values. Never the value. */
export type FoundTrace = { place: string; traces: number };

type Wanted = {
  /** Looked for everywhere. */
  strong: readonly string[];
  /** Looked for in rows of these orders only: what others may have too. */
  weak: readonly string[];
  orderIds: readonly string[];
};

/** A table with more rows is looked through whole only when that is asked for. */
const largeRows = 300_000;

/**
 * Looks for the values in every column that can hold text, of every table (of this account and of those that belong to none),
 * and in every file of the data folder. The proof of a purge: it must find nothing.
 */
export async function scanForTraces(
  { database, dataDir }: { database: Database; dataDir: string | undefined },
  accountId: AccountId,
  { strong, weak, orderIds }: Wanted,
  { whole }: { whole: boolean } = { whole: false },
): Promise<{ scan: ScanResult; found: FoundTrace[] }> {
  const everywhere = traceFinder(strong);
  const nearby = traceFinder([...strong, ...weak]);
  const met = new Map<string, Set<string>>();
  const tables = await database.read([accountId], scanTables);
  let rows = 0;
  let isWhole = true;
  for (const table of tables) {
    if (table.texts.length + table.bytes.length === 0) continue;
    const isLarge = table.rows > largeRows && table.hasOrder && !whole;
    isWhole &&= !isLarge;
    if (table.hasOrder && orderIds.length > 0) rows += await scanTable(database, table, accountId, nearby, met, orderIds);
    if (!isLarge) rows += await scanTable(database, table, accountId, everywhere, met);
  }
  const { files, found } = dataDir === undefined ? { files: 0, found: [] } : await scanFiles(dataDir, everywhere);
  const inTables = [...met].map(([place, values]) => ({ place, traces: values.size }));
  return {
    scan: { tables: tables.length, rows, files, whole: isWhole, values: strong.length + weak.length },
    found: [...inTables, ...found].toSorted((a, b) => (a.place < b.place ? -1 : 1)),
  };
}

async function scanTable(
  database: Database,
  table: ScanTable,
  accountId: AccountId,
  find: TraceFinder,
  met: Map<string, Set<string>>,
  orderIds?: readonly string[],
): Promise<number> {
  let after: string[] | null = null;
  let read = 0;
  do {
    const from: string[] | null = after;
    const page: ScanPage = await database.read([accountId], (db) => scanRows(db, table, accountId, from, orderIds));
    read += page.rows.length;
    for (const row of page.rows) {
      row.texts.forEach((text, at) => note(met, `${table.name}.${table.texts[at]}`, text === null ? [] : find(text)));
      row.bytes.forEach((bytes, at) => note(met, `${table.name}.${table.bytes[at]}`, bytes === null ? [] : find(bytes.toString('utf8'))));
    }
    after = page.after;
  } while (after !== null);
  return read;
}

function note(met: Map<string, Set<string>>, place: string, values: readonly string[]): void {
  if (values.length === 0) return;
  const known = met.get(place) ?? new Set();
  for (const value of values) known.add(value);
  met.set(place, known);
}
