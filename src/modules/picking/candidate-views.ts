import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type CandidateRow = {
  accountId: AccountId;
  orderId: string;
  shipBy: Date | null;
  service: string;
  programs: string[];
  carrier: string | null;
};

/** Orders that want units, in no open wave, nearest deadline first. `orderIds` limits it to these. */
export const candidateRows = (
  db: Db,
  accounts: readonly AccountId[],
  orderIds: readonly string[] | null,
  limit: number,
): Promise<CandidateRow[]> =>
  db.query<CandidateRow>({
    name: 'picking-candidates',
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId", o.ship_by AS "shipBy", o.service_level AS service, o.programs,
        (SELECT l.offer->>'carrier' FROM label l WHERE l.account_id = ANY($1) AND l.account_id = o.account_id AND l.order_id = o.order_id
          AND l.state = 'bought' ORDER BY l.label_id DESC LIMIT 1) AS carrier
      FROM orders o WHERE o.account_id = ANY($1) AND o.status IN ('unshipped', 'partially_shipped') AND ($2::text[] IS NULL OR o.order_id = ANY($2))
        AND EXISTS (SELECT 1 FROM stock_reservation r WHERE r.account_id = ANY($1) AND r.account_id = o.account_id AND r.order_id = o.order_id AND r.reserved > 0)
        AND NOT EXISTS (SELECT 1 FROM wave_order w WHERE w.account_id = ANY($1) AND w.account_id = o.account_id AND w.order_id = o.order_id AND w.open)
      ORDER BY o.ship_by NULLS LAST, o.order_id LIMIT $3`,
    values: [accounts, orderIds, limit],
  });

type ClaimRow = {
  accountId: AccountId;
  orderId: string;
  itemId: string;
  productId: string;
  sku: string;
  reserved: number;
  promised: number;
  here: number;
  staged: number;
};

/** What these orders want, and what a location has promised of it and has fetched. */
export const claimRows = (db: Db, orders: readonly { accountId: AccountId; orderId: string }[], locationId: string): Promise<ClaimRow[]> =>
  db.query<ClaimRow>({
    name: 'picking-claims',
    text: `SELECT r.account_id AS "accountId", r.order_id AS "orderId", r.item_id AS "itemId", r.product_id AS "productId", r.sku, r.reserved, r.allocated AS promised,
        coalesce(a.quantity, 0) AS here, coalesce(s.quantity, 0) AS staged
      FROM unnest($2::bigint[], $3::text[]) AS x(account_id, order_id)
      JOIN stock_reservation r ON r.account_id = ANY($1) AND r.account_id = x.account_id AND r.order_id = x.order_id
      LEFT JOIN stock_allocation a ON a.account_id = ANY($1) AND a.account_id = r.account_id AND a.order_id = r.order_id AND a.item_id = r.item_id
        AND a.product_id = r.product_id AND a.location_id = $4
      LEFT JOIN stock_staged s ON s.account_id = ANY($1) AND s.account_id = r.account_id AND s.order_id = r.order_id AND s.item_id = r.item_id
        AND s.product_id = r.product_id AND s.location_id = $4
      WHERE r.reserved > 0 ORDER BY r.account_id, r.order_id, r.item_id, r.product_id`,
    values: [db.accounts, orders.map(({ accountId }) => accountId), orders.map(({ orderId }) => orderId), locationId],
  });

/** The bins of a location that hold these products, as one walks, less what open lines of the accounts of `db` take from them. */
export async function shelfRows(
  db: Db,
  productIds: readonly string[],
  locationId: string,
): Promise<{ productId: string; binId: string; bin: string; free: number }[]> {
  const rows = await db.query<{ productId: string; binId: string; bin: string; free: string }>({
    name: 'picking-shelves',
    text: `SELECT i.product_id AS "productId", i.bin_id AS "binId", b.name AS bin, i.on_hand - coalesce((SELECT sum(l.quantity - l.picked - l.short)
          FROM wave_line l JOIN wave_order o ON o.account_id = ANY($1) AND o.account_id = l.account_id AND o.wave_id = l.wave_id AND o.order_id = l.order_id AND o.open
          WHERE l.account_id = ANY($1) AND l.bin_id = i.bin_id AND l.product_id = i.product_id AND l.picked + l.short < l.quantity), 0) AS free
      FROM stock_in_bin i JOIN stock_bin b ON b.bin_id = i.bin_id
      WHERE i.product_id = ANY($2::bigint[]) AND b.location_id = $3 AND NOT b.staging AND i.on_hand > 0 ORDER BY b.walk, b.name, i.product_id`,
    values: [db.accounts, productIds, locationId],
  });
  return rows.map((row) => ({ ...row, free: Number(row.free) })).filter(({ free }) => free > 0);
}

export type PlaceRow = { locationId: string; name: string; nameless: string };

/** The location of a wave with its bin without a name; undefined: there is none. */
export async function placeRow(db: Db, locationId: string): Promise<PlaceRow | undefined> {
  const [row] = await db.query<PlaceRow>({
    name: 'picking-place',
    text: `SELECT l.location_id AS "locationId", l.name, b.bin_id AS nameless
      FROM stock_location l JOIN stock_bin b ON b.location_id = l.location_id AND b.name = '' WHERE l.location_id = $1`,
    values: [locationId],
  });
  return row;
}
