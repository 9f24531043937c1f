import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { limitOf } from './operation-limits.ts';
import { type Bucket, fullAt, tokensAt } from './rules.ts';

export type QuotaState = {
  operation: string;
  tokens: number;
  burst: number;
  perSecond: number;
  fullAt: Date;
  blockedUntil: Date | null;
  calls: number;
  throttled: number;
};

type Row = Omit<Bucket, 'burst'> & { accountId: AccountId; operation: string; calls: string; throttled: string };

/** What is left of each quota that was ever used, per account, in the order of the operations' names. */
export async function quotaStates(db: Db, now: Date): Promise<Map<AccountId, QuotaState[]>> {
  const rows = await db.query<Row>({
    name: 'quota-states',
    text: `SELECT account_id AS "accountId", operation, tokens, rate, refilled_at AS "refilledAt", blocked_until AS "blockedUntil", calls, throttled
      FROM quota_bucket WHERE account_id = ANY($1) ORDER BY account_id, operation`,
    values: [db.accounts],
  });
  const states = new Map<AccountId, QuotaState[]>();
  for (const row of rows) {
    const bucket = { ...row, burst: limitOf(row.operation).burst };
    const list = states.get(row.accountId) ?? [];
    states.set(row.accountId, list);
    list.push({
      operation: row.operation,
      tokens: tokensAt(bucket, now),
      burst: bucket.burst,
      perSecond: row.rate,
      fullAt: fullAt(bucket, now),
      blockedUntil: row.blockedUntil && row.blockedUntil > now ? row.blockedUntil : null,
      calls: Number(row.calls),
      throttled: Number(row.throttled),
    });
  }
  return states;
}
