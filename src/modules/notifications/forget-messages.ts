import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { emptyMessages } from './store.ts';

const keptMs = 30 * 86_400_000;

/** Takes away what messages say about these orders, and what any message says after 30 days, also of those nobody could read. */
export const forgetMessages = (tx: Tx, accountId: AccountId, orderIds: readonly string[], now: Date): Promise<number> =>
  emptyMessages(tx, accountId, orderIds, new Date(now.getTime() - keptMs));
