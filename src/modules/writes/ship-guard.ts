import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { completePackage } from './complete-package.ts';
import { isLive, withoutParcels } from './parcels.ts';
import { mayConfirm, type Reason } from './rules.ts';
import { ordersNow, underWayOf } from './views.ts';
import type { PackagePayload } from './write.ts';

export type ShipGuard = {
  /** Why nothing may leave for this order; null where it may. */
  stop: Reason | null;
  /** What a person should know before it leaves. */
  warning: Reason | null;
  marketplaceId: string;
  /** Units of the parcel: those asked for, else all that is neither shipped nor cancelled nor promised to a confirmation. */
  items: { itemId: string; sku: string; quantity: number }[];
  /** Numbers of all parcels that the order has, or will have by confirmations under way. */
  tracking: string[];
  /** Packages at Amazon whose label was given back: another label takes their place by an edit. */
  unused: { reference: string; tracking: string | null }[];
};

// Stands for a number that is not there yet; no carrier gives such a one.
const noNumberYet = 'NOT-BOUGHT-YET';

/**
 * May a parcel of this order leave now? The same guards as for a confirmation: cancelled, Pending, shipped, Amazon's own,
 * codes missing. Undefined for an order that is not here. `givenBack`: numbers of labels that were given back; a parcel that
 * Amazon shows under one of them has not left, so its units may leave.
 */
export async function shipGuard(
  db: Db,
  accountId: AccountId,
  orderId: string,
  items: PackagePayload['items'] | undefined,
  now: Date,
  givenBack: readonly string[] = [],
): Promise<ShipGuard | undefined> {
  const shown = (await ordersNow(db, accountId, [orderId])).get(orderId);
  if (!shown) return undefined;
  const order = withoutParcels(shown, givenBack);
  const busy = await underWayOf(db, accountId, [orderId]);
  const asked = { accountId, orderId, trackingNumber: noNumberYet, carrierCode: 'Other', carrierName: 'none', ...(items ? { items } : {}) };
  const payload = completePackage(order, asked, 'confirm', busy, now);
  const { outcome, reason } = mayConfirm(order, payload, busy, now);
  const skuOf = new Map(order.items.map(({ itemId, sku }) => [itemId, sku]));
  return {
    stop: outcome === 'skip' ? reason : null,
    warning: outcome === 'warning' ? reason : null,
    marketplaceId: order.marketplaceId,
    items: payload.items.map(({ itemId, quantity }) => ({ itemId, quantity, sku: skuOf.get(itemId) ?? '' })),
    tracking: [
      ...order.packages.filter(isLive).flatMap(({ tracking }) => tracking ?? []),
      ...busy.flatMap((write) => (write.kind === 'cancel' ? [] : [write.payload.trackingNumber])),
    ],
    unused: shown.packages.filter((each) => !order.packages.includes(each)).map(({ reference, tracking }) => ({ reference, tracking })),
  };
}
