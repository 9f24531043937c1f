import { AppError } from '#src/kernel/app-error.ts';
import { gtinSpellings } from '#src/kernel/gtin.ts';
import type { Tx } from '#src/platform/db.ts';
import { ensureBin, orderWalk } from './bin-store.ts';
import { addBarcodes, holdParts, insertProducts } from './product-store.ts';
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

/** A line whose product and bin are known. `learns`: a product that was there before gets barcodes from it. */
export type PlacedLine = { line: number; productId: string; binId: string; quantity: number | undefined; isNew: boolean; learns: boolean };

/** A product that lines make; it has no id until all of them are stored together. */
type Draft = { code: string; title: string };
type Named = { productId: string; kind: string } | Draft;

/**
 * Finds or makes the product and the bin of each line; a product that is there learns the barcodes it does not have. Gives the
 * lines that can be used, why the others cannot, and the products that were made, by number.
 */
export async function placeLines(tx: Tx, lines: readonly StockLine[], now: Date) {
  await holdParts(tx);
  const names = lines.flatMap(({ code, barcodes }) => [code, ...barcodes]);
  const known = await productsNamed(tx, names.flatMap(gtinSpellings));
  const drafts = new Map<string, Draft>();
  /** Barcodes that lines teach, which mean their product in the lines after. */
  const learnt = new Map<string, Named>();
  const find = (name: string): readonly Named[] => {
    for (const spelling of gtinSpellings(name)) {
      const own = drafts.get(spelling) ?? learnt.get(spelling);
      const found = own ? [own] : known.get(spelling);
      if (found) return found;
    }
    return [];
  };
  const bins = await binsByName(tx);
  /** Locations with new bins. */
  const fresh = new Set<string>();
  const locations = await locationsWithBins(tx);
  const refused: { line: number; reason: string }[] = [];
  const usable: { line: number; product: Named; binId: string; quantity: number | undefined; learns: boolean }[] = [];
  for (const { line, code, title = code, barcodes, location = locations[0]?.name ?? '', bin = '', quantity } of lines) {
    const [found, ...others] = find(code);
    const place = locations.find(({ name }) => name.toLowerCase() === location.toLowerCase());
    const isThere = found !== undefined && !('kind' in found && found.kind === 'placeholder');
    const product: Named = isThere ? found : { code, title };
    const reason =
      others.length > 0
        ? 'names several products: give the product’s own number'
        : 'kind' in product && product.kind === 'bundle'
          ? 'is a bundle: its parts have units, it has none'
          : !place
            ? 'names a location that does not exist: make it on the page Locations first'
            : barcodes.some((barcode) => !isSame(find(barcode)[0] ?? product, product))
              ? 'has a barcode that belongs to another product'
              : code.startsWith('?')
                ? 'has a number that begins with a question mark'
                : undefined;
    if (reason !== undefined || !place) {
      refused.push({ line, reason: reason ?? '' });
      continue;
    }
    if (!isThere) drafts.set(code, { code, title });
    const unread = barcodes.filter((barcode) => find(barcode).length === 0);
    for (const barcode of unread) learnt.set(barcode, product);
    const key = JSON.stringify([location.toLowerCase(), bin.toLowerCase()]);
    const binId = bins.get(key) ?? (await ensureBin(tx, place.locationId, bin)).binId;
    if (!bins.has(key)) fresh.add(place.locationId);
    bins.set(key, binId);
    usable.push({ line, product, binId, quantity, learns: unread.length > 0 });
  }
  for (const locationId of fresh) await orderWalk(tx, locationId);
  const made = await insertProducts(tx, [...drafts.values()], 'file', now);
  if (made.size < drafts.size) throw new AppError('CONFLICT', 'a product of the file was made meanwhile: take the file in again');
  const idOf = (product: Named) => ('code' in product ? (made.get(product.code) ?? '') : product.productId);
  await addBarcodes(
    tx,
    [...learnt].map(([barcode, product]) => ({ barcode, productId: idOf(product) })),
    now,
  );
  const placed = usable.map(({ product, learns, ...line }): PlacedLine => {
    const isNew = 'code' in product;
    return { ...line, productId: idOf(product), isNew, learns: learns && !isNew };
  });
  return { refused, placed, made };
}

const isSame = (a: Named, b: Named): boolean =>
  'code' in a ? 'code' in b && a.code === b.code : !('code' in b) && a.productId === b.productId;
