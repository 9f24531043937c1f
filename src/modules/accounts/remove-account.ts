import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import { deleteAccount } from './store.ts';
import { listAccounts } from './views.ts';

/** Removes the demo account with everything in it. A real account is not removed: its orders are the seller's records. */
export async function removeDemo(database: Database, accountId: AccountId): Promise<void> {
  const account = (await listAccounts(database)).find((candidate) => candidate.accountId === accountId);
  if (!account) throw new AppError('ACCOUNT_NOT_FOUND', `there is no account ${accountId}`);
  if (account.host !== 'simulator') throw new AppError('NOT_ALLOWED_NOW', 'only the demo account can be removed');
  await database.write([accountId], (tx) => deleteAccount(tx, accountId));
}
