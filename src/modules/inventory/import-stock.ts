import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { changeStockIn } from './change-stock.ts';
import { binsOf } from './claim-views.ts';
import { mapSku } from './map-sku.ts';
import { ensureBin } from './product-store.ts';
import { placeholders } from './product-views.ts';
import { saveProductIn } from './save-product.ts';
import { binsByName, locationsWithBins, productsNamed } from './stock-views.ts';

/** One line of a stock file: what it names the product by, where it lies and how many units. */
export type StockLine = {
  line: number;
  code: string;
  title: string | undefined;
  barcodes: readonly string[];
  location: string | undefined;
  bin: string | undefined;
  /** `undefined`: the line only names a product. */
  quantity: number | undefined;
};

export type StockLineResult = { line: number; outcome: 'new' | 'changed' | 'unchanged' } | { line: number; reason: string };

type Deps = { database: Database; clock: Clock };
type Count = { line: number; productId: string; binId: string; quantity: number };

/**
 * Takes lines of a stock file in: a product that is not known is made, and what a line says lies in a bin becomes a count of
 * it. Lines that cannot be used say why and stop no other. Repeating a file changes nothing.
 */
export async function importStock(
  deps: Deps,
  accounts: readonly AccountId[],
  lines: readonly StockLine[],
  { entry, by }: { entry: string; by: string },
): Promise<StockLineResult[]> {
  const { database, clock } = deps;
  // Three steps of their own: each holds what it needs in the one order that all writers keep.
  const { results, counts, made } = await database.write(accounts, (tx) => placeLines(tx, lines, clock.now()));
  const open = made.size === 0 ? [] : await database.read(accounts, placeholders);
  for (const { accountId, sku } of open) {
    const productId = made.get(sku);
    if (productId !== undefined) await mapSku(deps, { accountId, sku, productId }, by);
  }
  if (counts.length === 0) return results;
  return database.write([], async (tx) => {
    const counted = await countedAs(tx, counts, made);
    await changeStockIn(tx, { entry, kind: 'count', reason: 'file', ref: '', lines: counts }, by, clock.now());
    return [...results, ...counted];
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
    const { results, counts, made } = await placeLines(tx, lines, clock.now());
    found = [...results, ...(await countedAs(tx, counts, made))];
    throw takenBack;
  });
  await looking.catch((error: unknown) => {
    if (error !== takenBack) throw error;
  });
  return found;
}

/** What a count does to what lies there now. */
async function countedAs(tx: Tx, counts: readonly Count[], made: ReadonlyMap<string, string>): Promise<StockLineResult[]> {
  const held = await binsOf(
    tx,
    counts.map(({ productId }) => productId),
  );
  const there = (count: Count) => held.find((bin) => bin.productId === count.productId && bin.binId === count.binId)?.onHand ?? 0;
  const isNew = new Set(made.values());
  return counts.map(
    (count): StockLineResult => ({
      line: count.line,
      outcome: isNew.has(count.productId) ? 'new' : there(count) === count.quantity ? 'unchanged' : 'changed',
    }),
  );
}

/** Finds or makes the product and the bin of each line. */
async function placeLines(tx: Tx, lines: readonly StockLine[], now: Date) {
  const named = await productsNamed(
    tx,
    lines.flatMap(({ code, barcodes }) => [code, ...barcodes]),
  );
  const bins = await binsByName(tx);
  const locations = await locationsWithBins(tx);
  const results: StockLineResult[] = [];
  const counts: Count[] = [];
  const made = new Map<string, string>();
  for (const each of lines) {
    const { line, code, location = locations[0]?.name ?? '', bin = '', quantity } = each;
    const [product, ...others] = named.get(code) ?? [];
    const place = locations.find(({ name }) => name.toLowerCase() === location.toLowerCase());
    const isKnown = product !== undefined && product.kind !== 'placeholder';
    const taken = isKnown ? undefined : each.barcodes.find((barcode) => named.has(barcode));
    if (others.length > 0) results.push({ line, reason: 'names several products: give the product’s own number' });
    else if (product?.kind === 'bundle') results.push({ line, reason: 'is a bundle: its parts have units, it has none' });
    else if (!place) results.push({ line, reason: 'names a location that does not exist: make it on the page Stock first' });
    else if (taken !== undefined) results.push({ line, reason: 'has a barcode that belongs to another product' });
    else if (code.startsWith('?')) results.push({ line, reason: 'has a number that begins with a question mark' });
    else {
      const key = JSON.stringify([location.toLowerCase(), bin.toLowerCase()]);
      const binId = bins.get(key) ?? (await ensureBin(tx, place.locationId, bin));
      bins.set(key, binId);
      const productId = isKnown ? product.productId : await newProduct(tx, each, now);
      if (!isKnown) made.set(code, productId);
      for (const name of isKnown ? [code] : [code, ...each.barcodes]) named.set(name, [{ productId, kind: 'simple' }]);
      if (quantity === undefined) results.push({ line, outcome: isKnown ? 'unchanged' : 'new' });
      else counts.push({ line, productId, binId, quantity });
    }
  }
  return { results, counts, made };
}

const newProduct = (tx: Tx, { code, title = code, barcodes }: StockLine, now: Date): Promise<string> =>
  saveProductIn(tx, undefined, { code, title, asin: null, barcodes: [...barcodes], parts: [] }, 'file', now);
