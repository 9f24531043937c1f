import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { mayMove } from '#src/kernel/states.ts';
import type { Tx } from '#src/platform/db.ts';
import type { BatchBody, Parcel, PrintSort } from './contract.ts';
import type { Reason } from './judge-rules.ts';
import type { Row } from './row-views.ts';
import { type RowState, rowMoves } from './states.ts';

type NewBatch = {
  key: string;
  askedHash: string;
  name: string;
  origin: BatchBody['origin'];
  accounts: readonly AccountId[];
  by: string;
  now: Date;
};

/** Undefined where a batch with this key came first. */
export async function insertBatch(tx: Tx, batch: NewBatch): Promise<string | undefined> {
  const { key, askedHash, name, origin, accounts, by, now } = batch;
  const [row] = await tx.query<{ batchId: string }>({
    name: 'batches-insert',
    text: `INSERT INTO label_batch (request_key, asked_hash, name, origin, accounts, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (request_key) DO NOTHING RETURNING batch_id::text AS "batchId"`,
    values: [key, askedHash, name, origin, accounts, by, now],
  });
  return row?.batchId;
}

export type NewRow = { orderId: string; position: number; deadline: Date | null };

export async function insertRows(tx: Tx, accountId: AccountId, batchId: string, rows: readonly NewRow[], now: Date): Promise<void> {
  await tx.query({
    name: 'batches-insert-rows',
    text: `INSERT INTO label_batch_row (account_id, batch_id, order_id, position, state, deadline, next_at)
      SELECT $1, $2, x.order_id, x.position, 'waiting', x.deadline, $4
      FROM json_to_recordset($3) AS x(order_id text, position int, deadline timestamptz)`,
    values: [accountId, batchId, JSON.stringify(rows.map(({ orderId, ...row }) => ({ order_id: orderId, ...row }))), now],
  });
}

export type Priced = {
  quoteId: string;
  offer: number;
  carrier: string;
  service: string;
  price: string;
  currency: string;
  arrivesBy: string | null;
  arrival: 'in-time' | 'risky' | 'late' | 'unknown';
  claimsProtected: boolean | null;
  expiresAt: Date | null;
};

export type RowChange = {
  state: RowState;
  outcome?: Row['outcome'];
  reasons?: readonly Reason[];
  doubts?: readonly Reason[];
  /** null: there is none any more. */
  priced?: Priced | null;
  /** Where no offer was chosen, what there is to choose from. */
  quoteId?: string | null;
  parcel?: Parcel | null;
  order?: { deliverBy: Date | null; locationId: string | null; sku: string; units: number };
  labelId?: string | null;
  /** The last try is over for good: the next one is another purchase. */
  nextTry?: boolean;
  /** A person changed what is asked for. */
  nextVersion?: boolean;
  nextAt?: Date;
};

/**
 * Moves a row from the state and version that it was read in; false when it has moved on meanwhile. What `change` does not
 * name stays. A move outside the table is a defect.
 */
export async function moveRow(tx: Tx, row: Row, change: RowChange): Promise<boolean> {
  const { state, outcome, reasons, doubts, priced, quoteId, parcel, order, labelId, nextTry = false, nextVersion = false, nextAt } = change;
  if (row.state !== state && !mayMove(rowMoves, row.state, state))
    throw new AppError('INTERNAL', `a row of a batch cannot go from ${row.state} to ${state}`);
  const sets: [column: string, value: unknown][] = [['state', state]];
  if (outcome !== undefined) sets.push(['outcome', outcome]);
  if (reasons !== undefined) sets.push(['reasons', JSON.stringify(reasons)]);
  if (doubts !== undefined) sets.push(['doubts', JSON.stringify(doubts)]);
  const quote = priced?.quoteId ?? quoteId;
  if (quote !== undefined) sets.push(['quote_id', quote]);
  if (priced !== undefined)
    sets.push(
      ['offer', priced?.offer ?? null],
      ['carrier', priced?.carrier ?? null],
      ['service', priced?.service ?? null],
      ['price', priced?.price ?? null],
      ['currency', priced?.currency ?? null],
      ['arrives_by', priced?.arrivesBy ?? null],
      ['arrival', priced?.arrival ?? null],
      ['claims_protected', priced?.claimsProtected ?? null],
      ['expires_at', priced?.expiresAt ?? null],
    );
  if (parcel !== undefined) sets.push(['parcel', parcel === null ? null : JSON.stringify(parcel)]);
  if (order !== undefined)
    sets.push(['deliver_by', order.deliverBy], ['location_id', order.locationId], ['sku', order.sku], ['units', order.units]);
  if (labelId !== undefined) sets.push(['label_id', labelId]);
  if (nextAt !== undefined) sets.push(['next_at', nextAt]);
  const list = sets.map(([column], i) => `${column} = $${i + 6}`);
  const rows = await tx.query({
    text: `UPDATE label_batch_row SET ${list.join(', ')}, tries = tries + ${nextTry ? 1 : 0}, version = version + ${nextVersion ? 1 : 0}
      WHERE account_id = $1 AND batch_id = $2 AND order_id = $3 AND state = $4 AND version = $5 RETURNING 1`,
    values: [row.accountId, row.batchId, row.orderId, row.state, row.version, ...sets.map(([, value]) => value)],
  });
  return rows.length > 0;
}

