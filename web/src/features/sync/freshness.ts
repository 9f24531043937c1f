import type { z } from 'zod';
import type { syncAccount } from '#src/modules/sync/contract.ts';

export type SyncAccount = z.infer<typeof syncAccount>;
export type Health = 'good' | 'warn' | 'bad' | 'idle';

const minute = 60_000;

/** How far the desk can be trusted to show what Amazon shows; an account fed by files alone is idle, not ill. */
export function healthOf(account: SyncAccount, now: Date): Health {
  if (account.lastError !== null) return 'bad';
  if (account.freshAsOf === null) return account.lastAttemptAt === null ? 'idle' : 'warn';
  const age = now.getTime() - new Date(account.freshAsOf).getTime();
  return age > 60 * minute ? 'bad' : age > 10 * minute ? 'warn' : 'good';
}

const order: Health[] = ['bad', 'warn', 'good', 'idle'];

/** The worst of several; none at all is idle. */
export const worstOf = (list: readonly Health[]): Health => order.find((health) => list.includes(health)) ?? 'idle';
