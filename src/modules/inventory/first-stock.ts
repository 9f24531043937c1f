import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import { changeStock } from './change-stock.ts';
import { binsOf } from './claim-views.ts';
import { mapSku } from './map-sku.ts';
import { firstStock } from './offer-views.ts';
import { insertProduct } from './product-store.ts';
import { mappingOf, productOfCode } from './product-views.ts';
import { availableUnits, locationsWithBins } from './stock-views.ts';

const BATCH = 500;

/**
 * Makes products of the offers that an account ships itself and receives as many units as leave what Amazon shows for sale: the
 * demo shop begins so. Done once; gives how many products got units.
 */
export async function takeOverOffers(
  deps: { database: Database; clock: Clock },
  accountId: AccountId,
  { origin, by }: { origin: 'demo' | 'listing'; by: string },
): Promise<number> {
  const { database, clock } = deps;
  const offers = await database.read([accountId], (db) => firstStock(db, accountId));
  const bins = (await database.read([], locationsWithBins))[0]?.bins ?? [];
  // One after the other along the shelves; in no bin where none has a name.
  const named = bins.filter(({ name }) => name !== '');
  const shelves = named.length > 0 ? named : bins;
  if (shelves.length === 0) return 0;
  const products: { productId: string; quantity: number }[] = [];
  for (const { sku, asin, title, quantity } of offers) {
    const known = await database.read([accountId], (db) => mappingOf(db, accountId, sku));
    const productId = await database.write([], async (tx) => {
      const fields = { code: sku, title: title || sku, kind: 'simple' as const, asin: asin || null, imageUrl: null };
      return known && known.kind !== 'placeholder'
        ? known.productId
        : ((await productOfCode(tx, sku)) ?? (await insertProduct(tx, fields, origin, clock.now())));
    });
    if (productId === undefined) continue;
    await mapSku(deps, { accountId, sku, productId }, origin);
    products.push({ productId, quantity });
  }
  // What left before anybody counted is owed by no shelf.
  const ids = products.map(({ productId }) => productId);
  const owed = (await database.read([], (db) => binsOf(db, ids))).filter(({ onHand }) => onHand < 0);
  await inBatches(owed, (part, at) =>
    changeStock(
      deps,
      {
        entry: `opening of ${accountId} ${at}`,
        kind: 'count',
        reason: origin,
        ref: '',
        lines: part.map(({ productId, binId }) => ({ productId, binId, quantity: 0 })),
      },
      by,
    ),
  );
  // Amazon has already taken off what is sold and has not left.
  const available = await database.read([], (db) => availableUnits(db, ids));
  const missing = products
    .map(({ productId, quantity }) => ({ productId, quantity: quantity - (available.get(productId) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  const units = missing.map((each, at) => ({ ...each, binId: shelves[at % shelves.length]?.binId ?? '' }));
  await inBatches(units, (lines, at) =>
    changeStock(deps, { entry: `first stock of ${accountId} ${at}`, kind: 'receive', reason: origin, ref: '', lines }, by),
  );
  return units.length;
}

async function inBatches<T>(all: readonly T[], work: (part: T[], at: number) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += BATCH) await work(all.slice(at, at + BATCH), at / BATCH);
}
