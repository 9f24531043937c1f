import type { AccountId } from '#src/kernel/ids.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import type { Database, Tx } from '#src/platform/db.ts';

/**
 * A transaction that moves writes. It holds the account's orders as intake does, so that a verdict and the order it
 * speaks of never come apart, and nobody waits for anybody crosswise.
 */
export const inTurn = <T>(database: Database, accountId: AccountId, work: (tx: Tx) => Promise<T>): Promise<T> =>
  database.write([accountId], async (tx) => {
    await holdIntake(tx, accountId);
    return work(tx);
  });
