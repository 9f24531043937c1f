import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { priorities, type Reason, type Walk } from './rules.ts';

/** Starts a stream at `watermark`; false if it exists, or if the account is swept already. */
export async function ensureStream(tx: Tx, accountId: AccountId, stream: string, watermark: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `INSERT INTO sync_stream (account_id, stream, watermark, began_at)
      SELECT $1, $2, $3, $3 WHERE NOT EXISTS (SELECT 1 FROM sync_stream s WHERE s.account_id = $1 AND s.stream = 'sweep')
      ON CONFLICT DO NOTHING RETURNING 1`,
    values: [accountId, stream, watermark],
  });
  return rows.length > 0;
}

/** After a page that is not the last one: where the walk goes on. */
export async function saveWalk(
  tx: Tx,
  accountId: AccountId,
  stream: string,
  at: Date,
  walk: Walk,
  requestId: string | null,
  orders: number,
): Promise<void> {
  await tx.query({
    text: `UPDATE sync_stream SET walk = $3, last_attempt_at = $4, last_success_at = $4, last_error = NULL, last_request_id = $5, orders_seen = orders_seen + $6
      WHERE account_id = $1 AND stream = $2`,
    values: [accountId, stream, JSON.stringify(walk), at, requestId, orders],
  });
}

/** After the last page: every order that last changed before `watermark` is in. */
export async function finishWalk(
  tx: Tx,
  accountId: AccountId,
  stream: string,
  at: Date,
  watermark: Date,
  requestId: string | null,
  orders: number,
): Promise<void> {
  await tx.query({
    text: `UPDATE sync_stream SET walk = NULL, watermark = GREATEST(watermark, $3), finished_at = $4, last_attempt_at = $4, last_success_at = $4,
      last_error = NULL, last_request_id = $5, orders_seen = orders_seen + $6 WHERE account_id = $1 AND stream = $2`,
    values: [accountId, stream, watermark, at, requestId, orders],
  });
}

/** What is shown is whole before `asOf`. */
export async function saveAsOf(tx: Tx, accountId: AccountId, stream: string, asOf: Date): Promise<void> {
  await tx.query({
    text: 'UPDATE sync_stream SET as_of = GREATEST(as_of, $3) WHERE account_id = $1 AND stream = $2',
    values: [accountId, stream, asOf],
  });
}

/** How many orders a minute changed, as a whole walk found them. */
export async function savePace(tx: Tx, accountId: AccountId, stream: string, perMinute: number): Promise<void> {
  await tx.query({
    text: 'UPDATE sync_stream SET per_minute = $3 WHERE account_id = $1 AND stream = $2',
    values: [accountId, stream, perMinute],
  });
}

/** Forgets the walk under way: its token is no longer good. The watermark stays. */
export async function dropWalk(tx: Tx, accountId: AccountId, stream: string): Promise<void> {
  await tx.query({ text: 'UPDATE sync_stream SET walk = NULL WHERE account_id = $1 AND stream = $2', values: [accountId, stream] });
}

export async function saveFailure(tx: Tx, accountId: AccountId, stream: string, at: Date, message: string): Promise<void> {
  await tx.query({
    text: 'UPDATE sync_stream SET last_attempt_at = $3, last_error = $4 WHERE account_id = $1 AND stream = $2',
    values: [accountId, stream, at, message],
  });
}

export type Wanted = { orderId: string; reason: Reason; deadline: Date | null };

/**
 * Puts orders on the list to be fetched; one that stands there already keeps its better place. The deadline of an order
 * that is known without one (from a report) is taken to be two days after it was placed, so that the oldest come first; one
 * of which nothing but the number is known has none and comes before them.
 */
export async function wantOrders(tx: Tx, accountId: AccountId, wanted: readonly Wanted[], now: Date): Promise<void> {
  if (wanted.length === 0) return;
  const rows = wanted.map(({ orderId, reason, deadline }) => ({ order_id: orderId, priority: priorities[reason], deadline, reason }));
  await tx.query({
    name: 'sync-want',
    text: `INSERT INTO hydrate (account_id, order_id, priority, deadline, reason, asked_at, not_before)
      SELECT $1, x.order_id, x.priority, coalesce(x.deadline, o.ship_by, o.purchased_at + interval '2 days'), x.reason, $3, $3
      FROM json_to_recordset($2::json) AS x(order_id text, priority int, deadline timestamptz, reason text)
      LEFT JOIN orders o ON o.account_id = $1 AND o.order_id = x.order_id
      ON CONFLICT (account_id, order_id) DO UPDATE SET priority = LEAST(hydrate.priority, excluded.priority),
        deadline = CASE WHEN hydrate.deadline IS NOT NULL THEN coalesce(excluded.deadline, hydrate.deadline) END, not_before = LEAST(hydrate.not_before, excluded.not_before)`,
    values: [accountId, JSON.stringify(rows), now],
  });
}

export async function orderFetched(tx: Tx, accountId: AccountId, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx.query({
    name: 'sync-fetched',
    text: 'DELETE FROM hydrate WHERE account_id = $1 AND order_id = ANY($2)',
    values: [accountId, orderIds],
  });
}

export async function fetchFailed(tx: Tx, accountId: AccountId, orderId: string, notBefore: Date, message: string): Promise<void> {
  await tx.query({
    text: 'UPDATE hydrate SET attempts = attempts + 1, not_before = $3, last_error = $4 WHERE account_id = $1 AND order_id = $2',
    values: [accountId, orderId, notBefore, message],
  });
}

/** Live pages hear that the state of an account's synchronisation has changed. */
export async function tellSync(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.query({ name: 'sync-notify', text: `SELECT pg_notify('waybill_sync', $1)`, values: [JSON.stringify({ accountId })] });
}
