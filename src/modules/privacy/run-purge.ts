import type { AccountId } from '#src/kernel/ids.ts';
import { dueOrders } from '#src/modules/vault/questions.ts';
import type { Again } from '#src/platform/due.ts';
import { forget, type PrivacyDeps } from './forget.ts';
import { keptBy } from './hold-rules.ts';
import { openHolds } from './views.ts';

const atOnce = 1_000;
const everyMs = 6 * 3_600_000;

/**
 * Due work `purge`: takes away what is past its day and not under a hold (rules.md 10), reports it and looks for traces. What
 * is kept of no known order goes by its age. Repeating it changes nothing. Due again at once while there is more.
 */
export const runPurge =
  (deps: PrivacyDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock, keepers } = deps;
    const now = clock.now();
    const due = await database.read([accountId], async (db) =>
      dueOrders(db, accountId, now, keptBy(await openHolds(db, accountId), now), atOnce),
    );
    if (due.length > 0)
      await forget(deps, accountId, {
        orderIds: due.map(({ orderId }) => orderId),
        reason: 'due',
        askedBy: 'Waybill',
        oldestDue: due[0]?.purgeAt ?? null,
      });
    else
      await database.write([accountId], async (tx) => {
        for (const keeper of keepers) await keeper.forget(tx, accountId, [], now);
      });
    return due.length === atOnce ? now : new Date(now.getTime() + everyMs);
  };
