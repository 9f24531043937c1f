import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

/** Unfinished writes by account and state, and since when the oldest of each waits. */
export const openWriteStates = (db: Db): Promise<{ accountId: AccountId; state: string; writes: number; oldest: Date }[]> =>
  db.query({
    name: 'writes-open-states',
    text: `SELECT account_id AS "accountId", state, count(*)::int AS writes, min(asked_at) AS oldest FROM writes
      WHERE account_id = ANY($1) AND state NOT IN ('verified', 'rejected', 'withdrawn') GROUP BY account_id, state`,
    values: [db.accounts],
  });
