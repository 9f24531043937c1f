import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { ActResult, PackBox, PackSettings, PackStation } from './contract.ts';

export const stationRows = (db: Db): Promise<PackStation[]> =>
  db.query<PackStation>({
    name: 'packing-stations',
    text: 'SELECT station_id AS "stationId", name, location_id AS "locationId", active FROM pack_station ORDER BY active DESC, name',
  });

export const boxRows = (db: Db): Promise<PackBox[]> =>
  db.query<PackBox>({
    name: 'packing-boxes',
    text: `SELECT box_id AS "boxId", name, code, inner_size AS inner, outer_size AS outer, tare, max_weight AS "maxWeight", active FROM pack_box
      ORDER BY active DESC, name`,
  });

export async function settingsRow(db: Db): Promise<PackSettings> {
  const [row] = await db.query<PackSettings>({
    name: 'packing-settings',
    text: `SELECT tolerance_percent AS "tolerancePercent", tolerance_grams AS "toleranceGrams", weigh, needs_box AS "needsBox",
        needs_photo AS "needsPhoto", label, finish_singles AS "finishSingles", lock_minutes AS "lockMinutes" FROM pack_setting`,
  });
  if (!row) throw new Error('pack_setting has no row');
  return row;
}

export type SessionRow = {
  sessionId: string;
  stationId: string;
  station: string;
  locationId: string | null;
  stationActive: boolean;
  personId: string;
  person: string;
  lastSeq: number;
  accountId: AccountId | null;
  orderId: string | null;
  asked: string | null;
  unknown: string | null;
};

const sessionColumns = `s.session_id AS "sessionId", s.station_id AS "stationId", t.name AS station, t.location_id AS "locationId", t.active AS "stationActive",
  s.person_id AS "personId", s.person, s.last_seq::int AS "lastSeq", s.account_id AS "accountId", s.order_id AS "orderId", s.asked, s.unknown`;

/** The session of a person; nobody sees another's. */
export async function sessionOf(db: Db, sessionId: string, personId: string): Promise<SessionRow | undefined> {
  const [row] = await db.query<SessionRow>({
    name: 'packing-session',
    text: `SELECT ${sessionColumns} FROM pack_session s JOIN pack_station t ON t.station_id = s.station_id WHERE s.session_id = $1 AND s.person_id = $2`,
    values: [sessionId, personId],
  });
  return row;
}

/** The same, held until the transaction ends: what a person does at a station happens one after the other. */
export async function holdSession(db: Db, sessionId: string, personId: string): Promise<SessionRow | undefined> {
  const [row] = await db.query<SessionRow>({
    name: 'packing-hold-session',
    text: `SELECT ${sessionColumns} FROM pack_session s JOIN pack_station t ON t.station_id = s.station_id WHERE s.session_id = $1 AND s.person_id = $2
      FOR NO KEY UPDATE OF s`,
    values: [sessionId, personId],
  });
  return row;
}

export async function doneAt(db: Db, sessionId: string, seq: number): Promise<{ key: string; result: ActResult } | undefined> {
  const [row] = await db.query<{ key: string; result: ActResult }>({
    name: 'packing-done',
    text: 'SELECT key, result FROM pack_done WHERE session_id = $1 AND seq = $2',
    values: [sessionId, seq],
  });
  return row;
}

export type MeantRow = { by: 'barcode' | 'code' | 'sku' | 'box' | 'order'; id: string; accountId: AccountId | null };

/** Everything that a code may mean, in the accounts of `db`; `spellings` are the code as scanners may give it. */
export const meantBy = (db: Db, code: string, spellings: readonly string[]): Promise<MeantRow[]> =>
  db.query<MeantRow>({
    name: 'packing-meant',
    text: `SELECT 'order' AS by, order_id AS id, account_id AS "accountId" FROM orders WHERE account_id = ANY($1) AND order_id = $2
      UNION ALL SELECT 'box', box_id::text, NULL FROM pack_box WHERE code = $2 AND active
      UNION ALL SELECT 'barcode', product_id::text, NULL FROM stock_barcode WHERE code = ANY($3)
      UNION ALL SELECT 'code', product_id::text, NULL FROM stock_product WHERE code = $2 AND kind <> 'placeholder'
      UNION ALL SELECT 'sku', product_id::text, account_id FROM stock_sku WHERE account_id = ANY($1) AND sku = $2`,
    values: [db.accounts, code, spellings],
  });

export type CandidateRow = {
  accountId: AccountId;
  orderId: string;
  shipBy: Date | null;
  units: number;
  wanted: number;
  allocated: boolean;
  lockedBy: string | null;
  lockSession: string | null;
};

