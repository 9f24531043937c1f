import type { StateTable } from '#src/kernel/states.ts';
import type { OrderStatus } from './facts.ts';

/**
 * Which moves Amazon is known to make (rules.md 1.2). Another move is taken all the same, since Amazon is the authority,
 * and noted as an anomaly. `unknown` is a word that this version does not know.
 */
export const orderMoves: StateTable<OrderStatus> = {
  pending_availability: ['pending', 'unshipped', 'cancelled', 'unknown'],
  pending: ['unshipped', 'partially_shipped', 'shipped', 'cancelled', 'unfulfillable', 'unknown'],
  unshipped: ['partially_shipped', 'shipped', 'cancelled', 'unfulfillable', 'unknown'],
  partially_shipped: ['shipped', 'cancelled', 'unknown'],
  shipped: ['unknown'],
  cancelled: [],
  unfulfillable: ['unshipped', 'shipped', 'cancelled'],
  unknown: ['pending_availability', 'pending', 'unshipped', 'partially_shipped', 'shipped', 'cancelled', 'unfulfillable'],
};

/** The seller still has something to ship. */
export const isOpen = (status: string): boolean => status === 'unshipped' || status === 'partially_shipped';

const words: Record<string, OrderStatus> = {
  pendingavailability: 'pending_availability',
  pending: 'pending',
  unshipped: 'unshipped',
  partiallyshipped: 'partially_shipped',
  shipped: 'shipped',
  invoiceunconfirmed: 'shipped',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  unfulfillable: 'unfulfillable',
  shipping: 'unshipped',
  complete: 'shipped',
};

/**
 * Our state for Amazon's word in any of its spellings: Orders 2026-01-01 (`PARTIALLY_SHIPPED`), v0 and notifications
 * (`PartiallyShipped`, `Canceled`), reports (`Shipped - Delivered to Buyer`). rules.md 1.1.
 */
export function statusOf(raw: string): OrderStatus {
  const [head = ''] = raw.split(' - ');
  return words[head.toLowerCase().replace(/[^a-z]/g, '')] ?? 'unknown';
}
