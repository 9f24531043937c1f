import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Act, ActData, ActKind } from './content-rules.ts';
import type { ActResult } from './contract.ts';

/** Opens the session of a person at a station, or finds it again. */
export async function ensureSession(tx: Tx, stationId: string, person: { id: string; name: string }, now: Date): Promise<string> {
  const [row] = await tx.query<{ id: string }>({
    text: `INSERT INTO pack_session AS s (station_id, person_id, person, seen_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (station_id, person_id) DO UPDATE SET person = excluded.person, seen_at = excluded.seen_at RETURNING s.session_id AS id`,
    values: [stationId, person.id, person.name, now],
  });
  return row?.id ?? '';
}

export type SessionChange = { accountId: AccountId | null; orderId: string | null; asked: string | null; unknown: string | null };

export async function saveSession(tx: Tx, sessionId: string, change: SessionChange, lastSeq: number, now: Date): Promise<void> {
  await tx.query({
    name: 'packing-save-session',
    text: 'UPDATE pack_session SET account_id = $2, order_id = $3, asked = $4, unknown = $5, last_seq = $6, seen_at = $7 WHERE session_id = $1',
    values: [sessionId, change.accountId, change.orderId, change.asked, change.unknown, lastSeq, now],
  });
}

/** Keeps what came of an act; of each session the last thousand. */
export async function keepResult(tx: Tx, sessionId: string, { seq, key }: { seq: number; key: string }, result: ActResult): Promise<void> {
  await tx.query({
    name: 'packing-keep-result',
    text: 'INSERT INTO pack_done (session_id, seq, key, result) VALUES ($1, $2, $3, $4)',
    values: [sessionId, seq, key, JSON.stringify(result)],
  });
  if (seq % 100 === 0)
    await tx.query({ text: 'DELETE FROM pack_done WHERE session_id = $1 AND seq <= $2', values: [sessionId, seq - 1000] });
}

/** Who has an order in hand. */
export type Holder = { sessionId: string; person: string; station: string };

/** Takes an order, unless somebody else has had it since `freeBefore`. */
export async function lockOrder(
  tx: Tx,
  accountId: AccountId,
  orderId: string,
  { sessionId, person, station }: Holder,
  { now, freeBefore }: { now: Date; freeBefore: Date },
): Promise<boolean> {
  const rows = await tx.query({
    name: 'packing-lock-order',
    text: `INSERT INTO pack_order AS k (account_id, order_id, session_id, person, station, locked_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
      ON CONFLICT (account_id, order_id) DO UPDATE SET session_id = excluded.session_id, person = excluded.person, station = excluded.station,
        locked_at = CASE WHEN k.session_id = excluded.session_id THEN k.locked_at ELSE excluded.locked_at END, seen_at = excluded.seen_at
      WHERE k.session_id IS NULL OR k.session_id = excluded.session_id OR k.seen_at <= $7 RETURNING 1`,
    values: [accountId, orderId, sessionId, person, station, now, freeBefore],
  });
  return rows.length > 0;
}

/** Takes an order from whoever has it. */
export async function takeLock(
  tx: Tx,
  accountId: AccountId,
  orderId: string,
  { sessionId, person, station }: Holder,
  now: Date,
): Promise<void> {
  await tx.query({
    text: `UPDATE pack_order SET session_id = $3, person = $4, station = $5, locked_at = $6, seen_at = $6 WHERE account_id = $1 AND order_id = $2`,
    values: [accountId, orderId, sessionId, person, station, now],
  });
}

/** Holds the row of an order until the transaction ends; false where this session does not have it. */
export async function touchLock(tx: Tx, accountId: AccountId, orderId: string, sessionId: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    name: 'packing-touch-lock',
    text: 'UPDATE pack_order SET seen_at = $4 WHERE account_id = $1 AND order_id = $2 AND session_id = $3 RETURNING 1',
    values: [accountId, orderId, sessionId, now],
  });
  return rows.length > 0;
}

/** Lets an order go, where this session has it. */
export async function unlock(tx: Tx, accountId: AccountId, sessionId: string, orderId: string): Promise<void> {
  await tx.query({
    name: 'packing-unlock',
    text: 'UPDATE pack_order SET session_id = NULL WHERE account_id = $1 AND session_id = $2 AND order_id = $3',
    values: [accountId, sessionId, orderId],
  });
}

export type KeptAct = Act & { person: string; at: Date };

