import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import { changeStock } from './change-stock.ts';
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
  const units: { productId: string; binId: string; quantity: number }[] = [];
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
    // Amazon has already taken off what is sold and has not left.
    const available = (await database.read([], (db) => availableUnits(db, [productId]))).get(productId) ?? 0;
    const binId = shelves[units.length % shelves.length]?.binId;
    if (binId !== undefined && quantity > available) units.push({ productId, binId, quantity: quantity - available });
  }
  for (let at = 0; at < units.length; at += BATCH) {
    const lines = units.slice(at, at + BATCH);
    await changeStock(deps, { entry: `first stock of ${accountId} ${at / BATCH}`, kind: 'receive', reason: origin, ref: '', lines }, by);
  }
  return units.length;
}
