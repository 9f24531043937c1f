import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { type AccountView, accountView } from '#src/modules/accounts/contract.ts';
import type { Desk } from './reach-desk.ts';

export const accountsOf = async (desk: Desk): Promise<AccountView[]> =>
  (await desk.ask(z.object({ items: z.array(accountView) }), { path: '/api/v1/accounts' })).items;

/** The account of this name or id. Throws ACCOUNT_NOT_FOUND with the names there are. */
export async function accountNamed(desk: Desk, name: string): Promise<AccountView> {
  const accounts = await accountsOf(desk);
  const found = accounts.find((each) => each.name.toLowerCase() === name.toLowerCase()) ?? accounts.find((each) => each.accountId === name);
  if (!found)
    throw new AppError(
      'ACCOUNT_NOT_FOUND',
      `there is no account ${name}; there are: ${accounts.map((each) => each.name).join(', ') || 'none'}`,
    );
  return found;
}
