import type { AccountId } from '#src/kernel/ids.ts';
import type { Db, Tx } from '#src/platform/db.ts';
import type { ScannedParcel, Verdict } from './van-rules.ts';

export type Van = {
  vanId: string;
  place: string;
  carrier: string;
  openedBy: string;
  openedAt: Date;
  closedBy: string | null;
  closedAt: Date | null;
  note: string;
};

export async function openVanRow(tx: Tx, { place, carrier }: Pick<Van, 'place' | 'carrier'>, by: string, now: Date): Promise<string> {
  const [row] = await tx.query<{ vanId: string }>({
    text: 'INSERT INTO handover_van (place, carrier, opened_by, opened_at) VALUES ($1, $2, $3, $4) RETURNING van_id AS "vanId"',
    values: [place, carrier, by, now],
  });
  return row?.vanId ?? '';
}

export async function closeVanRow(tx: Tx, vanId: string, by: string, note: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: 'UPDATE handover_van SET closed_by = $2, closed_at = $3, note = $4 WHERE van_id = $1 AND closed_at IS NULL RETURNING 1',
    values: [vanId, by, now, note],
  });
  return rows.length > 0;
}

export type ScanRow = {
  scanKey: string;
  at: Date;
  person: string;
  number: string;
  verdict: Verdict;
  override: string | null;
  accountId: AccountId | null;
  orderId: string | null;
};

export async function insertScan(tx: Tx, vanId: string, scan: ScanRow): Promise<void> {
  await tx.query({
    name: 'handover-scan',
    text: `INSERT INTO handover_scan (van_id, scan_key, at, person, number, verdict, override, account_id, order_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [vanId, scan.scanKey, scan.at, scan.person, scan.number, scan.verdict, scan.override, scan.accountId, scan.orderId],
  });
}

type Loaded = { accountId: AccountId; orderId: string; tracking: string; labelId: string | null; vanId: string; at: Date; person: string };

export async function insertHandedOver(tx: Tx, { accountId, orderId, tracking, labelId, vanId, at, person }: Loaded): Promise<void> {
  await tx.query({
    name: 'handover-loaded',
    text: `INSERT INTO handed_over (account_id, order_id, tracking, label_id, van_id, at, person) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [accountId, orderId, tracking, labelId, vanId, at, person],
  });
}

/** One at a time scans into a van: the same scan sent twice waits for the first. */
export async function oneVan(tx: Tx, vanId: string): Promise<Van | undefined> {
  const rows = await tx.query<Van>({ text: `${vanColumns} WHERE van_id = $1 FOR UPDATE`, values: [vanId] });
  return rows[0];
}

const vanColumns = `SELECT van_id AS "vanId", place, carrier, opened_by AS "openedBy", opened_at AS "openedAt", closed_by AS "closedBy", closed_at AS "closedAt", note FROM handover_van`;

export async function vanById(db: Db, vanId: string): Promise<Van | undefined> {
  return (await db.query<Van>({ text: `${vanColumns} WHERE van_id = $1`, values: [vanId] }))[0];
}

export const vansSince = (db: Db, since: Date): Promise<Van[]> =>
  db.query<Van>({ text: `${vanColumns} WHERE opened_at > $1 OR closed_at IS NULL ORDER BY van_id DESC LIMIT 100`, values: [since] });

/** What was scanned at a van, newest first; numbers of accounts that the person does not see are left out. */
export const scansOfVan = (db: Db, vanId: string): Promise<ScanRow[]> =>
  db.query<ScanRow>({
    name: 'handover-scans',
    text: `SELECT scan_key AS "scanKey", at, person, number, verdict, override, account_id AS "accountId", order_id AS "orderId" FROM handover_scan
      WHERE van_id = $1 AND (account_id IS NULL OR account_id = ANY($2)) ORDER BY scan_id DESC LIMIT 5000`,
    values: [vanId, db.accounts],
  });

export type FoundParcel = ScannedParcel & { accountId: AccountId; orderId: string; tracking: string; labelId: string | null };

/**
 * The parcel with one of these numbers: by its label, or, for parcels that were confirmed elsewhere, by what tracking follows.
 * A live label comes before one that was given back.
 */
export async function parcelOfNumber(db: Db, numbers: readonly string[]): Promise<FoundParcel | undefined> {
  const rows = await db.query<FoundParcel>({
    name: 'handover-parcel',
    text: `WITH found AS (
        SELECT l.account_id, l.order_id, l.tracking, l.label_id, l.offer ->> 'carrier' AS carrier, l.state <> 'bought' AS is_void, l.wish -> 'from' AS origin
        FROM label l WHERE l.account_id = ANY($1) AND l.tracking = ANY($2) AND l.state IN ('bought', 'voiding', 'voided')
        UNION ALL
        SELECT t.account_id, t.order_id, t.tracking, NULL, t.carrier, t.ended IS NOT DISTINCT FROM 'void', NULL
        FROM tracked_parcel t WHERE t.account_id = ANY($1) AND t.tracking = ANY($2) AND t.label_id IS NULL)
      SELECT f.account_id AS "accountId", f.order_id AS "orderId", f.tracking, f.label_id AS "labelId", f.carrier, f.is_void AS "isVoid",
        o.status = 'cancelled' AS "orderCancelled", o.cancel_requested_at IS NOT NULL AS "cancelAsked", h.label_id IS NOT NULL AS "isListed",
        v.order_id IS NOT NULL AS "handedOver",
        CASE WHEN f.origin ->> 'country' <> '' THEN
          coalesce((SELECT p.key FROM jsonb_each(s.ship_from -> 'byLocation') p WHERE p.value = f.origin LIMIT 1), 'main') END AS place
      FROM found f JOIN orders o ON o.account_id = ANY($1) AND o.account_id = f.account_id AND o.order_id = f.order_id
        LEFT JOIN label_setting s ON s.account_id = ANY($1) AND s.account_id = f.account_id
        LEFT JOIN handover_listed h ON h.account_id = ANY($1) AND h.account_id = f.account_id AND h.label_id = f.label_id
        LEFT JOIN handed_over v ON v.account_id = ANY($1) AND v.account_id = f.account_id AND v.order_id = f.order_id AND v.tracking = f.tracking
      ORDER BY f.is_void, f.label_id DESC NULLS LAST LIMIT 1`,
    values: [db.accounts, numbers],
  });
  return rows[0];
}

/** Whether a manifest of this carrier was made for this place since then. */
export async function hasManifest(db: Db, accountId: AccountId, place: string, carrier: string, since: Date): Promise<boolean> {
  const rows = await db.query({
    name: 'handover-has-manifest',
    text: `SELECT FROM handover_errand WHERE account_id = $1 AND kind = 'manifest' AND state <> 'refused' AND place = $2 AND carrier = $3 AND asked_at >= $4 LIMIT 1`,
    values: [accountId, place, carrier, since],
  });
  return rows.length > 0;
}
