import type { FastifyRequest } from 'fastify';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';

/** Refuses an account that the person does not see, in the same words as one that does not exist. */
export function mustSee(request: FastifyRequest, accountId: AccountId): void {
  if (!request.accounts.includes(accountId)) throw new AppError('ACCOUNT_NOT_FOUND', `there is no account ${accountId}`);
}

/** All of these orders stand in accounts that the person sees; otherwise nothing is done at all. */
export function visible<T extends { accountId: AccountId }>(request: FastifyRequest, orders: readonly T[]): readonly T[] {
  for (const { accountId } of orders) mustSee(request, accountId);
  return orders;
}

/** The accounts that a question is about: the one named, or all that the person sees. */
export function scopeOf(request: FastifyRequest, account: AccountId | undefined): readonly AccountId[] {
  if (account === undefined) return request.accounts;
  mustSee(request, account);
  return [account];
}
