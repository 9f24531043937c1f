import type { OrderStatus } from '#src/modules/orders/facts.ts';

/** Units of one product that an order item wants, has used, or holds back after a cancellation for want of stock. */
export type Claim = { reserved: number; consumed: number; kept: number };

export type ClaimedItem = { quantity: number; shipped: number; cancelled: number; cancelledFor?: string | undefined };

/** Statuses in which Amazon has sold the units and they have not left: Pending too, since Amazon has taken them off already. */
const holding: readonly string[] = ['pending_availability', 'pending', 'unshipped', 'partially_shipped'] satisfies OrderStatus[];
const over: readonly string[] = ['shipped', 'cancelled', 'unfulfillable'] satisfies OrderStatus[];

/** Whether a status is one that stock follows; an unknown word of Amazon moves nothing. */
export const isClaiming = (status: string): boolean => holding.includes(status) || over.includes(status);

export const isHolding = (status: string): boolean => holding.includes(status);

/**
 * What an item of an order claims, in units of its SKU. `shipped` orders whose source does not tell units have shipped all
 * that was not cancelled. What a seller cancelled for want of stock is kept: it is not there to be sold again.
 */
export function claimOf(status: string, { quantity, shipped, cancelled, cancelledFor }: ClaimedItem): Claim {
  const open = Math.max(0, quantity - shipped - cancelled);
  const gone = status === 'cancelled' ? Math.max(0, quantity - shipped) : cancelled;
  const kept = cancelledFor !== undefined && isNoStock(cancelledFor) ? gone : 0;
  if (isHolding(status)) return { reserved: open, consumed: shipped, kept };
  if (status === 'shipped') return { reserved: 0, consumed: Math.max(shipped, quantity - cancelled), kept };
  return { reserved: 0, consumed: shipped, kept };
}

/** Amazon's words for it in feeds and answers: `NoInventory`, `NO_INVENTORY`, `No inventory`, `Out of stock`. */
export const isNoStock = (reason: string): boolean => /no[\s_-]*inventory|out[\s_-]*of[\s_-]*stock|no[\s_-]*stock/i.test(reason);