export type NewAct = {
  kind: ActKind;
  itemId?: string;
  productId?: string | null;
  quantity?: number;
  code?: string;
  byHand?: boolean;
  data?: ActData;
};

/** Writes down what was done, in its order, and gives it as it stands there. */
export async function addActs(
  tx: Tx,
  accountId: AccountId,
  orderId: string,
  acts: readonly NewAct[],
  { person, station }: { person: string; station: string },
  at: Date,
): Promise<KeptAct[]> {
  const kept: KeptAct[] = [];
  for (const { kind, itemId = null, productId = null, quantity = 1, code = '', byHand = false, data = {} } of acts) {
    const [row] = await tx.query<{ actId: string }>({
      name: 'packing-add-act',
      text: `INSERT INTO pack_act (account_id, order_id, kind, item_id, product_id, quantity, code, by_hand, data, at, person, station)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING act_id AS "actId"`,
      values: [accountId, orderId, kind, itemId, productId, quantity, code, byHand, JSON.stringify(data), at, person, station],
    });
    kept.push({ actId: row?.actId ?? '', kind, itemId, productId, quantity, code, data, person, at });
  }
  return kept;
}

export async function undoActs(tx: Tx, accountId: AccountId, actIds: readonly string[], now: Date): Promise<void> {
  await tx.query({
    name: 'packing-undo',
    text: 'UPDATE pack_act SET undone_at = $3 WHERE account_id = $1 AND act_id = ANY($2::bigint[])',
    values: [accountId, actIds, now],
  });
}

/** Takes a number or code for one unit; false where it lies in a parcel already, of whichever account. */
export async function useCode(tx: Tx, kind: 'serial' | 'transparency', code: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    name: 'packing-use-code',
    text: 'INSERT INTO pack_code_used (kind, code, used_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
    values: [kind, code, now],
  });
  return rows.length > 0;
}

export async function freeCodes(tx: Tx, codes: readonly { kind: string; code: string }[]): Promise<void> {
  if (codes.length === 0) return;
  await tx.query({
    name: 'packing-free-codes',
    text: 'DELETE FROM pack_code_used u USING unnest($1::text[], $2::text[]) AS x(kind, code) WHERE u.kind = x.kind AND u.code = x.code',
    values: [codes.map(({ kind }) => kind), codes.map(({ code }) => code)],
  });
}

export async function addPhoto(
  tx: Tx,
  photo: { accountId: AccountId; orderId: string; parcelId: string | null; type: string; person: string; at: Date; sealed: Buffer },
): Promise<void> {
  await tx.query({
    text: 'INSERT INTO pack_photo (account_id, order_id, parcel_id, type, sealed, at, person) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    values: [photo.accountId, photo.orderId, photo.parcelId, photo.type, photo.sealed, photo.at, photo.person],
  });
}

/** Photos of a parcel that is no more. */
export async function dropOpenPhotos(tx: Tx, accountId: AccountId, orderId: string): Promise<void> {
  await tx.query({
    text: 'DELETE FROM pack_photo WHERE account_id = $1 AND order_id = $2 AND parcel_id IS NULL',
    values: [accountId, orderId],
  });
}

/** What came of an act after all: something followed from it. */
export async function replaceResult(tx: Tx, sessionId: string, seq: number, result: ActResult): Promise<void> {
  await tx.query({
    name: 'packing-replace-result',
    text: 'UPDATE pack_done SET result = $3 WHERE session_id = $1 AND seq = $2',
    values: [sessionId, seq, JSON.stringify(result)],
  });
}

/** Photos of these orders go, and what people wrote on their parcels; any photo goes that is older than `before`. */
export async function forgetPhotosAndNotes(tx: Tx, accountId: AccountId, orderIds: readonly string[], before: Date): Promise<number> {
  const gone = await tx.query({
    text: 'DELETE FROM pack_photo WHERE account_id = $1 AND (order_id = ANY($2) OR at < $3) RETURNING 1',
    values: [accountId, orderIds, before],
  });
  await tx.query({
    text: `UPDATE pack_parcel SET note = '' WHERE account_id = $1 AND order_id = ANY($2) AND note <> ''`,
    values: [accountId, orderIds],
  });
  await tx.query({
    text: `UPDATE pack_act SET data = data - 'text' - 'reason' WHERE account_id = $1 AND order_id = ANY($2) AND kind IN ('note', 'override')`,
    values: [accountId, orderIds],
  });
  return gone.length;
}
