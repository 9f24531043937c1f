import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { BatchBody, BatchRow, PrintSort } from './contract.ts';
import type { Reason } from './judge-rules.ts';
import type { Printable } from './print-rules.ts';
import { labelState } from './row-views.ts';
import { type Phase, phaseOf, type RowState } from './states.ts';
import type { Group } from './total-rules.ts';

export type Batch = {
  batchId: string;
  askedHash: string;
  name: string;
  origin: BatchBody['origin'];
  accounts: AccountId[];
  madeBy: string;
  madeAt: Date;
  boughtBy: string | null;
  boughtAt: Date | null;
  pausedAt: Date | null;
  cancelledBy: string | null;
  cancelledAt: Date | null;
};

const batchColumns = `b.batch_id AS "batchId", b.asked_hash AS "askedHash", b.name, b.origin, b.accounts::text[] AS accounts, b.made_by AS "madeBy",
  b.made_at AS "madeAt", b.bought_by AS "boughtBy", b.bought_at AS "boughtAt", b.paused_at AS "pausedAt", b.cancelled_by AS "cancelledBy",
  b.cancelled_at AS "cancelledAt"`;

/** A batch whose accounts are all in sight of `db`. `hold` keeps others from changing it until the transaction ends. */
export async function oneBatch(db: Db, batchId: string, hold: 'FOR UPDATE' | 'FOR SHARE' | '' = ''): Promise<Batch | undefined> {
  const rows = await db.query<Batch>({
    name: `batches-one ${hold}`,
    text: `SELECT ${batchColumns} FROM label_batch b WHERE b.batch_id = $1 AND b.accounts <@ $2::bigint[] ${hold}`,
    values: [batchId, db.accounts],
  });
  return rows[0];
}

export async function batchOfKey(db: Db, key: string): Promise<Batch | undefined> {
  const text = `SELECT ${batchColumns} FROM label_batch b WHERE b.request_key = $1`;
  return (await db.query<Batch>({ name: 'batches-of-key', text, values: [key] }))[0];
}

/** The newest batches in sight, below `before` where it is given. */
export const listBatches = (db: Db, before: string | null, limit: number): Promise<Batch[]> =>
  db.query<Batch>({
    name: 'batches-list',
    text: `SELECT ${batchColumns} FROM label_batch b WHERE b.accounts <@ $1::bigint[] AND ($2::bigint IS NULL OR b.batch_id < $2)
      ORDER BY b.batch_id DESC LIMIT $3`,
    values: [db.accounts, before, limit],
  });

const withLabel = `LEFT JOIN label l ON l.account_id = r.account_id AND l.account_id = ANY($1::bigint[]) AND l.label_id = r.label_id`;