/**
 * Open orders that want units of one of these products, or of a bundle that they are part of, nearest deadline first. Where a
 * bundle itself was scanned, `skus` are the ones under which it is sold. Orders that others have had in hand since
 * `freeBefore` are named with who has them.
 */
export const candidateRows = (
  db: Db,
  productIds: readonly string[],
  skus: readonly string[] | null,
  freeBefore: Date,
): Promise<CandidateRow[]> =>
  db.query<CandidateRow>({
    name: 'packing-candidates',
    text: `SELECT r.account_id AS "accountId", r.order_id AS "orderId", o.ship_by AS "shipBy", o.units - o.units_cancelled - o.units_shipped AS units,
        sum(r.reserved)::int AS wanted, bool_and(r.allocated >= r.reserved) AS allocated,
        max(k.person) AS "lockedBy", max(k.session_id)::text AS "lockSession"
      FROM stock_reservation r
      JOIN orders o ON o.account_id = ANY($1) AND o.account_id = r.account_id AND o.order_id = r.order_id
      LEFT JOIN pack_order k ON k.account_id = ANY($1) AND k.account_id = r.account_id AND k.order_id = r.order_id
        AND k.session_id IS NOT NULL AND k.seen_at > $4
      WHERE r.account_id = ANY($1) AND r.product_id = ANY($2::bigint[]) AND r.reserved > 0 AND ($3::text[] IS NULL OR r.sku = ANY($3))
        AND o.status IN ('unshipped', 'partially_shipped')
        AND o.units - o.units_cancelled - o.units_shipped > coalesce((SELECT sum((x->>'quantity')::int) FROM pack_parcel p, jsonb_array_elements(p.items) AS x
          WHERE p.account_id = ANY($1) AND p.account_id = r.account_id AND p.order_id = r.order_id AND p.state = 'packed'), 0)
      GROUP BY r.account_id, r.order_id, o.ship_by, o.units, o.units_cancelled, o.units_shipped
      ORDER BY o.ship_by NULLS LAST, r.order_id LIMIT 200`,
    values: [db.accounts, productIds, skus, freeBefore],
  });

/** The SKUs of a product in the accounts of `db`. */
export const skusOf = async (db: Db, productIds: readonly string[]): Promise<string[]> =>
  (
    await db.query<{ sku: string }>({
      name: 'packing-skus',
      text: 'SELECT DISTINCT sku FROM stock_sku WHERE account_id = ANY($1) AND product_id = ANY($2::bigint[])',
      values: [db.accounts, productIds],
    })
  ).map(({ sku }) => sku);

/** The same for orders that are named: those of a tote. */
export async function candidatesByOrder(
  db: Db,
  orders: readonly { accountId: AccountId; orderId: string }[],
  freeBefore: Date,
): Promise<(CandidateRow & { picked: 'all' })[]> {
  const rows = await db.query<CandidateRow>({
    name: 'packing-candidates-named',
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId", o.ship_by AS "shipBy", o.units - o.units_cancelled - o.units_shipped AS units,
        o.units - o.units_cancelled - o.units_shipped AS wanted, true AS allocated, k.person AS "lockedBy", k.session_id::text AS "lockSession"
      FROM unnest($2::bigint[], $3::text[]) AS x(account_id, order_id)
      JOIN orders o ON o.account_id = ANY($1) AND o.account_id = x.account_id AND o.order_id = x.order_id
      LEFT JOIN pack_order k ON k.account_id = ANY($1) AND k.account_id = o.account_id AND k.order_id = o.order_id
        AND k.session_id IS NOT NULL AND k.seen_at > $4
      ORDER BY o.ship_by NULLS LAST, o.order_id`,
    values: [db.accounts, orders.map(({ accountId }) => accountId), orders.map(({ orderId }) => orderId), freeBefore],
  });
  return rows.map((row) => ({ ...row, picked: 'all' }));
}

/** What was allowed at the parcels of orders, by parcel: weights here; what guards asked is kept with the guards. */
export async function overridesOf(
  db: Db,
  accountId: AccountId,
  orderIds: readonly string[],
): Promise<Map<string, { key: string; reason: string; by: string; at: Date }[]>> {
  const rows = await db.query<{ parcelId: string; key: string; reason: string; by: string; at: Date }>({
    name: 'packing-overrides',
    text: `SELECT parcel_id AS "parcelId", data->>'key' AS key, coalesce(data->>'reason', '') AS reason, person AS by, at FROM pack_act
      WHERE account_id = $1 AND order_id = ANY($2) AND kind = 'override' AND parcel_id IS NOT NULL ORDER BY act_id`,
    values: [accountId, orderIds],
  });
  return Map.groupBy(rows, ({ parcelId }) => parcelId);
}
