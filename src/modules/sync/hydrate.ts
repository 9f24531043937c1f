import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { quarantine, takeIn } from '#src/modules/orders/index.ts';
import type { Again } from '#src/platform/due.ts';
import { type SyncDeps, understood } from './read-page.ts';
import { purposeOfPriority, retryAfterMs } from './rules.ts';
import { fetchFailed, orderFetched } from './store.ts';
import { nextWanted, nextWantedAt, type WantedRow, wantedCounts } from './views.ts';

/** How many orders one run fetches before it lets other work have a turn. */
const atOnce = 20;

/** Due work `hydrate`: fetches orders in full, best first, until the list is empty or the quota is used up. */
export const hydrate =
  (deps: SyncDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const source = await deps.sourceOf(accountId);
    if (!source) return 'rest';
    const { wanted, counts } = await database.read([accountId], async (db) => ({
      wanted: await nextWanted(db, accountId, clock.now(), atOnce),
      counts: await wantedCounts(db, accountId, clock.now()),
    }));
    for (const row of wanted) {
      try {
        const backlog = counts.get(row.priority) ?? 1;
        const fetched = await source.getOrder(row.orderId, { purpose: purposeOfPriority(row.priority), backlog });
        counts.set(row.priority, backlog - 1);
        if (fetched.kind === 'not-found') await giveUp(deps, accountId, row);
        else {
          const { order } = fetched;
          await takeIn(deps, accountId, understood([order], fetched.requestId), async (tx) => {
            if (!order.ok) await quarantine(tx, deps, accountId, [{ ...order, source: 'get' }]);
            await orderFetched(tx, accountId, [row.orderId]);
          });
        }
      } catch (error) {
        if (error instanceof AppError && error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
        if (!(error instanceof AppError)) throw error;
        await later(deps, accountId, row, error.message);
      }
    }
    const next = await database.read([accountId], (db) => nextWantedAt(db, accountId));
    return next ?? 'rest';
  };

/** Amazon may know an order from one of its sources only hours later (rules.md 9, 12); after ten tries it is let go. */
async function giveUp(deps: SyncDeps, accountId: AccountId, row: WantedRow): Promise<void> {
  if (row.attempts < 10) return later(deps, accountId, row, 'Amazon does not know this order under this account (yet)');
  await deps.database.write([accountId], (tx) => orderFetched(tx, accountId, [row.orderId]));
}

async function later({ database, clock }: SyncDeps, accountId: AccountId, row: WantedRow, message: string): Promise<void> {
  const at = new Date(clock.now().getTime() + retryAfterMs(row.attempts + 1));
  await database.write([accountId], (tx) => fetchFailed(tx, accountId, row.orderId, at, message));
}
