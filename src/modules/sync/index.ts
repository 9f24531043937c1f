import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { firstWalkMs, type Reason } from './rules.ts';
import { ensureStream, wantOrders } from './store.ts';

export { fetchNow } from './fetch-now.ts';
export { hydrate } from './hydrate.ts';

export { refreshStores } from './refresh-stores.ts';
export { sweep } from './sweep.ts';

/**
 * Lets the first sweep of a connected account begin, 30 days back or as far as `pastMs` says, and with it all other work of
 * the account; does nothing to one that runs already.
 */
export async function startSync(tx: Tx, accountId: AccountId, clock: Clock, pastMs = firstWalkMs): Promise<void> {
  await ensureStream(tx, accountId, 'sweep', new Date(clock.now().getTime() - pastMs));
  await poke(tx, accountId, 'sweep', clock.now());
  await poke(tx, accountId, 'hydrate', clock.now());
  await poke(tx, accountId, 'stores', clock.now());
  await poke(tx, accountId, 'purge', clock.now());
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
}
