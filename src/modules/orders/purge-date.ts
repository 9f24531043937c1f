import type { KnownOrder } from './known-order.ts';

const days30 = 30 * 86_400_000;

/**
 * When the personal data of an order must be gone (rules.md 10): 30 days after delivery; where no delivery is known,
 * 30 days after the latest deliver-by; for a cancelled order 30 days after the cancellation. Open without any date: not yet.
 */
export function purgeDate(order: Pick<KnownOrder, 'status' | 'deliveredAt' | 'deliverBy' | 'updatedAt'>): Date | null {
  const from = order.deliveredAt ?? (order.status === 'cancelled' ? order.updatedAt : order.deliverBy);
  return from && new Date(from.getTime() + days30);
}
