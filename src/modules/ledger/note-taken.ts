import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { isMoved, type OnTaken } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { dayOf, zoneOf } from './local-day.ts';
import { addSights, type DayKey, fillGaps, markDays, type NewGap, noteGaps } from './store.ts';
import { tellGaps } from './tell-gaps.ts';
import { sweptSpan } from './views.ts';

/** Lists may show a change late; what comes from elsewhere within this time is not called a gap. */
const graceMs = 15 * 60_000;

/**
 * For intake, in its transaction: remembers who has shown which order, marks the days of orders that are new, changed or
 * shown by one more source, and notes as gaps the orders that another source brought although the sweep had already passed
 * over them: those are fetched in full.
 */
export const noteTaken =
  (clock: Clock, fetchInFull: (tx: Tx, accountId: AccountId, orderIds: readonly string[]) => Promise<void>): OnTaken =>
  async (tx, accountId, taken) => {
    const now = clock.now();
    const firstSeen = new Set<string>();
    for (const [source, shown] of Map.groupBy(taken, (order) => order.source)) {
      const ids = shown.map(({ orderId }) => orderId);
      for (const orderId of await addSights(tx, accountId, source, ids, now)) firstSeen.add(orderId);
    }
    const dated = taken.map((order) => ({ ...order, day: dayOf(order.purchasedAt, zoneOf(order.marketplaceId)) }));
    const told = dated.filter((order) => isMoved(order) || firstSeen.has(order.orderId));
    await markDays(tx, accountId, unique(told.map(({ marketplaceId, day }) => ({ marketplaceId, day }))));
    const keyed = dated.filter(isMoved);
    const strangers = keyed.filter(({ outcome, source }) => outcome === 'new' && source !== 'search' && source !== 'file');
    const touched: DayKey[] = [];
    if (strangers.length > 0) {
      const swept = await sweptSpan(tx, accountId);
      const gaps = strangers
        .filter(({ updatedAt }) => swept !== null && isPassedOver(updatedAt, swept))
        .map(
          ({ orderId, marketplaceId, day, source }): NewGap => ({
            orderId,
            marketplaceId,
            day,
            foundBy: source,
            missedBy: 'search',
            foundAt: now,
          }),
        );
      await noteGaps(tx, accountId, gaps);
      const thin = new Set(strangers.filter(({ depth }) => depth === 'skeleton').map(({ orderId }) => orderId));
      const wanted = gaps.map(({ orderId }) => orderId).filter((orderId) => thin.has(orderId));
      if (wanted.length > 0) await fetchInFull(tx, accountId, wanted);
      touched.push(...gaps.map(({ marketplaceId, day }) => ({ marketplaceId, day })));
    }
    const full = keyed.filter(({ depth }) => depth === 'full').map(({ orderId }) => orderId);
    if (full.length > 0) touched.push(...(await fillGaps(tx, accountId, full, now)));
    await tellGaps(tx, accountId, unique(touched), now);
    // A little later, so that a walk of many pages is looked at once.
    await poke(tx, accountId, 'ledger', new Date(now.getTime() + 60_000));
  };

/** What changed before the sweep began was never to be in it. */
const isPassedOver = (updatedAt: Date, swept: { from: Date | null; to: Date }): boolean =>
  (swept.from === null || updatedAt >= swept.from) && updatedAt.getTime() + graceMs < swept.to.getTime();

const unique = (days: readonly DayKey[]): DayKey[] => [...new Map(days.map((day) => [`${day.marketplaceId} ${day.day}`, day])).values()];
