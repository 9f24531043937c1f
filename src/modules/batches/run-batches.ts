import type { AccountId } from '#src/kernel/ids.ts';
import type { Again } from '#src/platform/due.ts';
import { askRows } from './ask-rows.ts';
import type { BatchesDeps } from './batches-deps.ts';
import { checkRows } from './check-rows.ts';
import { nextRowAt } from './row-views.ts';

/** Rows that are wanted wait for labels to be bought before them; so often it is looked whether there is room. */
const lookMs = 1000;

/**
 * Due work `batches`: asks for labels that are wanted, then for rates of rows that wait, a part of them at a time, so that all
 * accounts have their turns. Runs for one account at a time only.
 */
export const runBatches =
  (deps: BatchesDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps.labels;
    await askRows(deps, accountId);
    const goOnAt = await checkRows(deps, accountId);
    const next = await database.read([accountId], (db) => nextRowAt(db, accountId));
    if (!next) return 'rest';
    const now = clock.now();
    if (next > now) return next;
    return goOnAt ?? new Date(now.getTime() + lookMs);
  };
