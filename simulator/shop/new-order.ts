import type { SimOrder } from '../store/sim-order.ts';
import { demandAt } from './demand.ts';
import { draftOrder } from './draft-order.ts';
import { waiting } from './history.ts';
import { afterPlacing } from './life.ts';
import type { Random } from './random.ts';
import { storefrontOf } from './storefronts.ts';
import type { Wishes } from './traits.ts';

const second = 1_000;

/** Milliseconds until the next order of the demo: one to three minutes, shorter when the shop is busy at that hour. */
export function nextArrival(random: Random, now: number, timeZone = 'America/Los_Angeles'): number {
  const bustle = Math.min(2, Math.max(0.4, demandAt(now, timeZone)));
  const mean = 165 - 45 * bustle;
  return Math.round(Math.min(180, Math.max(60, random.normal(mean, 25))) * second);
}

export type NewOrder = {
  random: Random;
  now: number;
  sellerId: string;
  marketplaceIds: readonly string[];
  orderId?: string;
  wishes?: Wishes;
  /** Replaces whole fields of the finished order. */
  overrides?: Partial<SimOrder>;
};

/**
 * A fresh order, placed at `now`: PENDING with its next event (payment, or a cancellation before it), rarely a pre-order.
 * It already holds the windows that it will have when paid; reads show them only from then on.
 */
export function newOrder({ random, now, sellerId, marketplaceIds, orderId, wishes = {}, overrides = {} }: NewOrder): SimOrder {
  const marketplaceId = random.weighted(marketplaceIds.map((id) => [id, storefrontOf(id).weight] as const));
  const placed = draftOrder(random, { sellerId, marketplaceId, createdAt: now, wishes, ...(orderId === undefined ? {} : { orderId }) });
  return { ...waiting(placed, afterPlacing(placed, random)), ...overrides };
}
