import { isMoved, type Taken } from '#src/modules/orders/index.ts';
import type { HeldClaim, MappedSku } from './claim-views.ts';
import { explode, type Part } from './parts-rules.ts';
import { type Claim, claimOf, isClaiming, isHolding } from './reservation-rules.ts';

/** What an order item will claim of a product. */
export type WantedClaim = Claim & { orderId: string; itemId: string; productId: string; sku: string; isOpen: boolean };

/**
 * Orders of a batch that stock has to follow: merchant's own, changed, in a status that is understood. A notification does not
 * say why an order was cancelled: until the answer in full does, its units are not free, for the seller may have had none.
 */
export const followed = (taken: readonly Taken[]): Taken[] =>
  taken.filter(
    (order) =>
      isMoved(order) && order.fulfilledBy !== 'unknown' && isClaiming(order.status) && !(order.status === 'cancelled' && order.noticed),
  );

/** The SKU of an item as stock knows it; files may leave it out. */
export const skuOf = ({ sku, asin }: { sku: string; asin: string }): string => sku || `asin:${asin}`;

/** As much of an order as its claims follow from. */
export type FollowedOrder = Pick<Taken, 'orderId' | 'status' | 'fulfilledBy' | 'purchasedAt'> & {
  items: readonly Pick<Taken['items'][number], 'itemId' | 'sku' | 'asin' | 'quantity' | 'shipped' | 'cancelled' | 'detail'>[];
};

/** A claim that nobody held before and that asks for nothing needs no product. */
export const needsProduct = (order: FollowedOrder): boolean => order.fulfilledBy === 'merchant' && isHolding(order.status);

/**
 * What the items of these orders will claim, bundles taken apart. An order that is first seen when all is over takes
 * units off only if it was placed after they were first counted: older ones had left before.
 */
export function wantedClaims(
  orders: readonly FollowedOrder[],
  skus: ReadonlyMap<string, MappedSku>,
  parts: readonly Part[],
  isHeld: (orderId: string) => boolean,
): WantedClaim[] {
  const claims = new Map<string, WantedClaim>();
  for (const order of orders.filter(({ fulfilledBy }) => fulfilledBy === 'merchant'))
    for (const item of order.items) {
      const product = skus.get(skuOf(item));
      if (!product) continue;
      const isOpen = isHolding(order.status);
      const isOld = !isOpen && !isHeld(order.orderId) && (product.since === null || order.purchasedAt <= product.since);
      if (isOld) continue;
      const claim = claimOf(order.status, { ...item, cancelledFor: sellersReason(item.detail) });
      for (const [productId, count] of explode(product.productId, parts)) {
        const key = JSON.stringify([order.orderId, item.itemId, productId]);
        const { reserved = 0, consumed = 0, kept = 0 } = claims.get(key) ?? {};
        claims.set(key, {
          orderId: order.orderId,
          itemId: item.itemId,
          productId,
          sku: skuOf(item),
          isOpen,
          reserved: reserved + claim.reserved * count,
          consumed: consumed + claim.consumed * count,
          kept: kept + claim.kept * count,
        });
      }
    }
  return [...claims.values()];
}

/** Why the seller cancelled, if it was the seller. */
function sellersReason(detail: Record<string, unknown> | undefined): string | undefined {
  const cancellation = detail?.cancellation;
  if (typeof cancellation !== 'object' || cancellation === null) return undefined;
  const { by, reason } = cancellation as { by?: unknown; reason?: unknown };
  return by === 'MERCHANT' && typeof reason === 'string' ? reason : undefined;
}

/** How one claim changes. */
export type ClaimChange = { before: HeldClaim; after: Claim & { sku: string }; isNew: boolean };

/** Every claim that changes: what is wanted held against what is held; held ones that nobody wants any more end. */
export function claimChanges(wanted: readonly WantedClaim[], held: readonly HeldClaim[]): ClaimChange[] {
  const keyOf = ({ orderId, itemId, productId }: { orderId: string; itemId: string; productId: string }) =>
    JSON.stringify([orderId, itemId, productId]);
  const before = new Map(held.map((claim) => [keyOf(claim), claim]));
  const changes: ClaimChange[] = [];
  for (const claim of wanted) {
    const known = before.get(keyOf(claim));
    before.delete(keyOf(claim));
    // Only what was held can be kept: nobody keeps units for orders of the past.
    const after = { ...claim, kept: known ? (known.keptAt ? known.kept : claim.kept) : 0 };
    if (!known && after.reserved === 0 && after.consumed === 0) continue;
    const { orderId, itemId, productId, sku } = claim;
    const none = { orderId, itemId, productId, sku, reserved: 0, allocated: 0, consumed: 0, kept: 0, keptAt: null };
    if (!known || known.reserved !== after.reserved || known.consumed !== after.consumed || known.kept !== after.kept)
      changes.push({ before: known ?? none, after, isNew: !known });
  }
  for (const claim of before.values())
    if (claim.reserved !== 0 || claim.consumed !== 0)
      changes.push({ before: claim, after: { reserved: 0, consumed: 0, kept: claim.kept, sku: claim.sku }, isNew: false });
  return changes;
}

/** What the changes mean for the totals of products: each of them once, also where the sum is nothing. */
export function totalChanges(changes: readonly ClaimChange[]): { productId: string; reserved: number; kept: number }[] {
  const byProduct = Map.groupBy(changes, ({ before }) => before.productId);
  return [...byProduct].map(([productId, all]) => ({
    productId,
    reserved: all.reduce((n, { before, after }) => n + after.reserved - before.reserved, 0),
    kept: all.reduce((n, { before, after }) => n + after.kept - before.kept, 0),
  }));
}
