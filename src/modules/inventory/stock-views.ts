import { gtinSpellings } from '#src/kernel/gtin.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { StockMovement } from './contract.ts';

/** The locations of these bins. */
export async function binsNamed(db: Db, binIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ binId: string; locationId: string }>({
    text: 'SELECT bin_id AS "binId", location_id AS "locationId" FROM stock_bin WHERE bin_id = ANY($1::bigint[])',
    values: [binIds],
  });
  return new Map(rows.map(({ binId, locationId }) => [binId, locationId]));
}

export async function productKinds(db: Db, productIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ id: string; kind: string }>({
    text: 'SELECT product_id AS id, kind FROM stock_product WHERE product_id = ANY($1::bigint[])',
    values: [productIds],
  });
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

export type EntryMovement = {
  movementId: string;
  kind: StockMovement['kind'];
  productId: string;
  locationId: string;
  binId: string;
  quantity: number;
};

export const entryMovements = (db: Db, entry: string): Promise<EntryMovement[]> =>
  db.query<EntryMovement>({
    text: `SELECT m.movement_id AS "movementId", m.kind, m.product_id AS "productId", b.location_id AS "locationId", m.bin_id AS "binId", m.quantity
      FROM stock_movement m JOIN stock_bin b ON b.bin_id = m.bin_id WHERE m.entry = $1 ORDER BY m.movement_id`,
    values: [entry],
  });

/** Whether anything moved under an entry. */
export async function hasEntry(db: Db, entry: string): Promise<boolean> {
  return (await db.query({ text: 'SELECT 1 FROM stock_movement WHERE entry = $1 LIMIT 1', values: [entry] })).length > 0;
}

export type ProductRow = {
  productId: string;
  code: string;
  title: string;
  kind: 'simple' | 'bundle' | 'placeholder';
  asin: string | null;
  imageUrl: string | null;
  onHand: string;
  reserved: string;
  kept: string;
  closed: string;
  incoming: string;
  fba: string | null;
  skus: { accountId: string; sku: string }[];
  locations: { locationId: string; name: string; onHand: number; allocated: number }[];
  countedAt: Date | null;
  archivedAt: Date | null;
};

/** What lies free at locations that are not in use: nobody can be given it, so it is not available. */
export const closedUnits = (product: string) => `coalesce((SELECT sum(greatest(0, v.on_hand - v.allocated)) FROM stock_location w
  JOIN stock_level v ON v.location_id = w.location_id AND v.product_id = ${product} WHERE NOT w.active), 0)`;

/** Of each product `p`: the row of the grid. $1 are the accounts whose SKUs may be seen. */
const productColumns = `p.product_id AS "productId", p.code, p.title, p.kind, p.asin, p.image_url AS "imageUrl", p.archived_at AS "archivedAt",
  t.on_hand AS "onHand", t.reserved, t.kept, ${closedUnits('p.product_id')} AS closed, t.counted_at AS "countedAt",
  (SELECT coalesce(sum(i.quantity - i.received), 0) FROM stock_incoming i WHERE i.product_id = p.product_id AND i.received < i.quantity) AS incoming,
  (SELECT sum(o.fulfillable) FROM stock_offer o JOIN stock_sku k ON k.account_id = ANY($1) AND k.account_id = o.account_id AND k.sku = o.sku
    WHERE o.account_id = ANY($1) AND o.channel = 'FBA' AND k.product_id = p.product_id) AS fba,
  coalesce((SELECT json_agg(json_build_object('accountId', s.account_id::text, 'sku', s.sku) ORDER BY s.account_id, s.sku)
    FROM stock_sku s WHERE s.account_id = ANY($1) AND s.product_id = p.product_id), '[]') AS skus,
  coalesce((SELECT json_agg(json_build_object('locationId', l.location_id::text, 'name', n.name, 'onHand', l.on_hand, 'allocated', l.allocated) ORDER BY n.position)
    FROM stock_level l JOIN stock_location n ON n.location_id = l.location_id
    WHERE l.product_id = p.product_id AND (l.on_hand <> 0 OR l.allocated <> 0)), '[]') AS locations`;

export type StockSearch = {
  text: string;
  show: 'all' | 'short' | 'incoming' | 'bundles' | 'archived';
  location: string | undefined;
  /** The code of the last row of the page before. */
  after: string | undefined;
  limit: number;
};

