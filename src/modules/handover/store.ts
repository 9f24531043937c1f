import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { mayMove } from '#src/kernel/states.ts';
import type { Tx } from '#src/platform/db.ts';
import type { ErrandRow } from './errand.ts';
import { type ErrandState, errandMoves } from './states.ts';

/** One at a time lists labels, schedules or loads for an account: what was seen free stays free. */
export async function holdHandover(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.query({
    name: 'handover-hold',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('handover ' || $1::text, 0))`,
    values: [accountId],
  });
}

export type NewErrand = Pick<ErrandRow, 'kind' | 'way' | 'place' | 'carrier' | 'requestKey'> & {
  state: 'asked' | 'done';
  request: Record<string, unknown>;
  orderId?: string;
  ofErrand?: string;
};

export async function insertErrand(tx: Tx, accountId: AccountId, errand: NewErrand, by: string, now: Date): Promise<string> {
  const { kind, way, state, place, carrier, requestKey, request, orderId, ofErrand } = errand;
  const [row] = await tx.query<{ errandId: string }>({
    text: `INSERT INTO handover_errand (account_id, kind, way, state, place, carrier, order_id, of_errand, request, request_key, asked_by, asked_at, next_at, done_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, CASE WHEN $4 = 'done' THEN $12::timestamptz END) RETURNING errand_id AS "errandId"`,
    values: [accountId, kind, way, state, place, carrier, orderId ?? null, ofErrand ?? null, JSON.stringify(request), requestKey, by, now],
  });
  return row?.errandId ?? '';
}

/** Puts labels onto a manifest; those that are on another already are left out. Gives the ids that it put. */
export async function listLabels(
  tx: Tx,
  accountId: AccountId,
  errandId: string,
  labels: readonly { labelId: string; orderId: string; tracking: string }[],
): Promise<string[]> {
  const rows = await tx.query<{ labelId: string }>({
    name: 'handover-list',
    text: `INSERT INTO handover_listed (account_id, label_id, errand_id, order_id, tracking)
      SELECT $1, l.label_id, $2, l.order_id, l.tracking FROM unnest($3::bigint[], $4::text[], $5::text[]) AS l (label_id, order_id, tracking)
      ON CONFLICT DO NOTHING RETURNING label_id AS "labelId"`,
    values: [
      accountId,
      errandId,
      labels.map(({ labelId }) => labelId),
      labels.map(({ orderId }) => orderId),
      labels.map(({ tracking }) => tracking),
    ],
  });
  return rows.map(({ labelId }) => labelId);
}

/** Frees the labels of a manifest that was not made. */
export async function unlist(tx: Tx, { accountId, errandId }: Pick<ErrandRow, 'accountId' | 'errandId'>): Promise<void> {
  await tx.query({ text: 'DELETE FROM handover_listed WHERE account_id = $1 AND errand_id = $2', values: [accountId, errandId] });
}

export type ErrandChange = {
  state: ErrandState;
  reason?: string | null;
  said?: { code: string; message: string };
  nextAt?: Date;
  attempt?: number;
  look?: boolean;
  sentAt?: Date;
  doneAt?: Date;
  number?: string | null;
  result?: ErrandRow['result'];
};

/** Moves an errand from the state that it was read in; false when it is no longer there. A move outside the table is a defect. */
export async function moveErrand(tx: Tx, errand: ErrandRow, change: ErrandChange): Promise<boolean> {
  if (errand.state !== change.state && !mayMove(errandMoves, errand.state, change.state))
    throw new AppError('INTERNAL', `an errand cannot go from ${errand.state} to ${change.state}`);
  const { state, reason = null, said, nextAt, attempt = 0, look = false, sentAt, doneAt, number, result } = change;
  const rows = await tx.query({
    name: 'handover-move',
    text: `UPDATE handover_errand SET state = $4, reason = $5, carrier_code = coalesce($6, carrier_code), carrier_message = coalesce($7, carrier_message),
        next_at = coalesce($8, next_at), attempts = attempts + $9, looks = looks + $10, sent_at = coalesce($11, sent_at),
        done_at = coalesce($12, done_at), number = coalesce($13, number), result = coalesce($14, result)
      WHERE account_id = $1 AND errand_id = $2 AND state = $3 RETURNING 1`,
    values: [
      errand.accountId,
      errand.errandId,
      errand.state,
      state,
      reason,
      said?.code ?? null,
      said?.message.slice(0, 500) ?? null,
      nextAt ?? null,
      attempt,
      look ? 1 : 0,
      sentAt ?? null,
      doneAt ?? null,
      number ?? null,
      result ? JSON.stringify(result) : null,
    ],
  });
  return rows.length > 0;
}

export async function saveFile(
  tx: Tx,
  { accountId, errandId, orderId }: Pick<ErrandRow, 'accountId' | 'errandId' | 'orderId'>,
  file: { type: string; sealed: Buffer },
  now: Date,
): Promise<void> {
  await tx.query({
    text: `INSERT INTO handover_file (account_id, errand_id, order_id, type, sealed, made_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (account_id, errand_id) DO UPDATE SET type = excluded.type, sealed = excluded.sealed, made_at = excluded.made_at`,
    values: [accountId, errandId, orderId, file.type, file.sealed, now],
  });
}

export async function countPrint(tx: Tx, accountId: AccountId, errandId: string): Promise<void> {
  await tx.query({
    text: 'UPDATE handover_errand SET printed = printed + 1 WHERE account_id = $1 AND errand_id = $2',
    values: [accountId, errandId],
  });
}

/** Takes the documents of these orders away, and any document that is older. */
export async function forgetFiles(tx: Tx, accountId: AccountId, orderIds: readonly string[], before: Date): Promise<number> {
  const rows = await tx.query({
    text: 'DELETE FROM handover_file WHERE account_id = $1 AND (order_id = ANY($2) OR made_at < $3) RETURNING 1',
    values: [accountId, orderIds, before],
  });
  return rows.length;
}
