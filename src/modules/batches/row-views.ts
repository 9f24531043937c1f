import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { Parcel } from './contract.ts';
import type { Reason } from './judge-rules.ts';
import type { RowState } from './states.ts';

/** A row as the work on it sees it. */
export type Row = {
  accountId: AccountId;
  batchId: string;
  orderId: string;
  state: RowState;
  labelState: string | null;
  tries: number;
  version: number;
  outcome: 'will' | 'warning' | 'skip' | null;
  doubts: Reason[];
  parcel: Parcel | null;
  quoteId: string | null;
  offer: number | null;
  carrier: string | null;
  service: string | null;
  price: string | null;
  currency: string | null;
  deliverBy: Date | null;
  expiresAt: Date | null;
  locationId: string | null;
  labelId: string | null;
  printed: number;
};

/** The state of a row's label `l`. What its carrier has taken back is given back, though the money may come weeks later. */
export const labelState = `CASE WHEN l.state = 'voiding' AND l.refund = 'pending' THEN 'voided' ELSE l.state END`;

const columns = `r.account_id::text AS "accountId", r.batch_id::text AS "batchId", r.order_id AS "orderId", r.state, ${labelState} AS "labelState", r.tries, r.version,
  r.outcome, r.doubts, r.parcel, r.quote_id::text AS "quoteId", r.offer, r.carrier, r.service, r.price::text AS price, r.currency,
  r.deliver_by AS "deliverBy", r.expires_at AS "expiresAt", r.location_id::text AS "locationId", r.label_id::text AS "labelId", coalesce(l.printed, 0) AS printed`;
const from = `FROM label_batch_row r LEFT JOIN label l ON l.account_id = r.account_id AND l.account_id = ANY($1::bigint[]) AND l.label_id = r.label_id`;

/** Rows of a batch in its own order; of these states, where some are named. */
export const workRows = (db: Db, batchId: string, states: readonly RowState[]): Promise<Row[]> =>
  db.query<Row>({
    name: 'batches-work-rows',
    text: `SELECT ${columns} ${from} WHERE r.account_id = ANY($1::bigint[]) AND r.batch_id = $2 AND r.state = ANY($3) ORDER BY r.position, r.account_id`,
    values: [db.accounts, batchId, states],
  });

/** What is due in an account in this state, of batches that go on; nearest deadline first. */
export const dueRows = (
  db: Db,
  accountId: AccountId,
  state: 'waiting' | 'wanted',
  now: Date,
  limit: number,
): Promise<(Row & { by: string })[]> =>
  db.query<Row & { by: string }>({
    name: 'batches-due-rows',
    text: `SELECT ${columns}, coalesce(b.bought_by, b.made_by) AS by ${from} JOIN label_batch b ON b.batch_id = r.batch_id
      WHERE r.account_id = ANY($1::bigint[]) AND r.account_id = $2 AND r.state = $3 AND r.next_at <= $4 AND b.cancelled_at IS NULL
        AND ($3 = 'waiting' OR b.paused_at IS NULL)
      ORDER BY r.deadline NULLS LAST, r.batch_id, r.position LIMIT $5`,
    values: [[accountId], accountId, state, now, limit],
  });

/** Whether a batch goes on. Held against persons, whatever accounts its other orders are of, until the transaction ends. */
export async function heldFlags(db: Db, batchId: string): Promise<{ pausedAt: Date | null; cancelledAt: Date | null }> {
  const rows = await db.query<{ pausedAt: Date | null; cancelledAt: Date | null }>({
    name: 'batches-held-flags',
    text: `SELECT paused_at AS "pausedAt", cancelled_at AS "cancelledAt" FROM label_batch WHERE batch_id = $1 FOR SHARE`,
    values: [batchId],
  });
  return rows[0] ?? { pausedAt: null, cancelledAt: null };
}

/** One row as it is now, held until the transaction ends. */
export async function heldRow(db: Db, accountId: AccountId, batchId: string, orderId: string): Promise<Row | undefined> {
  const rows = await db.query<Row>({
    name: 'batches-held-row',
    text: `SELECT ${columns} ${from} WHERE r.account_id = ANY($1::bigint[]) AND r.account_id = $2 AND r.batch_id = $3 AND r.order_id = $4 FOR UPDATE OF r`,
    values: [[accountId], accountId, batchId, orderId],
  });
  return rows[0];
}

/** When the next row is due; undefined when none ever is. What is paused waits for a person. */
export async function nextRowAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    name: 'batches-next-at',
    text: `SELECT min(r.next_at) AS at FROM label_batch_row r JOIN label_batch b ON b.batch_id = r.batch_id
      WHERE r.account_id = $1 AND r.state IN ('waiting', 'wanted') AND b.cancelled_at IS NULL AND (r.state = 'waiting' OR b.paused_at IS NULL)`,
    values: [accountId],
  });
  return row?.at ?? undefined;
}

/** Labels of the account that are asked for and not bought yet. */
export async function labelsAhead(db: Db, accountId: AccountId): Promise<number> {
  const [row] = await db.query<{ n: string }>({
    name: 'batches-labels-ahead',
    text: `SELECT count(*) AS n FROM label WHERE account_id = $1 AND state IN ('asked', 'buying')`,
    values: [accountId],
  });
  return Number(row?.n ?? 0);
}

/** What a row's order must have left by. Orders that are not here are absent. */
export async function deadlinesOf(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, Date | null>> {
  const rows = await db.query<{ orderId: string; shipBy: Date | null }>({
    name: 'batches-deadlines',
    text: `SELECT order_id AS "orderId", ship_by AS "shipBy" FROM orders WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds],
  });
  return new Map(rows.map(({ orderId, shipBy }) => [orderId, shipBy]));
}
