import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { Size } from './content-rules.ts';

export type ParcelItem = {
  itemId: string;
  sku: string;
  title: string;
  quantity: number;
  serials: string[];
  transparencyCodes: string[];
};

export type ParcelRow = {
  accountId: AccountId;
  orderId: string;
  parcelId: string;
  number: number;
  state: 'packed' | 'reopened';
  items: ParcelItem[];
  boxId: string | null;
  box: string | null;
  size: Size | null;
  grams: number | null;
  expectedGrams: number | null;
  weightFrom: 'scale' | 'typed' | 'expected' | null;
  giftWrapped: boolean;
  note: string;
  packedBy: string;
  packedAt: Date;
  station: string;
  reopenedBy: string | null;
  reopenedAt: Date | null;
  labelState: 'later' | 'wanted' | 'choose' | 'asked';
  labelId: string | null;
  labelBefore: boolean;
  labelRound: number;
  labelReason: { key: string; values: Record<string, string> } | null;
  labelNextAt: Date;
};

const columns = `account_id AS "accountId", order_id AS "orderId", parcel_id AS "parcelId", number, state, items, box_id AS "boxId", box, size, grams,
  expected_grams AS "expectedGrams", weight_from AS "weightFrom", gift_wrapped AS "giftWrapped", note, packed_by AS "packedBy", packed_at AS "packedAt",
  station, reopened_by AS "reopenedBy", reopened_at AS "reopenedAt", label_state AS "labelState", label_id AS "labelId", label_before AS "labelBefore",
  label_round AS "labelRound", label_reason AS "labelReason", label_next_at AS "labelNextAt"`;

/** The parcels of orders, by order in the order in which they were packed. */
export const parcelsOf = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<ParcelRow[]> =>
  db.query<ParcelRow>({
    name: 'packing-parcels',
    text: `SELECT ${columns} FROM pack_parcel WHERE account_id = $1 AND order_id = ANY($2) ORDER BY order_id, number`,
    values: [accountId, orderIds],
  });

export async function oneParcel(db: Db, accountId: AccountId, parcelId: string): Promise<ParcelRow | undefined> {
  const text = `SELECT ${columns} FROM pack_parcel WHERE account_id = $1 AND parcel_id = $2`;
  return (await db.query<ParcelRow>({ name: 'packing-parcel', text, values: [accountId, parcelId] }))[0];
}

/** Parcels that wait for their label to be asked for, longest first. */
export const parcelsThatWant = (db: Db, accountId: AccountId, now: Date, limit: number): Promise<ParcelRow[]> =>
  db.query<ParcelRow>({
    name: 'packing-wants-label',
    text: `SELECT ${columns} FROM pack_parcel WHERE account_id = $1 AND state = 'packed' AND label_state = 'wanted' AND label_next_at <= $2
      ORDER BY label_next_at, parcel_id LIMIT $3`,
    values: [accountId, now, limit],
  });

/** Parcels without a label whose order has one that was bought: in a batch, or by hand. */
export const parcelsBesideLabels = (db: Db, accountId: AccountId, limit: number): Promise<ParcelRow[]> =>
  db.query<ParcelRow>({
    name: 'packing-beside-labels',
    text: `SELECT ${columns} FROM pack_parcel WHERE account_id = $1 AND state = 'packed' AND label_state IN ('later', 'choose')
        AND EXISTS (SELECT FROM label l WHERE l.account_id = $1 AND l.order_id = pack_parcel.order_id AND l.state = 'bought')
      ORDER BY parcel_id DESC LIMIT $2`,
    values: [accountId, limit],
  });

export async function nextWantAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    name: 'packing-next-want',
    text: `SELECT min(label_next_at) AS at FROM pack_parcel WHERE account_id = $1 AND state = 'packed' AND label_state = 'wanted'`,
    values: [accountId],
  });
  return row?.at ?? undefined;
}

