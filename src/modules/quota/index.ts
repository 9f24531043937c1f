import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { Purpose } from './contract.ts';
import { type Priority, purposeOf } from './planner-rules.ts';
import { rateOfHeader } from './rules.ts';
import { expectCalls, giveBack, observe, penalise, takeTokens } from './store.ts';

/** What a call is for, and how many more of its kind will be asked for, this one included. */
export type Spend = { purpose?: Purpose | undefined; backlog?: number | undefined };

/** The quotas of one account at Amazon, as its client uses them; each call is a short transaction of its own. */
export type Quota = {
  /** Asks for one call. Refused, it names the instant at which it is worth asking again. */
  take(operation: string, priority: Priority, spend?: Spend): Promise<{ granted: boolean; nextAt: Date }>;
  /** The call never left this machine. */
  giveBack(operation: string, priority: Priority, spend?: Spend): Promise<void>;
  /** Amazon answered; `rateHeader` is its `x-amzn-RateLimit-Limit`, if it sent one. */
  answered(operation: string, rateHeader: string | null): Promise<void>;
  /** Amazon said 429; the answer is when to try again. */
  throttled(operation: string): Promise<Date>;
};

export function quotaOf(database: Database, accountId: AccountId, clock: Clock): Quota {
  return {
    take: async (operation, priority, { purpose = purposeOf[priority], backlog } = {}) => {
      const { granted, nextAt } = await database.write([accountId], (tx) =>
        takeTokens(tx, accountId, { operation, purpose, want: 1, backlog, now: clock.now() }),
      );
      return { granted: granted > 0, nextAt };
    },
    giveBack: (operation, priority, { purpose = purposeOf[priority] } = {}) =>
      database.write([accountId], (tx) => giveBack(tx, accountId, operation, purpose)),
    answered: (operation, rateHeader) =>
      database.write([accountId], (tx) => observe(tx, { accountId, operation, now: clock.now(), rate: rateOfHeader(rateHeader) })),
    throttled: (operation) => database.write([accountId], (tx) => penalise(tx, { accountId, operation, now: clock.now() })),
  };
}

/** For how long a place in the queue is kept that nobody has asked for yet. */
const expectedForMs = 60_000;

/**
 * Says in the transaction of its cause that so many calls will be asked for at once, so that what is less valuable leaves
 * room for them; 0 says that none are wanted any more.
 */
export async function planCalls(
  tx: Tx,
  accountId: AccountId,
  { operation, purpose, calls }: { operation: string; purpose: Purpose; calls: number },
  now: Date,
): Promise<void> {
  const at = now.getTime();
  await expectCalls(tx, accountId, operation, purpose, { since: at, until: at + expectedForMs, calls }, now);
}
