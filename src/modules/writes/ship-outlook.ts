import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { doubtsOf, mayLeave, otherWay, type Reason, unshipped } from './rules.ts';
import { ordersNow, underWayOf } from './views.ts';

/** What holds for all parcels of an order. */
export type ShipOutlook = {
  /** Why nothing of it may leave; null where something may. */
  stop: Reason | null;
  /** Why it takes neither a label nor a confirmation of ours: it leaves another way. */
  otherWay: Reason | null;
  /** What a person should decide before it leaves. */
  doubts: Reason[];
  programs: string[];
  addressChangedAt: Date | null;
  /** Items with units that are neither shipped, cancelled nor promised to a confirmation. */
  left: { itemId: string; sku: string; quantity: number; transparency: boolean; serials: boolean }[];
};

/** May anything of these orders leave? Two statements for any number of them; an order that is not here is not in the answer. */
export async function shipOutlooks(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, ShipOutlook>> {
  if (orderIds.length === 0) return new Map();
  const orders = await ordersNow(db, accountId, orderIds);
  const busy = Map.groupBy(await underWayOf(db, accountId, orderIds), ({ orderId }) => orderId);
  return new Map(
    [...orders].map(([orderId, order]) => {
      const underWay = busy.get(orderId) ?? [];
      const left = unshipped(order, underWay);
      const state: ShipOutlook = {
        stop: mayLeave(order, underWay)?.reason ?? null,
        otherWay: otherWay(order)?.reason ?? null,
        doubts: doubtsOf(order).map(({ reason }) => reason),
        programs: order.programs,
        addressChangedAt: order.addressChangedAt,
        left: order.items.flatMap(({ itemId, sku, programs, serials }) => {
          const quantity = left.get(itemId) ?? 0;
          return quantity > 0 ? [{ itemId, sku, quantity, transparency: programs.includes('TRANSPARENCY'), serials }] : [];
        }),
      };
      return [orderId, state];
    }),
  );
}
