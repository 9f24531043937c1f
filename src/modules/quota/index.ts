import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import { limitOf } from './operation-limits.ts';
import { type Priority, rateOfHeader, reserveFor } from './rules.ts';
import { giveBack, observe, penalise, takeTokens } from './store.ts';

export type { Priority } from './rules.ts';

/** The quotas of one account at Amazon, as its client uses them; each call is a short transaction of its own. */
export type Quota = {
  /** Asks for one call. Refused, it names the instant at which it is worth asking again. */
  take(operation: string, priority: Priority): Promise<{ granted: boolean; nextAt: Date }>;
  /** The call never left this machine. */
  giveBack(operation: string): Promise<void>;
  /** Amazon answered; `rateHeader` is its `x-amzn-RateLimit-Limit`, if it sent one. */
  answered(operation: string, rateHeader: string | null): Promise<void>;
  /** Amazon said 429; the answer is when to try again. */
  throttled(operation: string): Promise<Date>;
};

export function quotaOf(database: Database, accountId: AccountId, clock: Clock): Quota {
  return {
    take: async (operation, priority) => {
      const reserve = reserveFor(priority, limitOf(operation).burst);
      const { granted, nextAt } = await database.write([accountId], (tx) =>
        takeTokens(tx, { accountId, operation, want: 1, now: clock.now(), reserve }),
      );
      return { granted: granted > 0, nextAt };
    },
    giveBack: (operation) => database.write([accountId], (tx) => giveBack(tx, accountId, operation, 1)),
    answered: (operation, rateHeader) =>
      database.write([accountId], (tx) => observe(tx, { accountId, operation, now: clock.now(), rate: rateOfHeader(rateHeader) })),
    throttled: (operation) => database.write([accountId], (tx) => penalise(tx, { accountId, operation, now: clock.now() })),
  };
}
