import { isOpen } from '#src/modules/orders/index.ts';
import type { Purpose } from '#src/modules/quota/contract.ts';

/**
 * How far back each sweep looks again, at most: lists have been seen to show a change late. What is seen twice must not
 * cost another page, or a busy account would fall behind for it; so far back always.
 */
const longestOverlapMs = 10 * 60_000;
const shortestOverlapMs = 30_000;
const pageSize = 100;
/** Of the room that is left on the last page, the share that is used; traffic is never even. */
const usedRoom = 0.7;
/** Amazon refuses spans that end less than two minutes ago; a margin for clocks that differ. */
const settleMs = 125_000;
/**
 * One searchOrders token comes back in 178.6 s; sweeping more often would only drain the bucket. While there is something
 * else to read by the page, a little less often: no change is then older than six minutes, and a fifth is left.
 */
export const sweepEveryMs = (sharing: boolean): number => (sharing ? 220_000 : 180_000);
/** A page token lives for 24 hours; long before that a walk starts anew. */
const walkLivesMs = 20 * 3_600_000;
/**
 * Amazon's list shows an order by its last change alone. One that changes again after the end of the span, before its page
 * is read, is not in the walk, and what it went through before is not shown until the next one. So only a walk that was
 * read so soon after its end vouches for all that changed before; one that took an hour does not.
 */
const quickMs = 10 * 60_000;
export const isQuick = (to: Date, readAt: Date): boolean => readAt.getTime() - to.getTime() <= quickMs;
/** How far back the first sweep goes: what was placed and changed in the last day, Pending orders too, which no report has. */
export const firstSweepMs = 86_400_000;
/** How far back all that changed is read by the page, when nothing else needs the quota. Reports bring the rest. */
export const recentMs = 30 * 86_400_000;
/** Amazon shows orders of the last two years. */
export const openMs = 730 * 86_400_000;

export type Walk = {
  from: string;
  to: string;
  token: string | null;
  startedAt: string;
  pages: number;
  orders: number;
  /** When the latest order of it was placed; whether the old list was asked for the rest. */
  reached?: string;
  asked?: boolean;
};

/** The span of the next walk, or the one under way when its token still lives. */
export function nextWalk(stream: { watermark: Date; walk: Walk | null; perMinute?: number | null }, now: Date): Walk {
  const { walk } = stream;
  if (walk && now.getTime() - Date.parse(walk.startedAt) < walkLivesMs) return walk;
  const to = settledBefore(now);
  const overlapMs = overlapOf(to.getTime() - stream.watermark.getTime(), stream.perMinute ?? 0);
  const from = new Date(Math.min(stream.watermark.getTime() - overlapMs, to.getTime()));
  return { from: from.toISOString(), to: to.toISOString(), token: null, startedAt: now.toISOString(), pages: 0, orders: 0 };
}

/** As long as the orders that are then seen again find room on the last page of what is new. */
export function overlapOf(newMs: number, perMinute: number): number {
  if (perMinute <= 0) return longestOverlapMs;
  const fresh = (perMinute * Math.max(0, newMs)) / 60_000;
  const room = Math.max(1, Math.ceil(fresh / pageSize)) * pageSize - fresh;
  return Math.min(longestOverlapMs, Math.max(shortestOverlapMs, ((room * usedRoom) / perMinute) * 60_000));
}

/** Orders a minute that changed in the span of a whole walk. */
export function paceOf({ from, to, orders }: Walk): number {
  const minutes = (Date.parse(to) - Date.parse(from)) / 60_000;
  return minutes > 0 ? orders / minutes : 0;
}

/** The latest instant that a list may be asked for. */
export const settledBefore = (now: Date): Date => new Date(now.getTime() - settleMs);

/** A walk after one more page of it. */
export const afterPage = (walk: Walk, page: { nextToken?: string; orders: readonly unknown[] }): Walk => ({
  ...walk,
  token: page.nextToken ?? null,
  pages: walk.pages + 1,
  orders: walk.orders + page.orders.length,
});

/** What hydration does first; lower is sooner. */
export const priorities = { person: 0, deadline: 1, cancel: 2, fresh: 3, reconcile: 4, history: 5 } as const;
export type Reason = keyof typeof priorities;

/** What the planner calls a place of the list. */
export const purposeOfPriority = (priority: number): Purpose => hydratePurposes[priority] ?? 'history';
const hydratePurposes: readonly Purpose[] = ['person', 'deadline', 'cancel', 'new', 'reconcile', 'history'];

/**
 * Why an order should be fetched in full, if at all: it came from a file or report (no item ids, no address) and the
 * seller still has something to do with it, or its history is wanted.
 */
export function whyHydrate(order: {
  depth: 'skeleton' | 'full';
  status: string;
  fulfilledBy: string;
  cancelRequested: boolean;
}): Reason | undefined {
  if (order.depth === 'full') return undefined;
  if (order.cancelRequested) return 'cancel';
  if (order.fulfilledBy !== 'amazon' && isOpen(order.status)) return 'deadline';
  return order.status === 'pending' ? 'fresh' : 'history';
}

/** Waiting after a failed fetch: 30 s, doubling, one hour at most. */
export const retryAfterMs = (attempts: number): number => Math.min(3_600_000, 30_000 * 2 ** Math.max(0, attempts - 1));

/** Orders a page has, and calls a second of both operations, as documented. */
const pageOrders = 100;

/**
 * The earliest instant at which so many open orders can be here in full, from what is left of both quotas and as fast as
 * they refill; null when there are none. The sweep and people may take some of it, so it is a bound and no promise.
 */
export function openFetchedBy(
  orders: number,
  quotas: readonly { operation: string; tokens: number; perSecond: number }[],
  now: Date,
): Date | null {
  if (orders === 0) return null;
  const quotaOf = (operation: string) => quotas.find((quota) => quota.operation === operation);
  const [pages, singles] = [quotaOf('searchOrders'), quotaOf('getOrder')];
  const atOnce = Math.floor(pages?.tokens ?? 20) * pageOrders + Math.floor(singles?.tokens ?? 30);
  const perSecond = (pages?.perSecond ?? 0.0056) * pageOrders + (singles?.perSecond ?? 0.5);
  return new Date(now.getTime() + Math.ceil((Math.max(0, orders - atOnce) / perSecond) * 1000));
}
