import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { ExceptionKind, Step } from './facts.ts';
import type { HeardScan, Parcel } from './parcel.ts';
import { type Patience, usualPatience } from './rules.ts';

const columns = `t.account_id AS "accountId", t.parcel_id AS "parcelId", t.order_id AS "orderId", t.tracking, t.carrier, t.service, t.source, t.handle,
  t.state, t.left_at AS "leftAt", t.first_scan_at AS "firstScanAt", t.last_scan_at AS "lastScanAt", t.delivered_at AS "deliveredAt",
  t.promised_at AS "promisedAt", t.deliver_by AS "deliverBy", t.exceptions, t.problem, t.looks, t.looked_at AS "lookedAt", t.look_at AS "lookAt",
  t.next_at AS "nextAt", t.ended, t.settled_at AS "settledAt", t.settled_by AS "settledBy", t.settled_note AS "settledNote", NULL AS trouble`;

export async function patienceOf(db: Db, accountId: AccountId): Promise<Patience> {
  const rows = await db.query<Patience>({
    name: 'tracking-patience',
    text: 'SELECT scan_hours AS "scanHours", silent_days AS "silentDays" FROM tracking_setting WHERE account_id = $1',
    values: [accountId],
  });
  return rows[0] ?? usualPatience;
}

export const dueParcels = (db: Db, accountId: AccountId, now: Date, limit: number): Promise<Parcel[]> =>
  db.query<Parcel>({
    name: 'tracking-due',
    text: `SELECT ${columns} FROM tracked_parcel t WHERE t.account_id = $1 AND t.next_at <= $2 ORDER BY t.next_at, t.parcel_id LIMIT $3`,
    values: [accountId, now, limit],
  });

export async function nextParcelAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    name: 'tracking-next',
    text: 'SELECT min(next_at) AS at FROM tracked_parcel WHERE account_id = $1 AND next_at IS NOT NULL',
    values: [accountId],
  });
  return row?.at ?? undefined;
}

type Origin = { place: string | null; premium: boolean };

/** The location that each of these parcels left from, where its label says so, and whether it is of Prime or premium. */
export async function originsOf(db: Db, accountId: AccountId, parcelIds: readonly string[]): Promise<Map<string, Origin>> {
  const rows = await db.query<Origin & { parcelId: string }>({
    name: 'tracking-origins',
    text: `SELECT t.parcel_id AS "parcelId", coalesce(o.programs && '{PRIME,PREMIUM}', false) AS premium,
        (SELECT p.key FROM jsonb_each(s.ship_from -> 'byLocation') p WHERE p.value = l.wish -> 'from' LIMIT 1) AS place
      FROM tracked_parcel t LEFT JOIN orders o ON o.account_id = $1 AND o.order_id = t.order_id
        LEFT JOIN label l ON l.account_id = $1 AND l.label_id = t.label_id LEFT JOIN label_setting s ON s.account_id = $1
      WHERE t.account_id = $1 AND t.parcel_id = ANY($2::bigint[])`,
    values: [accountId, parcelIds],
  });
  return new Map(rows.map(({ parcelId, ...origin }) => [parcelId, origin]));
}

/** What was told of these parcels, oldest first. */
export async function scansOf(db: Db, accountId: AccountId, parcelIds: readonly string[]): Promise<Map<string, HeardScan[]>> {
  const rows = await db.query<HeardScan & { parcelId: string }>({
    name: 'tracking-scans-of',
    text: `SELECT parcel_id AS "parcelId", at, code, step, back, trouble, place, heard_at AS "heardAt" FROM tracking_event
      WHERE account_id = $1 AND parcel_id = ANY($2::bigint[]) ORDER BY at, code, place`,
    values: [accountId, parcelIds],
  });
  return Map.groupBy(rows, ({ parcelId }) => parcelId);
}

export async function parcelById(db: Db, accountId: AccountId, parcelId: string): Promise<Parcel | undefined> {
  const text = `SELECT ${columns} FROM tracked_parcel t WHERE t.account_id = $1 AND t.parcel_id = $2`;
  return (await db.query<Parcel>({ name: 'tracking-one', text, values: [accountId, parcelId] }))[0];
}

/** The parcels of these orders that were not given back, newest first. */
export const parcelsOfOrders = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Parcel[]> =>
  db.query<Parcel>({
    name: 'tracking-of-orders',
    text: `SELECT ${columns} FROM tracked_parcel t WHERE t.account_id = $1 AND t.order_id = ANY($2) AND t.ended IS DISTINCT FROM 'void'
      ORDER BY t.order_id, t.left_at DESC, t.parcel_id DESC`,
    values: [accountId, orderIds],
  });

/** Parcels with something wrong, for the alerts of an account. */
export const wrongParcels = (db: Db, accountId: AccountId): Promise<Parcel[]> =>
  db.query<Parcel>({
    name: 'tracking-wrong',
    text: `SELECT ${columns} FROM tracked_parcel t WHERE t.account_id = $1 AND t.exceptions <> '{}' ORDER BY t.parcel_id LIMIT 5000`,
    values: [accountId],
  });

export type ParcelFilter = {
  state?: Step | undefined;
  exception?: ExceptionKind | 'any' | undefined;
  carrier?: string | undefined;
  /** A number, or the beginning of one; or an order id. */
  text?: string | undefined;
};
type After = { leftAt: Date; parcelId: string } | undefined;

const matches = `t.account_id = ANY($1) AND t.ended IS DISTINCT FROM 'void' AND ($2::text IS NULL OR t.state = $2)
  AND ($3::text IS NULL OR ($3 = 'any' AND t.exceptions <> '{}') OR $3 = ANY(t.exceptions)) AND ($4::text IS NULL OR t.carrier = $4)
  AND ($5::text IS NULL OR t.tracking LIKE $5 || '%' OR t.order_id = $5)`;
const valuesOf = (db: Db, { state, exception, carrier, text }: ParcelFilter) => [
  db.accounts,
  state ?? null,
  exception ?? null,
  carrier ?? null,
  text === undefined ? null : text.toUpperCase().replaceAll(/[\s%_\\]/g, ''),
];

/** A page of the accounts' parcels, the last that left first. */
export const parcelPage = (db: Db, filter: ParcelFilter, after: After, limit: number): Promise<Parcel[]> =>
  db.query<Parcel>({
    text: `SELECT ${columns} FROM tracked_parcel t WHERE ${matches} AND ($6::timestamptz IS NULL OR (t.left_at, t.parcel_id) < ($6, $7::bigint))
      ORDER BY t.left_at DESC, t.parcel_id DESC LIMIT $8`,
    values: [...valuesOf(db, filter), after?.leftAt ?? null, after?.parcelId ?? null, limit],
  });

export type ParcelCounts = { carrier: string; state: Step; exceptions: ExceptionKind[]; parcels: number };

/** How many parcels of the last sixty days stand where, by carrier. */
export const parcelCounts = (db: Db, since: Date): Promise<ParcelCounts[]> =>
  db.query<ParcelCounts>({
    name: 'tracking-counts',
    text: `SELECT t.carrier, t.state, t.exceptions, count(*)::int AS parcels FROM tracked_parcel t
      WHERE t.account_id = ANY($1) AND t.left_at > $2 AND t.ended IS DISTINCT FROM 'void' GROUP BY t.carrier, t.state, t.exceptions`,
    values: [db.accounts, since],
  });
