import { createHash } from 'node:crypto';
import { cancel } from '../life-cycle/changes.ts';
import type { SimOrder, SimPackage } from '../store/sim-order.ts';
import type { SimStore } from '../store/sim-store.ts';
import type { SimWrite } from '../store/sim-write.ts';
import { type Announced, confirm } from './confirm.ts';

/** The changes that a seller makes to orders: checked, done, and written down with what was done. */
export type OrderWrites = {
  /** Gives what is wrong; nothing when the confirmation is taken. */
  confirm(order: SimOrder, announced: Announced, way: Way, now: number): string[];
  cancel(order: SimOrder, reason: string, itemIds: string[] | undefined, way: Way, now: number): string[];
  /** Gives the order the seller's own number. */
  acknowledge(order: SimOrder, sellerOrderId: string, way: Way, now: number): void;
  note(order: SimOrder, effect: { kind: SimWrite['kind']; reference: string; detail: unknown }, way: Way, now: number): void;
};

export type Way = SimWrite['via'];

export function orderWrites(store: SimStore, confirmDelayMs: () => number): OrderWrites {
  const note: OrderWrites['note'] = (order, { kind, reference, detail }, via, now) => {
    const seq = store.writes.size() + 1;
    // An edit that repeats a confirmation word for word is the same effect once more.
    const name = kind === 'edit' ? 'confirm' : kind;
    const digest = createHash('sha256').update(JSON.stringify(detail)).digest('hex').slice(0, 12);
    const key = [name, order.orderId, reference, digest].join(' ');
    store.writes.put(String(seq), { seq, at: now, kind, via, sellerId: order.sellerId, orderId: order.orderId, reference, key, detail });
  };

  return {
    note,
    confirm(order, announced, via, now) {
      const visibleAt = via === 'seller-central' ? now : now + confirmDelayMs();
      const verdict = confirm(order, announced, now, visibleAt);
      if ('problems' in verdict) return verdict.problems;
      const { parcel, isEdit } = verdict;
      // What Seller Central takes shows at once, and must not be undone by what was accepted before it and shows later.
      const stays = (each: SimPackage) => via !== 'seller-central' || each.hidden === undefined || each.reference !== parcel.reference;
      store.orders.put(order.orderId, { ...order, packages: [...order.packages.filter(stays), parcel] });
      note(order, { kind: isEdit ? 'edit' : 'confirm', reference: parcel.reference, detail: announced }, via, now);
      return [];
    },
    cancel(order, reason, itemIds, via, now) {
      const problem = cancelProblem(order, itemIds);
      if (problem !== undefined) return [problem];
      const after = cancel(order, { by: 'MERCHANT', reason }, now, itemIds);
      if (after === order) return [`Nothing of order ${order.orderId} is left to be cancelled.`];
      store.orders.put(order.orderId, after);
      const reference = (itemIds ?? order.items.map((item) => item.itemId)).join(',');
      note(order, { kind: 'cancel', reference, detail: { reason, itemIds: itemIds ?? null } }, via, now);
      return [];
    },
    acknowledge(order, sellerOrderId, via, now) {
      if (order.sellerOrderId !== sellerOrderId) store.orders.put(order.orderId, { ...order, sellerOrderId, updatedAt: now });
      note(order, { kind: 'acknowledge', reference: sellerOrderId, detail: { sellerOrderId } }, via, now);
    },
  };
}

function cancelProblem(order: SimOrder, itemIds: string[] | undefined): string | undefined {
  if (order.fulfilledBy === 'AMAZON') return `Order ${order.orderId} is fulfilled by Amazon and cannot be cancelled by the seller.`;
  const unknown = itemIds?.find((id) => order.items.every((item) => item.itemId !== id));
  if (unknown !== undefined) return `Item ${unknown} does not belong to order ${order.orderId}.`;
  switch (order.status) {
    case 'PENDING':
    case 'PENDING_AVAILABILITY':
      return `Order ${order.orderId} is pending and cannot be cancelled by the seller.`;
    case 'CANCELLED':
      return `Order ${order.orderId} has already been cancelled.`;
    case 'SHIPPED':
      return `Order ${order.orderId} has already been shipped and cannot be cancelled.`;
    default:
      return undefined;
  }
}
