import type { Clock } from '#src/kernel/clock.ts';
import { isMoved, type OnTaken } from '#src/modules/orders/index.ts';
import { poke } from '#src/platform/due.ts';
import { dayOf, zoneOf } from './local-day.ts';
import { fillGaps, markDays, type NewGap, noteGaps, saveSights } from './store.ts';
import { sweptTo } from './views.ts';

/** Lists may show a change late; what comes from elsewhere within this time is not called a gap. */
const graceMs = 15 * 60_000;

/**
 * For intake, in its transaction: remembers who has shown which order, marks the days of orders that are new or changed, and notes as gaps the orders that
 * another source brought although the sweep had already passed over them.
 */
export const noteTaken =
  (clock: Clock): OnTaken =>
  async (tx, accountId, taken) => {
    const now = clock.now();
    for (const source of new Set(taken.map((order) => order.source)))
      await saveSights(
        tx,
        accountId,
        source,
        taken.filter((order) => order.source === source).map(({ orderId }) => orderId),
        now,
      );
    const keyed = taken.filter(isMoved).map((order) => ({ ...order, day: dayOf(order.purchasedAt, zoneOf(order.marketplaceId)) }));
    const days = new Map(keyed.map(({ marketplaceId, day }) => [`${marketplaceId} ${day}`, { marketplaceId, day }]));
    await markDays(tx, accountId, [...days.values()]);
    const strangers = keyed.filter(({ outcome, source }) => outcome === 'new' && source !== 'search' && source !== 'file');
    if (strangers.length > 0) {
      const swept = await sweptTo(tx, accountId);
      const gaps = strangers
        .filter(({ updatedAt }) => swept !== null && updatedAt.getTime() + graceMs < swept.getTime())
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
    }
    const full = keyed.filter(({ depth }) => depth === 'full').map(({ orderId }) => orderId);
    if (full.length > 0) await fillGaps(tx, accountId, full, now);
    // A little later, so that a walk of many pages is looked at once.
    await poke(tx, accountId, 'ledger', new Date(now.getTime() + 60_000));
  };
