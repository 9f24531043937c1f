import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { forgetFiles } from './store.ts';

const keptMs = 60 * 86_400_000;

/** For the purge: documents that name the recipients of these orders go, and any document after sixty days. */
export const forgetHandover = (tx: Tx, accountId: AccountId, orderIds: readonly string[], now: Date): Promise<number> =>
  forgetFiles(tx, accountId, orderIds, new Date(now.getTime() - keptMs));
