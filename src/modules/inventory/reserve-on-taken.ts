import type { Clock } from '#src/kernel/clock.ts';
import { type AccountId, deskId } from '#src/kernel/ids.ts';
import type { OnTaken, Taken } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { changeTotals, mapNewSkus } from './claim-store.ts';
import { claimsOfOrders, type MappedSku, mappedSkus, partsWithin } from './claim-views.ts';
import { claimChanges, followed, needsProduct, skuOf, totalChanges, wantedClaims } from './plan-claims.ts';
import { settleClaims } from './settle-claims.ts';

/**
 * For intake, in its transaction: units are reserved the moment an order is Pending, released when it is cancelled, used up
 * when it ships, and kept back when the seller had none. Every answer is held against what is already claimed, so the same
 * order told twice, late or from another source changes nothing twice.
 */
export const reserveOnTaken =
  (clock: Clock): OnTaken =>
  async (tx, accountId, taken) => {
    const orders = followed(taken);
    if (orders.length === 0) return;
    const changed = orders.filter(({ outcome }) => outcome === 'changed').map(({ orderId }) => orderId);
    const now = clock.now();
    const [held, skus] = await Promise.all([
      changed.length === 0 ? [] : claimsOfOrders(tx, accountId, changed),
      productsOfOrders(tx, accountId, orders, now),
    ]);
    const heldOrders = new Set(held.map(({ orderId }) => orderId));
    const bundles = [...skus.values()].filter(({ kind }) => kind === 'bundle').map(({ productId }) => productId);
    const parts = bundles.length === 0 ? [] : await partsWithin(tx, bundles);
    const changes = claimChanges(
      wantedClaims(orders, skus, parts, (orderId) => heldOrders.has(orderId)),
      held,
    );
    const freed = changes.some(({ before, after }) => after.reserved < before.reserved || after.consumed !== before.consumed);
    // Each leaves before the answer of the one before is here: the gates are held when the claims are looked at.
    await Promise.all([
      changeTotals(tx, totalChanges(changes)),
      settleClaims(tx, accountId, changes, now),
      freed || orders.some(waitsForUnits) ? poke(tx, deskId, 'allocate', now) : undefined,
    ]);
  };

/** Products of the SKUs in these orders. A SKU that nobody has mapped gets a placeholder as soon as an open order wants it. */
async function productsOfOrders(tx: Tx, accountId: AccountId, orders: readonly Taken[], now: Date): Promise<Map<string, MappedSku>> {
  const items = orders.filter(({ fulfilledBy }) => fulfilledBy === 'merchant').flatMap((order) => order.items);
  const skus = [...new Set(items.map(skuOf))];
  if (skus.length === 0) return new Map();
  const known = await mappedSkus(tx, accountId, skus);
  const wanted = orders.filter(needsProduct).flatMap((order) => order.items);
  const missing = new Map(
    wanted.filter((item) => !known.has(skuOf(item))).map((item) => [skuOf(item), { sku: skuOf(item), title: item.title, asin: item.asin }]),
  );
  if (missing.size === 0) return known;
  await mapNewSkus(tx, accountId, [...missing.values()], now);
  return mappedSkus(tx, accountId, skus);
}

const waitsForUnits = ({ fulfilledBy, status }: Taken) =>
  fulfilledBy === 'merchant' && (status === 'unshipped' || status === 'partially_shipped');
