import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Taken } from '#src/modules/orders/index.ts';
import { planCalls } from '#src/modules/quota/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { firstSweepMs, openMs, type Reason, recentMs, whyHydrate } from './rules.ts';
import { ensureStream, wantOrders } from './store.ts';

export { fetchNow } from './fetch-now.ts';
export { hydrate } from './hydrate.ts';
export { readOpenPages } from './open-pages.ts';
export { refreshStores } from './refresh-stores.ts';
export { sweep, walkRecent } from './sweep.ts';

/**
 * Lets the synchronisation of a connected account begin, and with it all other work of the account; does nothing to one
 * that runs already. Open orders come first, then what changes from now on, then the weeks before. With `pastMs` the first
 * sweep itself goes back so far, for a small account that shall be whole at once.
 */
export async function startSync(tx: Tx, accountId: AccountId, clock: Clock, pastMs?: number): Promise<void> {
  const now = clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  if (pastMs === undefined && (await ensureStream(tx, accountId, 'open', before(openMs)))) {
    await planCalls(tx, accountId, { operation: 'searchOrders', purpose: 'deadline', calls: 20 }, now);
    await ensureStream(tx, accountId, 'recent', before(recentMs));
  }
  await ensureStream(tx, accountId, 'sweep', before(pastMs ?? firstSweepMs));
  for (const work of ['pages', 'sweep', 'recent', 'hydrate', 'stores', 'purge']) await poke(tx, accountId, work, now);
}

/** Asks for a sweep now instead of when it is due. */
export const sweepNow = (tx: Tx, accountId: AccountId, clock: Clock): Promise<void> => poke(tx, accountId, 'sweep', clock.now());

/** Asks for orders to be fetched in full. */
export async function fetchOrders(tx: Tx, accountId: AccountId, orderIds: readonly string[], reason: Reason, clock: Clock): Promise<void> {
  await wantOrders(
    tx,
    accountId,
    orderIds.map((orderId) => ({ orderId, reason, deadline: null })),
    clock.now(),
  );
  await poke(tx, accountId, 'hydrate', clock.now());
  // Many at once may be had by the page.
  if (reason === 'deadline') await poke(tx, accountId, 'pages', clock.now());
}

/** Asks for those orders in full that are known by a part only, as far as they are worth it. */
export async function fetchThin(tx: Tx, accountId: AccountId, taken: readonly Taken[], clock: Clock): Promise<void> {
  const wanted = taken.flatMap((order) => {
    const reason = whyHydrate(order);
    return reason ? [{ orderId: order.orderId, reason, deadline: order.shipBy }] : [];
  });
  if (wanted.length === 0) return;
  await wantOrders(tx, accountId, wanted, clock.now());
  await poke(tx, accountId, 'hydrate', clock.now());
}