/** A page of products by number. `text` is part of number, title or SKU, or exactly a barcode or ASIN. */
export const productPage = (db: Db, { text, show, location, after, limit }: StockSearch): Promise<ProductRow[]> =>
  db.query<ProductRow>({
    text: `SELECT ${productColumns} FROM stock_product p JOIN stock_total t ON t.product_id = p.product_id
      WHERE p.kind <> 'placeholder' AND (p.archived_at IS NULL) = ($5 <> 'archived') AND ($2::text IS NULL OR p.code > $2)
        AND ($3 = '' OR p.code ILIKE $4 OR p.title ILIKE $4 OR p.asin = upper($3)
          OR EXISTS (SELECT 1 FROM stock_barcode b WHERE b.product_id = p.product_id AND b.code = ANY($8))
          OR EXISTS (SELECT 1 FROM stock_sku s WHERE s.account_id = ANY($1) AND s.product_id = p.product_id AND s.sku ILIKE $4))
        AND ($5 <> 'short' OR ((t.reserved + t.kept > 0 OR t.on_hand < 0) AND t.on_hand < t.reserved + t.kept + ${closedUnits('p.product_id')}))
        AND ($5 <> 'bundles' OR p.kind = 'bundle')
        AND ($5 <> 'incoming' OR EXISTS (SELECT 1 FROM stock_incoming i WHERE i.product_id = p.product_id AND i.received < i.quantity))
        AND ($6::bigint IS NULL OR EXISTS (SELECT 1 FROM stock_level l WHERE l.product_id = p.product_id AND l.location_id = $6 AND l.on_hand <> 0))
      ORDER BY p.code LIMIT $7`,
    values: [db.accounts, after ?? null, text, `%${text.replace(/[\\%_]/g, '\\$&')}%`, show, location ?? null, limit, gtinSpellings(text)],
  });

/** One product; a placeholder is as private as the SKU that it stands for. */
export async function productRow(db: Db, productId: string): Promise<ProductRow | undefined> {
  const [row] = await db.query<ProductRow>({
    text: `SELECT ${productColumns} FROM stock_product p JOIN stock_total t ON t.product_id = p.product_id
      WHERE p.product_id = $2 AND (p.kind <> 'placeholder'
        OR EXISTS (SELECT 1 FROM stock_sku k WHERE k.account_id = ANY($1) AND k.product_id = p.product_id))`,
    values: [db.accounts, productId],
  });
  return row;
}

/** What a scanner or a person means exactly: a barcode, a product's number or a SKU. */
export const productsMeant = (db: Db, text: string): Promise<{ productId: string; code: string; title: string; by: string }[]> =>
  db.query({
    text: `SELECT DISTINCT ON (x.id) x.id AS "productId", p.code, p.title, x.by FROM (
        SELECT product_id AS id, 'barcode' AS by, 1 AS rank FROM stock_barcode WHERE code = ANY($3)
        UNION ALL SELECT product_id, 'code', 2 FROM stock_product WHERE code = $2 AND kind <> 'placeholder'
        UNION ALL SELECT product_id, 'sku', 3 FROM stock_sku WHERE account_id = ANY($1) AND sku = $2
        UNION ALL SELECT product_id, 'asin', 4 FROM stock_product WHERE asin = upper($2) AND kind <> 'placeholder') AS x
      JOIN stock_product p ON p.product_id = x.id ORDER BY x.id, x.rank LIMIT 20`,
    values: [db.accounts, text, gtinSpellings(text)],
  });

/** On hand less what is sold and what nobody can be given, of these products; what bundles are reckoned from. */
export async function availableUnits(db: Db, productIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.query<{ id: string; units: string }>({
    name: 'stock-available',
    text: `SELECT t.product_id AS id, t.on_hand - t.reserved - t.kept - ${closedUnits('t.product_id')} AS units FROM stock_total t WHERE t.product_id = ANY($1::bigint[])`,
    values: [productIds],
  });
  return new Map(rows.map(({ id, units }) => [id, Number(units)]));
}

export type SummaryRow = { products: string; onHand: string; reserved: string; unmapped: string; short: string; kept: string };

export async function summaryRow(db: Db): Promise<SummaryRow | undefined> {
  const [row] = await db.query<SummaryRow>({
    text: `SELECT count(*) FILTER (WHERE p.kind <> 'placeholder') AS products, coalesce(sum(t.on_hand), 0) AS "onHand", coalesce(sum(t.reserved), 0) AS reserved,
        (SELECT count(*) FROM stock_sku s JOIN stock_product q ON q.product_id = s.product_id WHERE s.account_id = ANY($1) AND q.kind = 'placeholder') AS unmapped,
        count(*) FILTER (WHERE p.kind <> 'placeholder' AND t.on_hand < t.reserved + t.kept + coalesce(c.units, 0)) AS short, coalesce(sum(t.kept), 0) AS kept
      FROM stock_total t JOIN stock_product p ON p.product_id = t.product_id
      LEFT JOIN (SELECT v.product_id, sum(greatest(0, v.on_hand - v.allocated)) AS units FROM stock_location w
        JOIN stock_level v ON v.location_id = w.location_id WHERE NOT w.active GROUP BY 1) c ON c.product_id = t.product_id
      WHERE p.archived_at IS NULL`,
    values: [db.accounts],
  });
  return row;
}

export const locationsWithBins = (
  db: Db,
): Promise<
  {
    locationId: string;
    name: string;
    country: string;
    region: string;
    timeZone: string;
    cutOff: string;
    parcelCost: string;
    currency: string;
    active: boolean;
    bins: { binId: string; name: string }[];
  }[]
