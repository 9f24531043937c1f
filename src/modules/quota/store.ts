import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Purpose } from './contract.ts';
import { limitOf } from './operation-limits.ts';
import { type Ask, type Decision, decide, type Queue, type Waiting } from './planner-rules.ts';
import { type Bucket, readyAt } from './rules.ts';

type BucketRow = Omit<Bucket, 'burst'>;

const bucketColumns = (table: string) =>
  `${table}.tokens, ${table}.rate, ${table}.refilled_at AS "refilledAt", ${table}.blocked_until AS "blockedUntil"`;

// Tokens of a row at the instant `at`, as `tokensAt` counts them.
const refilled = (at: string, burst: string) =>
  `least(${burst}, tokens + rate * greatest(0, extract(epoch FROM ${at}::timestamptz - refilled_at)::float8))`;

const slotMs = 10 * 60_000;
const keptMs = 48 * 3_600_000;
const slotOf = (at: Date): Date => new Date(Math.floor(at.getTime() / slotMs) * slotMs);

/**
 * Asks the planner for tokens, under the lock of the bucket's row: two takers never see the same token, whichever process
 * they are in. What is granted is written down with its purpose in the same statement.
 */
export async function takeTokens(tx: Tx, accountId: AccountId, ask: Ask): Promise<Decision> {
  const { operation, purpose, now } = ask;
  const { burst } = limitOf(operation);
  const { queue, ...row } = await holdBucket(tx, accountId, operation, now);
  const decision = decide({ ...row, burst }, queue, ask);
  await tx.query({
    name: 'quota-take',
    text: `WITH spent AS (
        INSERT INTO quota_spent (account_id, operation, slot, purpose, calls) SELECT $1, $2, $8, $9, $7 WHERE $7::int > 0
        ON CONFLICT (account_id, operation, slot, purpose) DO UPDATE SET calls = quota_spent.calls + excluded.calls
      ), over AS (
        DELETE FROM quota_spent WHERE account_id = $1 AND operation = $2 AND slot < $10
      )
      UPDATE quota_bucket SET tokens = $3, refilled_at = $4, burst = $5, waiting = $6, calls = calls + $7
      WHERE account_id = $1 AND operation = $2`,
    values: [
      accountId,
      operation,
      decision.tokens,
      decision.refilledAt,
      burst,
      JSON.stringify(decision.queue),
      decision.granted,
      slotOf(now),
      purpose,
      new Date(now.getTime() - keptMs),
    ],
  });
  return decision;
}

/** Keeps a place for calls that will be asked for shortly, or gives it up. */
export async function expectCalls(
  tx: Tx,
  accountId: AccountId,
  operation: string,
  purpose: Purpose,
  place: Waiting,
  now: Date,
): Promise<void> {
  const { queue } = await holdBucket(tx, accountId, operation, now);
  const { [purpose]: _mine, ...others } = queue;
  await tx.query({
    text: 'UPDATE quota_bucket SET waiting = $3 WHERE account_id = $1 AND operation = $2',
    values: [accountId, operation, JSON.stringify(place.calls > 0 ? { ...others, [purpose]: place } : others)],
  });
}

/** The bucket, locked until the transaction ends; a full one where there was none. */
async function holdBucket(tx: Tx, accountId: AccountId, operation: string, now: Date): Promise<BucketRow & { queue: Queue }> {
  const hold = () =>
    tx.query<BucketRow & { queue: Queue }>({
      name: 'quota-hold',
      text: `SELECT ${bucketColumns('quota_bucket')}, waiting AS queue FROM quota_bucket WHERE account_id = $1 AND operation = $2 FOR UPDATE`,
      values: [accountId, operation],
    });
  const [row] = await hold();
  if (row) return row;
  const { rate, burst } = limitOf(operation);
  await tx.query({
    name: 'quota-open',
    text: `INSERT INTO quota_bucket (account_id, operation, tokens, rate, burst, refilled_at) VALUES ($1, $2, $3, $4, $3, $5)
      ON CONFLICT (account_id, operation) DO NOTHING`,
    values: [accountId, operation, burst, rate, now],
  });
  const [opened] = await hold();
  return opened ?? { tokens: 0, rate, refilledAt: now, blockedUntil: null, queue: {} };
}

/** A token of a call that certainly never reached Amazon. */
export async function giveBack(tx: Tx, accountId: AccountId, operation: string, purpose: Purpose): Promise<void> {
  await tx.query({
    name: 'quota-give-back',
    text: `WITH latest AS (
        SELECT max(slot) AS slot FROM quota_spent WHERE account_id = $1 AND operation = $2 AND purpose = $3 AND calls > 0
      ), spent AS (
        UPDATE quota_spent s SET calls = s.calls - 1 FROM latest WHERE s.account_id = $1 AND s.operation = $2 AND s.purpose = $3 AND s.slot = latest.slot
      )
      UPDATE quota_bucket SET tokens = least(burst, tokens + 1), calls = greatest(0, calls - 1) WHERE account_id = $1 AND operation = $2`,
    values: [accountId, operation, purpose],
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