/** The last parcels that this person finished at this station, over the accounts of `db`. */
export const recentParcels = (db: Db, personId: string, station: string, limit: number): Promise<ParcelRow[]> =>
  db.query<ParcelRow>({
    name: 'packing-recent',
    text: `SELECT ${columns} FROM pack_parcel WHERE account_id = ANY($1) AND packed_by_id = $2 AND station = $3 AND state = 'packed'
      ORDER BY packed_at DESC, parcel_id DESC LIMIT $4`,
    values: [db.accounts, personId, station, limit],
  });

/** What a person has finished since then, over the accounts of `db`. */
export async function packedSince(db: Db, personId: string, since: Date): Promise<{ parcels: number; units: number }> {
  const [row] = await db.query<{ parcels: number; units: number }>({
    name: 'packing-since',
    text: `SELECT count(*)::int AS parcels, coalesce(sum((SELECT sum((x->>'quantity')::int) FROM jsonb_array_elements(items) AS x)), 0)::int AS units
      FROM pack_parcel WHERE account_id = ANY($1) AND packed_by_id = $2 AND packed_at >= $3 AND state = 'packed'`,
    values: [db.accounts, personId, since],
  });
  return row ?? { parcels: 0, units: 0 };
}

/** The key under which a parcel's label is asked for: the same parcel never buys a second one with it. */
export const labelKeyOf = ({ parcelId, labelRound }: Pick<ParcelRow, 'parcelId' | 'labelRound'>): string =>
  `parcel-${parcelId}-${labelRound}`;

export type PackState = {
  orderId: string;
  /** open: something lies in a parcel that is not finished; packed: nothing is left to pack. */
  state: 'none' | 'open' | 'part' | 'packed';
  parcels: number;
  /** Units in finished parcels. */
  units: number;
  /** Parcels that have no label yet, and none asked for. */
  withoutLabel: number;
  /** Who has it at a station, since when; null: nobody. */
  lock: { person: string; station: string; seenAt: Date } | null;
  packedAt: Date | null;
};

type StateRow = Omit<PackState, 'state' | 'lock'> & {
  open: boolean;
  wanted: number;
  person: string | null;
  station: string | null;
  seenAt: Date | null;
};

/** How far these orders are packed; one statement for any number of them. */
export async function packStatesOf(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, PackState>> {
  const rows = await db.query<StateRow>({
    name: 'packing-states',
    text: `SELECT o.order_id AS "orderId", o.units - o.units_cancelled AS wanted, k.person, k.station, k.seen_at AS "seenAt",
        EXISTS (SELECT FROM pack_act a WHERE a.account_id = $1 AND a.order_id = o.order_id AND a.parcel_id IS NULL AND a.undone_at IS NULL
          AND a.kind <> 'override') AS open,
        (SELECT count(*)::int FROM pack_parcel p WHERE p.account_id = $1 AND p.order_id = o.order_id AND p.state = 'packed') AS parcels,
        (SELECT count(*)::int FROM pack_parcel p WHERE p.account_id = $1 AND p.order_id = o.order_id AND p.state = 'packed'
          AND p.label_state IN ('later', 'choose')) AS "withoutLabel",
        (SELECT max(p.packed_at) FROM pack_parcel p WHERE p.account_id = $1 AND p.order_id = o.order_id AND p.state = 'packed') AS "packedAt",
        coalesce((SELECT sum((x->>'quantity')::int)::int FROM pack_parcel p, jsonb_array_elements(p.items) AS x
          WHERE p.account_id = $1 AND p.order_id = o.order_id AND p.state = 'packed'), 0) AS units
      FROM orders o LEFT JOIN pack_order k ON k.account_id = $1 AND k.account_id = o.account_id AND k.order_id = o.order_id AND k.session_id IS NOT NULL
      WHERE o.account_id = $1 AND o.order_id = ANY($2)`,
    values: [accountId, orderIds],
  });
  return new Map(
    rows.map(({ open, wanted, person, station, seenAt, ...row }) => {
      const state = row.units > 0 && row.units >= wanted ? 'packed' : open ? 'open' : row.parcels > 0 ? 'part' : 'none';
      const lock = person !== null && station !== null && seenAt !== null ? { person, station, seenAt } : null;
      return [row.orderId, { ...row, state, lock }];
    }),
  );
}
