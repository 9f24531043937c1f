import type { KnownOrder } from './known-order.ts';

const days30 = 30 * 86_400_000;

/**
 * When the personal data of an order must be gone (rules.md 10): 30 days after delivery; where no delivery is known,
 * 30 days after the latest deliver-by; for a cancelled order 30 days after the cancellation. A file tells no deliver-by: there
 * 30 days are taken for the way. An order that waits for its payment: not yet.
 */
export function purgeDate(order: Pick<KnownOrder, 'status' | 'deliveredAt' | 'deliverBy' | 'updatedAt' | 'purchasedAt'>): Date | null {
  const from = order.deliveredAt ?? (order.status === 'cancelled' ? order.updatedAt : (order.deliverBy ?? guessed(order)));
  return from && new Date(from.getTime() + days30);
}

function guessed({ status, purchasedAt }: Pick<KnownOrder, 'status' | 'purchasedAt'>): Date | null {
  return status === 'pending' || status === 'pending_availability' ? null : new Date(purchasedAt.getTime() + days30);
}
