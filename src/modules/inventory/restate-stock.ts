import { listAccounts } from '#src/modules/accounts/questions.ts';
import type { Database } from '#src/platform/db.ts';
import { deleteDemoProducts, restateTotals } from './product-store.ts';

/** After an account was taken away with all its orders: what they had reserved is free, and what only the demo had is gone. */
export const restateStock = (database: Database) => async (): Promise<void> => {
  const accounts = (await listAccounts(database)).map(({ accountId }) => accountId);
  await database.write(accounts, async (tx) => {
    await restateTotals(tx);
    await deleteDemoProducts(tx);
  });
};