/** Moves all these rows alike, in one statement. Each must still be in the state that it was read in. */
export async function moveRows(tx: Tx, accountId: AccountId, rows: readonly Row[], state: RowState, nextAt: Date): Promise<void> {
  for (const row of rows)
    if (!mayMove(rowMoves, row.state, state)) throw new AppError('INTERNAL', `a row of a batch cannot go from ${row.state} to ${state}`);
  const [first] = rows;
  if (!first) return;
  await tx.query({
    name: 'batches-move-rows',
    text: `UPDATE label_batch_row SET state = $4, next_at = $5 WHERE account_id = $1 AND batch_id = $2 AND order_id = ANY($3)`,
    values: [accountId, first.batchId, rows.map(({ orderId }) => orderId), state, nextAt],
  });
}

export async function setBought(tx: Tx, batchId: string, by: string, now: Date): Promise<void> {
  await tx.query({
    text: 'UPDATE label_batch SET bought_by = $2, bought_at = $3, paused_by = NULL, paused_at = NULL WHERE batch_id = $1',
    values: [batchId, by, now],
  });
}

export async function setPaused(tx: Tx, batchId: string, paused: { by: string; at: Date } | null): Promise<void> {
  await tx.query({
    text: 'UPDATE label_batch SET paused_by = $2, paused_at = $3 WHERE batch_id = $1',
    values: [batchId, paused?.by ?? null, paused?.at ?? null],
  });
}

export async function setCancelled(tx: Tx, batchId: string, by: string, now: Date): Promise<void> {
  await tx.query({
    text: 'UPDATE label_batch SET cancelled_by = $2, cancelled_at = $3 WHERE batch_id = $1',
    values: [batchId, by, now],
  });
}

type NewRun = { batchId: string; sortedBy: PrintSort; by: string; now: Date };
type Placed = { accountId: AccountId; orderId: string; labelId: string };

/** Keeps a stack in its order; gives its number. The caller holds the batch. */
export async function insertRun(tx: Tx, { batchId, sortedBy, by, now }: NewRun, labels: readonly Placed[]): Promise<number> {
  const [row] = await tx.query<{ run: number }>({
    name: 'batches-insert-run',
    text: `INSERT INTO label_batch_run (batch_id, run, sorted_by, made_by, made_at, labels)
      SELECT $1, coalesce(max(run), 0) + 1, $2, $3, $4, $5 FROM label_batch_run WHERE batch_id = $1 RETURNING run`,
    values: [batchId, sortedBy, by, now, labels.length],
  });
  const run = row?.run ?? 0;
  const places = labels.map((label, index) => ({
    account_id: label.accountId,
    order_id: label.orderId,
    label_id: label.labelId,
    place: index + 1,
  }));
  await tx.query({
    name: 'batches-insert-places',
    text: `INSERT INTO label_batch_print (account_id, batch_id, run, place, order_id, label_id)
      SELECT x.account_id, $1, $2, x.place, x.order_id, x.label_id
      FROM json_to_recordset($3) AS x(account_id bigint, place int, order_id text, label_id bigint)`,
    values: [batchId, run, JSON.stringify(places)],
  });
  return run;
}
