import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { type Purpose, purposes } from './contract.ts';
import { limitOf } from './operation-limits.ts';
import type { Queue } from './planner-rules.ts';
import { type Bucket, fullAt, nextTokenAt, tokensAt } from './rules.ts';

type Spent = Partial<Record<Purpose, number>>;

export type QuotaState = {
  operation: string;
  tokens: number;
  burst: number;
  perSecond: number;
  nextTokenAt: Date | null;
  fullAt: Date;
  blockedUntil: Date | null;
  calls: number;
  throttled: number;
  lastHour: Spent;
  lastDay: Spent;
  waiting: { purpose: Purpose; calls: number; since: Date }[];
};

type Row = Omit<Bucket, 'burst'> & { accountId: AccountId; operation: string; calls: string; throttled: string; queue: Queue };
type SpentRow = { accountId: AccountId; operation: string; purpose: Purpose; hour: string; day: string };

const hourMs = 3_600_000;

/** What is left of each quota that was ever used and what it was spent on, per account, in the order of the operations' names. */
export async function quotaStates(db: Db, now: Date): Promise<Map<AccountId, QuotaState[]>> {
  const rows = await db.query<Row>({
    name: 'quota-states',
    text: `SELECT account_id AS "accountId", operation, tokens, rate, refilled_at AS "refilledAt", blocked_until AS "blockedUntil", calls, throttled, waiting AS queue
      FROM quota_bucket WHERE account_id = ANY($1) ORDER BY account_id, operation`,
    values: [db.accounts],
  });
  const spent = Map.groupBy(await spentRows(db, now), ({ accountId, operation }) => `${accountId} ${operation}`);
  const states = new Map<AccountId, QuotaState[]>();
  for (const row of rows) {
    const bucket = { ...row, burst: limitOf(row.operation).burst };
    const calls = spent.get(`${row.accountId} ${row.operation}`) ?? [];
    const list = states.get(row.accountId) ?? [];
    states.set(row.accountId, list);
    list.push({
      operation: row.operation,
      tokens: tokensAt(bucket, now),
      burst: bucket.burst,
      perSecond: row.rate,
      nextTokenAt: nextTokenAt(bucket, now),
      fullAt: fullAt(bucket, now),
      blockedUntil: row.blockedUntil && row.blockedUntil > now ? row.blockedUntil : null,
      calls: Number(row.calls),
      throttled: Number(row.throttled),
      lastHour: byPurpose(calls.map(({ purpose, hour }) => [purpose, Number(hour)])),
      lastDay: byPurpose(calls.map(({ purpose, day }) => [purpose, Number(day)])),
      waiting: purposes.flatMap((purpose) => {
        const place = row.queue[purpose];
        return place && place.until >= now.getTime() ? [{ purpose, calls: place.calls, since: new Date(place.since) }] : [];
      }),
    });
  }
  return states;
}

/** Calls of the last hour and day, exact to the slot of ten minutes in which they began. */
const spentRows = (db: Db, now: Date): Promise<SpentRow[]> =>
  db.query<SpentRow>({
    name: 'quota-spent',
    text: `SELECT account_id AS "accountId", operation, purpose, coalesce(sum(calls) FILTER (WHERE slot > $2), 0) AS hour, sum(calls) AS day
      FROM quota_spent WHERE account_id = ANY($1) AND slot > $3 GROUP BY account_id, operation, purpose`,
    values: [db.accounts, new Date(now.getTime() - hourMs), new Date(now.getTime() - 24 * hourMs)],
  });

const byPurpose = (list: readonly (readonly [Purpose, number])[]): Spent => Object.fromEntries(list.filter(([, calls]) => calls > 0));
