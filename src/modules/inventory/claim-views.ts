import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { Part } from './parts-rules.ts';

export type MappedSku = { productId: string; kind: 'simple' | 'bundle' | 'placeholder'; since: Date | null };

/** Which products these SKUs of an account are. */
export async function mappedSkus(db: Db, accountId: AccountId, skus: readonly string[]): Promise<Map<string, MappedSku>> {
  const rows = await db.query<MappedSku & { sku: string }>({
    name: 'stock-skus',
    text: `SELECT s.sku, s.product_id AS "productId", p.kind, t.since FROM stock_sku s
      JOIN stock_product p ON p.product_id = s.product_id JOIN stock_total t ON t.product_id = s.product_id
      WHERE s.account_id = $1 AND s.sku = ANY($2)`,
    values: [accountId, skus],
  });
  return new Map(rows.map((row) => [row.sku, row]));
}

/** All parts of these bundles, and of the bundles in them. */
export const partsWithin = (db: Db, productIds: readonly string[]): Promise<Part[]> =>
  db.query<Part>({
    name: 'stock-parts-within',
    text: `WITH RECURSIVE within AS (
        SELECT bundle_id, part_id, quantity FROM stock_part WHERE bundle_id = ANY($1::bigint[])
        UNION SELECT p.bundle_id, p.part_id, p.quantity FROM stock_part p JOIN within w ON w.part_id = p.bundle_id)
      SELECT bundle_id AS "bundleId", part_id AS "partId", quantity FROM within ORDER BY bundle_id, part_id`,
    values: [productIds],
  });

export type HeldClaim = {
  orderId: string;
  itemId: string;
  productId: string;
  sku: string;
  reserved: number;
  allocated: number;
  consumed: number;
  kept: number;
  keptAt: Date | null;
};

const claimColumns = `order_id AS "orderId", item_id AS "itemId", product_id AS "productId", sku, reserved, allocated, consumed, kept, kept_at AS "keptAt"`;

/** What these orders claim now. The caller holds the account's intake. */
export const claimsOfOrders = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<HeldClaim[]> =>
  db.query<HeldClaim>({
    name: 'stock-claims',
    text: `SELECT ${claimColumns} FROM stock_reservation WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds],
  });

export type HeldAllocation = {
  accountId: AccountId;
  orderId: string;
  itemId: string;
  productId: string;
  locationId: string;
  quantity: number;
};

/** The promises to these orders. The caller holds the gates of their products. */
export const allocationsOf = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<HeldAllocation[]> =>
  db.query<HeldAllocation>({
    name: 'stock-allocations',
    text: `SELECT account_id AS "accountId", order_id AS "orderId", item_id AS "itemId", product_id AS "productId", location_id AS "locationId", quantity
      FROM stock_allocation WHERE account_id = $1 AND order_id = ANY($2) ORDER BY order_id, item_id, product_id, location_id`,
    values: [accountId, orderIds],
  });

export type Level = { productId: string; locationId: string; onHand: number; allocated: number };

/** Units of these products at every location. */
export async function levelsOf(db: Db, productIds: readonly string[]): Promise<Level[]> {
  const rows = await db.query<{ productId: string; locationId: string; onHand: string; allocated: string }>({
    name: 'stock-levels',
    text: `SELECT l.product_id AS "productId", l.location_id AS "locationId", l.on_hand AS "onHand", l.allocated
      FROM stock_level l JOIN stock_location s ON s.location_id = l.location_id
      WHERE l.product_id = ANY($1::bigint[]) ORDER BY l.product_id, s.position, l.location_id`,
    values: [productIds],
  });
  return rows.map((row) => ({ ...row, onHand: Number(row.onHand), allocated: Number(row.allocated) }));
}

export type BinUnits = {
  productId: string;
  locationId: string;
  binId: string;
  onHand: number;
  /** The packing place: what lies there was fetched for orders. */
  staging: boolean;
};

/** Units of these products bin by bin, as a picker walks. */
export async function binsOf(db: Db, productIds: readonly string[]): Promise<BinUnits[]> {
  const rows = await db.query<Omit<BinUnits, 'onHand'> & { onHand: string }>({
    name: 'stock-bins',
    text: `SELECT i.product_id AS "productId", b.location_id AS "locationId", i.bin_id AS "binId", i.on_hand AS "onHand", b.staging
      FROM stock_in_bin i JOIN stock_bin b ON b.bin_id = i.bin_id
      WHERE i.product_id = ANY($1::bigint[]) AND i.on_hand <> 0 ORDER BY i.product_id, b.location_id, b.walk, b.name`,
    values: [productIds],
  });
  return rows.map((row) => ({ ...row, onHand: Number(row.onHand) }));
}

export type StagedUnits = {
  accountId: AccountId;
  orderId: string;
  itemId: string;
  productId: string;
  locationId: string;
  quantity: number;
};

/** What lies at packing places for these orders. The caller holds the gates of their products. */
export const stagedOf = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<StagedUnits[]> =>
  db.query<StagedUnits>({
    name: 'stock-staged',
    text: `SELECT account_id AS "accountId", order_id AS "orderId", item_id AS "itemId", product_id AS "productId", location_id AS "locationId", quantity
      FROM stock_staged WHERE account_id = $1 AND order_id = ANY($2) ORDER BY order_id, item_id, product_id, location_id`,
    values: [accountId, orderIds],
  });

/** The bin without a name of each location, in the order of the locations. */
export const openBins = (db: Db): Promise<{ locationId: string; binId: string }[]> =>
  db.query({
    name: 'stock-open-bins',
    text: `SELECT b.location_id AS "locationId", b.bin_id AS "binId" FROM stock_bin b JOIN stock_location s ON s.location_id = b.location_id
      WHERE b.name = '' ORDER BY s.active DESC, s.position, s.location_id`,
  });

/** What an account claims under a SKU: of open orders, or of all. */
export const claimsOfSku = (db: Db, accountId: AccountId, sku: string, all: boolean): Promise<HeldClaim[]> =>
  db.query<HeldClaim>({
    text: `SELECT ${claimColumns} FROM stock_reservation WHERE account_id = $1 AND sku = $2 AND (reserved > 0 OR ($3 AND consumed > 0))`,
    values: [accountId, sku, all],
  });