/** Rows of these batches, grouped by what their figures are made of. */
export async function groupsOf(db: Db, batchIds: readonly string[], now: Date): Promise<Map<string, Group[]>> {
  const rows = await db.query<
    Omit<Group, 'phase' | 'rows'> & { batchId: string; state: RowState; labelState: string | null; rows: string }
  >({
    name: 'batches-groups',
    text: `SELECT r.batch_id AS "batchId", r.state, ${labelState} AS "labelState", coalesce(r.outcome = 'warning', false) AS warned,
        coalesce(r.expires_at <= $3, false) AS expired, coalesce(l.offer->>'carrier', r.carrier) AS carrier, coalesce(l.currency, r.currency) AS currency,
        count(*) AS rows, sum(coalesce(l.price, r.price))::text AS amount
      FROM label_batch_row r ${withLabel}
      WHERE r.account_id = ANY($1::bigint[]) AND r.batch_id = ANY($2::bigint[])
      GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    values: [db.accounts, batchIds, now],
  });
  const groups = new Map<string, Group[]>();
  for (const { batchId, state, labelState, rows: count, ...group } of rows)
    groups.set(batchId, [...(groups.get(batchId) ?? []), { ...group, rows: Number(count), phase: phaseOf(state, labelState) }]);
  return groups;
}

export type Run = { run: number; sortedBy: PrintSort; labels: number; madeBy: string; madeAt: Date };

export const runsOf = (db: Db, batchId: string): Promise<Run[]> =>
  db.query<Run>({
    name: 'batches-runs',
    text: `SELECT run, sorted_by AS "sortedBy", labels, made_by AS "madeBy", made_at AS "madeAt" FROM label_batch_run WHERE batch_id = $1 ORDER BY run DESC LIMIT 50`,
    values: [batchId],
  });

type StoredRow = Omit<BatchRow, 'phase' | 'arrivesBy' | 'deliverBy' | 'shipBy' | 'reasons'> & {
  state: RowState;
  labelState: string | null;
  labelReason: string | null;
  reasons: Reason[];
  arrivesBy: Date | null;
  deliverBy: Date | null;
  shipBy: Date | null;
};

/** The rows of a batch as they were given, each with what has become of its label. */
export async function rowsOf(db: Db, batchId: string, now: Date): Promise<BatchRow[]> {
  const rows = await db.query<StoredRow>({
    name: 'batches-rows',
    text: `SELECT r.account_id::text AS "accountId", r.order_id AS "orderId", r.state, ${labelState} AS "labelState", l.reason AS "labelReason", r.outcome, r.reasons,
        nullif(concat_ws(' ', l.carrier_code, l.carrier_message), '') AS said, coalesce(l.wish->'parcel', r.parcel, q.wish->'parcel') AS parcel,
        coalesce(l.offer->>'carrier', r.carrier) AS carrier, coalesce(l.offer->>'service', r.service) AS service,
        CASE WHEN coalesce(l.price, r.price) IS NULL THEN NULL
          ELSE json_build_object('amount', coalesce(l.price, r.price)::text, 'currency', coalesce(l.currency, r.currency)) END AS price,
        r.arrives_by AS "arrivesBy", r.deliver_by AS "deliverBy", r.arrival, r.claims_protected AS "claimsProtected",
        coalesce(r.state = 'ready' AND r.expires_at <= $3, false) AS expired, r.deadline AS "shipBy", s.name AS location, r.sku, r.units,
        r.label_id::text AS "labelId", l.tracking, coalesce(l.printed, 0) AS printed, p.place
      FROM label_batch_row r ${withLabel}
      LEFT JOIN label_quote q ON q.account_id = r.account_id AND q.account_id = ANY($1::bigint[]) AND q.quote_id = r.quote_id
      LEFT JOIN stock_location s ON s.location_id = r.location_id
      LEFT JOIN label_batch_print p ON p.account_id = r.account_id AND p.account_id = ANY($1::bigint[]) AND p.batch_id = r.batch_id
        AND p.label_id = r.label_id AND p.run = (SELECT max(n.run) FROM label_batch_run n WHERE n.batch_id = $2)
      WHERE r.account_id = ANY($1::bigint[]) AND r.batch_id = $2 ORDER BY r.position, r.account_id`,
    values: [db.accounts, batchId, now],
  });
  return rows.map(({ state, labelState, labelReason, ...row }) => ({
    ...row,
    phase: phaseOf(state, labelState),
    reasons: labelReason === null ? row.reasons : [{ key: labelReason, values: {} }],
    arrivesBy: row.arrivesBy?.toISOString() ?? null,
    deliverBy: row.deliverBy?.toISOString() ?? null,
    shipBy: row.shipBy?.toISOString() ?? null,
  }));
}

/** The last batch in sight that has each of these orders, and what has become of its label there. One statement for any number. */
export async function batchStatesOf(
  db: Db,
  accountId: AccountId,
  orderIds: readonly string[],
): Promise<Map<string, { batchId: string; name: string; phase: Phase }>> {
  const rows = await db.query<{ orderId: string; batchId: string; name: string; state: RowState; labelState: string | null }>({
    name: 'batches-of-orders',
    text: `SELECT DISTINCT ON (r.order_id) r.order_id AS "orderId", r.batch_id::text AS "batchId", b.name, r.state, ${labelState} AS "labelState"
      FROM label_batch_row r JOIN label_batch b ON b.batch_id = r.batch_id AND b.accounts <@ $1::bigint[] ${withLabel}
      WHERE r.account_id = ANY($1::bigint[]) AND r.account_id = $2 AND r.order_id = ANY($3) AND r.state <> 'dropped' ORDER BY r.order_id, r.batch_id DESC`,
    values: [db.accounts, accountId, orderIds],
  });
  return new Map(
    rows.map(({ orderId, batchId, name, state, labelState }) => [orderId, { batchId, name, phase: phaseOf(state, labelState) }]),
  );
}

/** Bought labels of a batch, with what they can be sorted by. */
export const printablesOf = (db: Db, batchId: string): Promise<(Printable & { printed: number })[]> =>
  db.query<Printable & { printed: number }>({
    name: 'batches-printable',
    text: `SELECT r.account_id::text AS "accountId", r.order_id AS "orderId", r.label_id::text AS "labelId", r.position, s.name AS location,
        s.position AS "locationPosition", r.sku, r.units, coalesce(r.carrier, '') AS carrier, coalesce(r.service, '') AS service, r.deadline, l.printed
      FROM label_batch_row r JOIN label l ON l.account_id = r.account_id AND l.account_id = ANY($1::bigint[]) AND l.label_id = r.label_id
      LEFT JOIN stock_location s ON s.location_id = r.location_id
      WHERE r.account_id = ANY($1::bigint[]) AND r.batch_id = $2 AND r.state = 'asked' AND l.state = 'bought'`,
    values: [db.accounts, batchId],
  });

/** The labels of a printed stack from place to place that are still bought. */
export const placesOf = (
  db: Db,
  batchId: string,
  run: number,
  { from, to }: { from: number; to: number },
): Promise<{ accountId: AccountId; orderId: string; labelId: string; place: number }[]> =>
  db.query({
    name: 'batches-places',
    text: `SELECT p.account_id::text AS "accountId", p.order_id AS "orderId", p.label_id::text AS "labelId", p.place
      FROM label_batch_print p JOIN label l ON l.account_id = p.account_id AND l.account_id = ANY($1::bigint[]) AND l.label_id = p.label_id
      WHERE p.account_id = ANY($1::bigint[]) AND p.batch_id = $2 AND p.run = $3 AND p.place BETWEEN $4 AND $5 AND l.state = 'bought' ORDER BY p.place`,
    values: [db.accounts, batchId, run, from, to],
  });