> =>
  db.query({
    text: `SELECT l.location_id AS "locationId", l.name, l.country, l.region, l.time_zone AS "timeZone", l.cut_off AS "cutOff", l.parcel_cost AS "parcelCost",
        l.currency, l.active,
        coalesce((SELECT json_agg(json_build_object('binId', b.bin_id::text, 'name', b.name) ORDER BY b.walk, b.name) FROM stock_bin b
          WHERE b.location_id = l.location_id), '[]') AS bins
      FROM stock_location l ORDER BY l.position, l.location_id`,
  });

export type MovementRow = Omit<StockMovement, 'at' | 'order' | 'mayUndo'> & {
  at: Date;
  accountId: AccountId | null;
  orderId: string | null;
  undone: boolean;
};

/** The ledger of a product, newest first; what belongs to accounts that are not seen keeps its order to itself. */
export const movementRows = (db: Db, productId: string, before: string | undefined, limit: number): Promise<MovementRow[]> =>
  db.query<MovementRow>({
    text: `SELECT m.movement_id AS "movementId", m.entry, m.at, m.kind, l.name AS location, b.name AS bin, m.quantity, m.reason, m.person, m.ref,
        CASE WHEN m.account_id = ANY($1) THEN m.account_id::text END AS "accountId", CASE WHEN m.account_id = ANY($1) THEN m.order_id END AS "orderId",
        EXISTS (SELECT 1 FROM stock_movement u WHERE u.undoes = m.movement_id) AS undone
      FROM stock_movement m JOIN stock_bin b ON b.bin_id = m.bin_id JOIN stock_location l ON l.location_id = b.location_id
      WHERE m.product_id = $2 AND ($3::bigint IS NULL OR m.movement_id < $3) ORDER BY m.movement_id DESC LIMIT $4`,
    values: [db.accounts, productId, before ?? null, limit],
  });

export type ExportRow = {
  code: string;
  title: string;
  asin: string | null;
  barcodes: string[];
  location: string;
  bin: string;
  onHand: string;
  reserved: string;
  kept: string;
  skus: string[];
};

/** All stock, a row per product and bin; one without units has a row too, so that a file can be counted into. */
export const exportRows = (db: Db): Promise<ExportRow[]> =>
  db.query<ExportRow>({
    text: `SELECT p.code, p.title, p.asin, coalesce(l.name, '') AS location, coalesce(b.name, '') AS bin, coalesce(i.on_hand, 0) AS "onHand", t.reserved, t.kept,
        ARRAY(SELECT code FROM stock_barcode c WHERE c.product_id = p.product_id ORDER BY code) AS barcodes,
        ARRAY(SELECT DISTINCT s.sku FROM stock_sku s WHERE s.account_id = ANY($1) AND s.product_id = p.product_id ORDER BY s.sku) AS skus
      FROM stock_product p JOIN stock_total t ON t.product_id = p.product_id
      LEFT JOIN stock_in_bin i ON i.product_id = p.product_id AND i.on_hand <> 0
      LEFT JOIN stock_bin b ON b.bin_id = i.bin_id LEFT JOIN stock_location l ON l.location_id = b.location_id
      WHERE p.kind = 'simple' AND p.archived_at IS NULL ORDER BY p.code, l.position, b.walk, b.name`,
    values: [db.accounts],
  });

/** Whole numbers by number, SKU or barcode: what a line of a file may name a product by. */
export async function productsNamed(db: Db, names: readonly string[]): Promise<Map<string, { productId: string; kind: string }[]>> {
  const rows = await db.query<{ name: string; productId: string; kind: string; rank: number }>({
    text: `SELECT DISTINCT x.name, x.id AS "productId", p.kind, x.rank FROM (
        SELECT code AS name, product_id AS id, 1 AS rank FROM stock_product WHERE code = ANY($2) AND kind <> 'placeholder'
        UNION ALL SELECT code, product_id, 2 FROM stock_barcode WHERE code = ANY($2)
        UNION ALL SELECT sku, product_id, 3 FROM stock_sku WHERE account_id = ANY($1) AND sku = ANY($2)) AS x
      JOIN stock_product p ON p.product_id = x.id ORDER BY x.name, x.rank`,
    values: [db.accounts, names],
  });
  // The product's own number decides before a barcode, and that before a SKU.
  return new Map([...Map.groupBy(rows, ({ name }) => name)].map(([name, all]) => [name, all.filter(({ rank }) => rank === all[0]?.rank)]));
}

/** Bins by location and name, both folded. */
export async function binsByName(db: Db): Promise<Map<string, string>> {
  const rows = await db.query<{ binId: string; location: string; bin: string }>({
    text: 'SELECT b.bin_id AS "binId", lower(l.name) AS location, lower(b.name) AS bin FROM stock_bin b JOIN stock_location l ON l.location_id = b.location_id',
  });
  return new Map(rows.map(({ binId, location, bin }) => [JSON.stringify([location, bin]), binId]));
}

export async function hasLocation(db: Db, locationId: string): Promise<boolean> {
  const rows = await db.query({ text: 'SELECT 1 FROM stock_location WHERE location_id = $1', values: [locationId] });
  return rows.length > 0;
}
