import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { changeStockIn } from './change-stock.ts';
import { binsOf } from './claim-views.ts';
import { mapSku } from './map-sku.ts';
import { type PlacedLine, placeLines, type StockLine } from './place-stock-lines.ts';
import { placeholders } from './product-views.ts';

export type StockLineResult = { line: number; outcome: 'new' | 'changed' | 'unchanged' } | { line: number; reason: string };

type Deps = { database: Database; clock: Clock };

/**
 * Takes lines of a stock file in: a product that is not known is made, one that is known learns the barcodes it does not have,
 * and what a line says lies in a bin becomes a count of it. Lines that cannot be used say why and stop no other. Repeating a
 * file changes nothing.
 */
export async function importStock(
  deps: Deps,
  accounts: readonly AccountId[],
  lines: readonly StockLine[],
  { entry, by }: { entry: string; by: string },
): Promise<StockLineResult[]> {
  const { database, clock } = deps;
  // Three steps of their own: each holds what it needs in the one order that all writers keep.
  const { refused, placed, made } = await database.write(accounts, (tx) => placeLines(tx, lines, clock.now()));
  const open = made.size === 0 ? [] : await database.read(accounts, placeholders);
  for (const { accountId, sku } of open) {
    const productId = made.get(sku);
    if (productId !== undefined) await mapSku(deps, { accountId, sku, productId }, by);
  }
  return database.write([], async (tx) => {
    const outcomes = await outcomesOf(tx, placed);
    const counts = placed.flatMap(({ productId, binId, quantity }) => (quantity === undefined ? [] : [{ productId, binId, quantity }]));
    if (counts.length > 0) await changeStockIn(tx, { entry, kind: 'count', reason: 'file', ref: '', lines: counts }, by, clock.now());
    return [...refused, ...outcomes];
  });
}

/** What `importStock` would do with these lines, without doing it: they are placed in a transaction that is taken back. */
export async function previewStock(
  { database, clock }: Deps,
  accounts: readonly AccountId[],
  lines: readonly StockLine[],
): Promise<StockLineResult[]> {
  let found: StockLineResult[] = [];
  const takenBack = new Error('only looked');
  const looking = database.write(accounts, async (tx) => {
    const { refused, placed } = await placeLines(tx, lines, clock.now());
    found = [...refused, ...(await outcomesOf(tx, placed))];
    throw takenBack;
  });
  await looking.catch((error: unknown) => {
    if (error !== takenBack) throw error;
  });
  return found;
}

/** What each line does to what is there now. */
async function outcomesOf(tx: Tx, placed: readonly PlacedLine[]): Promise<StockLineResult[]> {
  const held = await binsOf(
    tx,
    placed.map(({ productId }) => productId),
  );
  const there = new Map(held.map(({ productId, binId, onHand }) => [`${productId} ${binId}`, onHand]));
  return placed.map(({ line, productId, binId, quantity, isNew, learns }): StockLineResult => {
    const isCounted = quantity === undefined || (there.get(`${productId} ${binId}`) ?? 0) === quantity;
    return { line, outcome: isNew ? 'new' : learns || !isCounted ? 'changed' : 'unchanged' };
  });
}
