import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { limitOf } from './operation-limits.ts';
import { type Bucket, readyAt } from './rules.ts';

export type Take = {
  accountId: AccountId;
  operation: string;
  /** How many calls the caller would like to make now. */
  want: number;
  now: Date;
  /** Tokens that must stay in the bucket for callers who are more in a hurry. */
  reserve?: number;
};

/** `granted` calls may be made now, possibly fewer than wanted; from `nextAt` on there will be one more. */
export type Taken = { granted: number; nextAt: Date };

type BucketRow = Omit<Bucket, 'burst'>;

const bucketColumns = (table: string) =>
  `${table}.tokens, ${table}.rate, ${table}.refilled_at AS "refilledAt", ${table}.blocked_until AS "blockedUntil"`;

// Tokens of a row at the instant `at`, as `tokensAt` counts them.
const refilled = (at: string, burst: string) =>
  `least(${burst}, tokens + rate * greatest(0, extract(epoch FROM ${at}::timestamptz - refilled_at)::float8))`;

/**
 * Amazon's bucket starts to refill when the first call arrives there, ours when it is decided upon. Starting this much
 * later keeps a slow first call from making ours the fuller one, which would end in a 429 on the last token.
 */
const arrival = `interval '1 second'`;

/**
 * Takes tokens: one statement under the lock of the row, so that two takers never see the same token, whichever process
 * they are in. The tenth of a billionth forgives rounding where a token is due at this very millisecond.
 */
export async function takeTokens(tx: Tx, { accountId, operation, want, now, reserve = 0 }: Take): Promise<Taken> {
  const { rate, burst } = limitOf(operation);
  const take = () =>
    tx.query<BucketRow & { granted: number }>({
      name: 'quota-take',
      text: `
        WITH bucket AS (
          SELECT ${refilled('$3', '$6')} AS tokens, blocked_until FROM quota_bucket
          WHERE account_id = $1 AND operation = $2 FOR UPDATE
        ), decision AS (
          SELECT tokens, CASE WHEN blocked_until > $3 THEN 0 ELSE greatest(0, least($4, floor(tokens + 1e-10 - $5))) END AS granted FROM bucket
        )
        UPDATE quota_bucket q SET
          tokens = greatest(0, d.tokens - d.granted),
          burst = $6,
          refilled_at = greatest(q.refilled_at, CASE WHEN d.granted > 0 AND d.tokens >= $6 THEN $3::timestamptz + ${arrival} ELSE $3 END),
          calls = q.calls + d.granted
        FROM decision d
        WHERE q.account_id = $1 AND q.operation = $2
        RETURNING d.granted, ${bucketColumns('q')}`,
      values: [accountId, operation, now, want, reserve, burst],
    });

  let [row] = await take();
  if (!row) {
    await tx.query({
      name: 'quota-open',
      text: `INSERT INTO quota_bucket (account_id, operation, tokens, rate, burst, refilled_at) VALUES ($1, $2, $3, $4, $3, $5)
        ON CONFLICT (account_id, operation) DO NOTHING`,
      values: [accountId, operation, burst, rate, now],
    });
    [row] = await take();
  }
  if (!row) return { granted: 0, nextAt: new Date(now.getTime() + 1000) };
  return { granted: row.granted, nextAt: readyAt({ ...row, burst }, reserve + 1, now) };
}

/** Tokens of calls that certainly never reached Amazon. */
export async function giveBack(tx: Tx, accountId: AccountId, operation: string, count: number): Promise<void> {
  await tx.query({
    name: 'quota-give-back',
    text: `UPDATE quota_bucket SET tokens = least(burst, tokens + $3), calls = greatest(0, calls - $3)
      WHERE account_id = $1 AND operation = $2`,
    values: [accountId, operation, count],
  });
}

/** Amazon answered: a block that is over is forgotten, and the rate it named, if any, holds from now on. */
export async function observe(
  tx: Tx,
  answer: { accountId: AccountId; operation: string; now: Date; rate: number | undefined },
): Promise<void> {
  await tx.query({
    name: 'quota-observe',
    text: `UPDATE quota_bucket SET
        tokens = ${refilled('$3', 'burst')},
        refilled_at = greatest(refilled_at, $3),
        rate = coalesce($4, rate),
        blocked_until = CASE WHEN blocked_until > $3 THEN blocked_until END,
        last_call_at = CASE WHEN blocked_until > $3 THEN last_call_at ELSE $3 END
      WHERE account_id = $1 AND operation = $2`,
    values: [answer.accountId, answer.operation, answer.now, answer.rate ?? null],
  });
}

/**
 * Amazon said 429: its bucket is empty, whatever ours says. Blocks the operation for the time of one token, at least 2 s;
 * each further 429 without a good answer between doubles that, up to 15 min. Answers when to ask again.
 */
export async function penalise(
  tx: Tx,
  { accountId, operation, now }: { accountId: AccountId; operation: string; now: Date },
): Promise<Date> {
  // While a block stands, `last_call_at` is the 429 that it began with.
  const [row] = await tx.query<BucketRow & { burst: number }>({
    name: 'quota-penalise',
    text: `UPDATE quota_bucket SET
        tokens = 0,
        refilled_at = greatest(refilled_at, $3),
        throttled = throttled + 1,
        blocked_until = CASE WHEN blocked_until > $3 THEN blocked_until
          ELSE date_trunc('milliseconds', $3::timestamptz
            + least(interval '15 minutes', greatest(interval '2 seconds', interval '1 second' / rate, 2 * (blocked_until - last_call_at)))) END,
        last_call_at = CASE WHEN blocked_until > $3 THEN last_call_at ELSE $3 END
      WHERE account_id = $1 AND operation = $2
      RETURNING burst, ${bucketColumns('quota_bucket')}`,
    values: [accountId, operation, now],
  });
  return row ? readyAt(row, 1, now) : new Date(now.getTime() + 2000);
}
