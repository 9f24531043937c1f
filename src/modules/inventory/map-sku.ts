import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { type AccountId, deskId } from '#src/kernel/ids.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { changeTotals } from './claim-store.ts';
import { claimsOfSku, mappedSkus, partsWithin } from './claim-views.ts';
import type { MapBody } from './contract.ts';
import { listedName } from './offer-views.ts';
import { claimChanges, type FollowedOrder, totalChanges, wantedClaims } from './plan-claims.ts';
import { adoptPlaceholder, archiveProduct, insertProduct, saveMapping } from './product-store.ts';
import { mappingOf, ordersOfSku, placeholders, productOfCode } from './product-views.ts';
import { settleClaims } from './settle-claims.ts';
import { productKinds } from './stock-views.ts';

type Deps = { database: Database; clock: Clock };

/**
 * Says which product a SKU of an account is; without one it becomes a product of its own under its own number. What open
 * orders have reserved goes over to the product in the same transaction; of a placeholder also what has left. Gives the
 * product. Throws NOT_FOUND.
 */
export const mapSku = ({ database, clock }: Deps, { accountId, sku, productId }: MapBody, by: string): Promise<string> =>
  database.write([accountId], (tx) => mapSkuIn(tx, accountId, sku, productId, by, clock.now()));

/** The same as part of a larger change. */
async function mapSkuIn(tx: Tx, accountId: AccountId, sku: string, wanted: string | null, by: string, now: Date): Promise<string> {
  await holdIntake(tx, accountId);
  const before = await mappingOf(tx, accountId, sku);
  if (wanted === null && before && before.kind !== 'placeholder') return before.productId;
  if (wanted === null && before && (await adoptPlaceholder(tx, before.productId, sku, now))) {
    await saveMapping(tx, accountId, sku, before.productId, by, now);
    return before.productId;
  }
  const productId = wanted ?? (await productOfCode(tx, sku)) ?? (await newProduct(tx, accountId, sku, before?.title, now));
  const kind = (await productKinds(tx, [productId])).get(productId);
  if (kind === undefined || kind === 'placeholder') throw new AppError('NOT_FOUND', `there is no product ${productId}`);
  if (before?.productId === productId) return productId;
  await saveMapping(tx, accountId, sku, productId, by, now);
  if (before) await moveClaims(tx, accountId, sku, before.kind === 'placeholder', now);
  if (before?.kind === 'placeholder') await archiveProduct(tx, before.productId, now);
  await poke(tx, deskId, 'allocate', now);
  return productId;
}

async function newProduct(tx: Tx, accountId: AccountId, code: string, known: string | undefined, now: Date): Promise<string> {
  const listed = await listedName(tx, accountId, code);
  const fields = { code, title: known || listed?.title || code, kind: 'simple' as const, asin: listed?.asin || null, imageUrl: null };
  const id = await insertProduct(tx, fields, 'person', now);
  if (id === undefined) throw new AppError('CONFLICT', `a product ${code} was made meanwhile: map the SKU to it`);
  return id;
}

/** The claims under the SKU are reckoned anew as if its orders came in now. */
async function moveClaims(tx: Tx, accountId: AccountId, sku: string, all: boolean, now: Date): Promise<void> {
  const rows = await ordersOfSku(tx, accountId, sku, all);
  const held = await claimsOfSku(tx, accountId, sku, all);
  const skus = await mappedSkus(tx, accountId, [sku]);
  const parts = await partsWithin(
    tx,
    [...skus.values()].map(({ productId }) => productId),
  );
  const orders = rows.map(
    ({ orderId, status, fulfilledBy, purchasedAt, ...item }): FollowedOrder => ({
      orderId,
      status,
      fulfilledBy,
      purchasedAt,
      items: [item],
    }),
  );
  const changes = claimChanges(
    wantedClaims(orders, skus, parts, () => true),
    held,
  );
  await changeTotals(tx, totalChanges(changes));
  await settleClaims(tx, accountId, changes, now);
}

/** Every SKU that nobody has mapped becomes a product of its own, or the one that bears its number. Gives how many. */
export async function adoptAll({ database, clock }: Deps, accounts: readonly AccountId[], by: string): Promise<number> {
  const open = await database.read(accounts, placeholders);
  for (const { accountId, sku } of open) await mapSku({ database, clock }, { accountId, sku, productId: null }, by);
  return open.length;
}
