import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Account } from '#src/modules/accounts/index.ts';
import { listAccounts, marketplacesOf } from '#src/modules/accounts/questions.ts';
import type { Database } from '#src/platform/db.ts';

/** Whose file it is: an account by id, or by name, or the only one there is. `among`: the accounts that the person sees. */
export type TargetWish = { accountId?: AccountId | undefined; accountName?: string | undefined; among?: readonly AccountId[] | undefined };

/** An account made for a file that names none. */
const firstName = 'My shop';

/**
 * The account to write into, or the name of one to be made. The demo shop is only meant when it is named. Throws
 * ACCOUNT_NOT_FOUND, and INVALID_INPUT with the names when there are several to choose from.
 */
export async function targetAccount(database: Database, wish: TargetWish): Promise<Account | { newName: string }> {
  const accounts = await seenAccounts(database, wish);
  const { accountId, accountName } = wish;
  if (accountId !== undefined) {
    const found = accounts.find((account) => account.accountId === accountId);
    if (!found) throw new AppError('ACCOUNT_NOT_FOUND', `there is no account ${accountId}`);
    return found;
  }
  if (accountName !== undefined)
    return accounts.find((account) => account.name.toLowerCase() === accountName.toLowerCase()) ?? { newName: accountName };
  const real = accounts.filter((account) => account.host !== 'simulator');
  const [only, ...others] = real;
  if (others.length === 0) return only ?? { newName: firstName };
  const names = real.map((account) => account.name).join(', ');
  throw new AppError('INVALID_INPUT', `account is missing: name one of ${names}`, {
    problems: [{ field: 'account', message: `must name one of ${names}` }],
  });
}

const seenAccounts = async (database: Database, { among }: TargetWish): Promise<Account[]> =>
  (await listAccounts(database)).filter(({ accountId }) => among === undefined || among.includes(accountId));

/**
 * The same for files that are about what is already here. `orDemo`: about orders by their numbers, so the demo shop is meant where
 * it is the only account. Throws ACCOUNT_NOT_FOUND when there is none.
 */
export async function existingAccount(database: Database, wish: TargetWish, orDemo = false): Promise<Account> {
  const target = await targetAccount(database, wish);
  if (!('newName' in target)) return target;
  const [only, ...others] = await seenAccounts(database, wish);
  if (orDemo && wish.accountName === undefined && only && others.length === 0) return only;
  throw new AppError(
    'ACCOUNT_NOT_FOUND',
    wish.accountName === undefined
      ? 'there is no account yet: import orders or connect one first'
      : `there is no account ${target.newName}`,
  );
}

const unitedStates = 'ATVPDKIKX0DER';

/**
 * The store of rows that do not name one: the only one in which the account sells; in North America, where that is not
 * known, the United States. Elsewhere nothing is guessed.
 */
export async function storeOf(database: Database, account: Account): Promise<string | undefined> {
  const stores = await database.read([account.accountId], marketplacesOf);
  const [only, ...others] = stores;
  if (only && others.length === 0) return only.marketplaceId;
  return account.region === 'NA' ? unitedStates : undefined;
}
