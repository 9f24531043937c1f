import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { quarantine, takeIn } from '#src/modules/orders/index.ts';
import { type SyncDeps, understood } from './read-page.ts';
import { orderFetched } from './store.ts';

/** What Amazon says about one order now. `odd`: it answered, but not so that it can be understood; it is in quarantine. A refusal that lasts (a role, the credentials) does not pass by itself. */
export type FetchedNow = 'taken' | 'odd' | 'not-found' | 'not-connected' | { refused: string; isLasting: boolean };

/** Asks Amazon for one order because a person waits, and takes the answer in. */
export async function fetchNow(deps: SyncDeps, accountId: AccountId, orderId: string): Promise<FetchedNow> {
  const source = await deps.sourceOf(accountId);
  if (!source) return 'not-connected';
  try {
    const fetched = await source.getOrder(orderId, { purpose: 'person' });
    if (fetched.kind === 'not-found') return 'not-found';
    const { order } = fetched;
    await takeIn(deps, accountId, understood([order], fetched.requestId), async (tx) => {
      if (!order.ok) await quarantine(tx, deps, accountId, [{ ...order, orderId, source: 'get' }]);
      await orderFetched(tx, accountId, [orderId]);
    });
    return order.ok ? 'taken' : 'odd';
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('AMAZON_'))
      return { refused: error.message, isLasting: error.code === 'AMAZON_UNAUTHORISED' || error.code === 'AMAZON_REFUSED' };
    throw error;
  }
}
