import { gtinSpellings } from '#src/kernel/gtin.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

/** Somebody counted: what was held back for want of units is settled. */
export async function noteCounted(tx: Tx, productIds: readonly string[], now: Date): Promise<void> {
  await tx.query({
    text: 'UPDATE stock_total SET counted_at = $2, kept = 0, since = coalesce(since, $2) WHERE product_id = ANY($1::bigint[])',
    values: [productIds, now],
  });
}

/** Takes received units off the deliveries that are expected there, the oldest first. */
export async function receiveIncoming(tx: Tx, productId: string, locationId: string, units: number): Promise<void> {
  await tx.query({
    text: `WITH open AS (SELECT incoming_id, quantity - received AS missing,
          sum(quantity - received) OVER (ORDER BY expected_on NULLS LAST, incoming_id) AS until
        FROM stock_incoming WHERE product_id = $1 AND location_id = $2 AND received < quantity)
      UPDATE stock_incoming i SET received = i.received + least(o.missing, greatest(0, $3::int - (o.until - o.missing)))
      FROM open o WHERE i.incoming_id = o.incoming_id AND o.until - o.missing < $3::int`,
    values: [productId, locationId, units],
  });
}

export type NewIncoming = {
  productId: string;
  locationId: string;
  quantity: number;
  expectedOn: string | null;
  ref: string;
  person: string;
};

export async function insertIncoming(tx: Tx, incoming: NewIncoming, at: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO stock_incoming (product_id, location_id, quantity, expected_on, ref, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [incoming.productId, incoming.locationId, incoming.quantity, incoming.expectedOn, incoming.ref, incoming.person, at],
  });
}

/** It will not come: what was received of it stays. False when there is none. */
export async function closeIncoming(tx: Tx, incomingId: string): Promise<boolean> {
  const rows = await tx.query({
    text: `DELETE FROM stock_incoming WHERE incoming_id = $1 AND received < quantity RETURNING incoming_id`,
    values: [incomingId],
  });
  return rows.length > 0;
}

export type ProductFields = { code: string; title: string; kind: 'simple' | 'bundle'; asin: string | null; imageUrl: string | null };

/** Undefined when the number is taken. */
export async function insertProduct(tx: Tx, product: ProductFields, origin: string, now: Date): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>({
    text: `INSERT INTO stock_product (code, title, kind, asin, image_url, origin, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
      ON CONFLICT (code) DO NOTHING RETURNING product_id AS id`,
    values: [product.code, product.title, product.kind, product.asin, product.imageUrl, origin, now],
  });
  if (row) await tx.query({ text: 'INSERT INTO stock_total (product_id) VALUES ($1)', values: [row.id] });
  return row?.id;
}

/** Products by number, with their ids; those whose number was taken are left out. */
export async function insertProducts(
  tx: Tx,
  products: readonly { code: string; title: string }[],
  origin: string,
  now: Date,
): Promise<Map<string, string>> {
  if (products.length === 0) return new Map();
  const rows = await tx.query<{ code: string; id: string }>({
    text: `WITH made AS (INSERT INTO stock_product (code, title, kind, origin, created_at, changed_at)
        SELECT code, title, 'simple', $2, $3, $3 FROM json_to_recordset($1::json) AS x(code text, title text)
        ON CONFLICT (code) DO NOTHING RETURNING product_id, code),
      counted AS (INSERT INTO stock_total (product_id) SELECT product_id FROM made)
      SELECT code, product_id AS id FROM made`,
    values: [JSON.stringify(products), origin, now],
  });
  return new Map(rows.map(({ code, id }) => [code, id]));
}

export async function updateProduct(tx: Tx, productId: string, product: ProductFields, now: Date): Promise<void> {
  await tx.query({
    text: 'UPDATE stock_product SET code = $2, title = $3, kind = $4, asin = $5, image_url = $6, changed_at = $7 WHERE product_id = $1',
    values: [productId, product.code, product.title, product.kind, product.asin, product.imageUrl, now],
  });
}

/** One that nothing is left of is put away, or taken out again. */
export async function archiveProduct(tx: Tx, productId: string, at: Date | null): Promise<void> {
  await tx.query({ text: 'UPDATE stock_product SET archived_at = $2 WHERE product_id = $1', values: [productId, at] });
}

/** The barcodes become exactly these. Gives those that mean another product, in whatever spelling; then nothing may be kept. */
export async function replaceBarcodes(tx: Tx, productId: string, codes: readonly string[], now: Date): Promise<string[]> {
  await tx.query({ text: 'DELETE FROM stock_barcode WHERE product_id = $1 AND code <> ALL ($2)', values: [productId, codes] });
  await tx.query({
    text: 'INSERT INTO stock_barcode (code, product_id, added_at) SELECT unnest($2::text[]), $1, $3 ON CONFLICT DO NOTHING',
    values: [productId, codes, now],
  });
  const others = await tx.query<{ code: string }>({
    text: `SELECT code FROM stock_barcode WHERE code = ANY($2) AND product_id <> $1
      UNION SELECT code FROM stock_product WHERE code = ANY($2) AND product_id <> $1 AND kind <> 'placeholder'`,
    values: [productId, codes.flatMap(gtinSpellings)],
  });
  return others.map(({ code }) => code);
}

/** Whether a number is what a scanner reads off another product. */
export async function isBarcodeOfOther(tx: Tx, productId: string, code: string): Promise<boolean> {
  const rows = await tx.query({
    text: 'SELECT 1 FROM stock_barcode WHERE code = ANY($2) AND product_id <> $1 LIMIT 1',
    values: [productId, gtinSpellings(code)],
  });
  return rows.length > 0;
}

/** More barcodes of products; those that mean something already stay what they are. */
export async function addBarcodes(tx: Tx, barcodes: readonly { barcode: string; productId: string }[], now: Date): Promise<void> {
  if (barcodes.length === 0) return;
  await tx.query({
    text: `INSERT INTO stock_barcode (code, product_id, added_at)
      SELECT barcode, "productId", $2 FROM json_to_recordset($1::json) AS x(barcode text, "productId" bigint) ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(barcodes), now],
  });
}

export async function replaceParts(tx: Tx, bundleId: string, parts: readonly { productId: string; quantity: number }[]): Promise<void> {
  await tx.query({ text: 'DELETE FROM stock_part WHERE bundle_id = $1', values: [bundleId] });
  await tx.query({
    text: `INSERT INTO stock_part (bundle_id, part_id, quantity)
      SELECT $1, "productId", quantity FROM json_to_recordset($2::json) AS x("productId" bigint, quantity int)`,
    values: [bundleId, JSON.stringify(parts)],
  });
}

/** One change of bundles at a time, so that two of them cannot make a circle together. */
export async function holdParts(tx: Tx): Promise<void> {
  await tx.query({ text: `SELECT pg_advisory_xact_lock(hashtextextended('stock parts', 0))` });
}

export async function saveMapping(tx: Tx, accountId: AccountId, sku: string, productId: string, by: string, now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO stock_sku (account_id, sku, product_id, mapped_by, mapped_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (account_id, sku) DO UPDATE SET product_id = excluded.product_id, mapped_by = excluded.mapped_by, mapped_at = excluded.mapped_at`,
    values: [accountId, sku, productId, by, now],
  });
}

/** The placeholder becomes a product; false when the number is taken. */
export async function adoptPlaceholder(tx: Tx, productId: string, code: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE stock_product SET kind = 'simple', code = $2, changed_at = $3 WHERE product_id = $1 AND kind = 'placeholder'
        AND NOT EXISTS (SELECT 1 FROM stock_product other WHERE other.code = $2) RETURNING product_id`,
    values: [productId, code, now],
  });
  return rows.length > 0;
}

export type LocationFields = {
  name: string;
  country: string;
  region: string;
  timeZone: string;
  cutOff: string;
  parcelCost: string;
  currency: string;
  active: boolean;
};

/** A new location with its bin without a name; undefined when the name is taken. */
export async function insertLocation(tx: Tx, location: LocationFields, now: Date): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>({
    text: `INSERT INTO stock_location (name, country, region, time_zone, cut_off, parcel_cost, currency, active, position, changed_at)
      SELECT $1, $2, $3, $4, $5, $6, $7, $8, coalesce(max(position), 0) + 1, $9 FROM stock_location ON CONFLICT (name) DO NOTHING RETURNING location_id AS id`,
    values: [...locationValues(location), now],
  });
  if (row) await tx.query({ text: `INSERT INTO stock_bin (location_id, name, walk) VALUES ($1, '', 0)`, values: [row.id] });
  return row?.id;
}

/** False when there is no such location, or another has the name. */
export async function updateLocation(tx: Tx, locationId: string, location: LocationFields, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE stock_location SET name = $1, country = $2, region = $3, time_zone = $4, cut_off = $5, parcel_cost = $6, currency = $7, active = $8, changed_at = $9
      WHERE location_id = $10 AND NOT EXISTS (SELECT 1 FROM stock_location other WHERE other.name = $1 AND other.location_id <> $10) RETURNING location_id`,
    values: [...locationValues(location), now, locationId],
  });
  return rows.length > 0;
}

const locationValues = (location: LocationFields) => [
  location.name,
  location.country,
  location.region,
  location.timeZone,
  location.cutOff,
  location.parcelCost,
  location.currency,
  location.active,
];

export async function saveObjective(tx: Tx, objective: string): Promise<void> {
  await tx.query({ text: 'UPDATE stock_setting SET objective = $1', values: [objective] });
}

/**
 * Reckons what is sold and promised anew from the claims and promises that are there: after an account was taken away with
 * them. `tx` is open for all accounts.
 */
export async function restateTotals(tx: Tx): Promise<void> {
  await tx.query({ text: 'SELECT 1 FROM stock_total ORDER BY product_id FOR NO KEY UPDATE' });
  await tx.query({
    text: `UPDATE stock_total t SET reserved = coalesce(x.reserved, 0)
      FROM stock_product p LEFT JOIN (SELECT product_id, sum(reserved) AS reserved FROM stock_reservation WHERE account_id = ANY($1) GROUP BY product_id) AS x
        ON x.product_id = p.product_id
      WHERE t.product_id = p.product_id AND t.reserved <> coalesce(x.reserved, 0)`,
    values: [tx.accounts],
  });
  await tx.query({
    text: `UPDATE stock_level l SET allocated = coalesce((SELECT sum(a.quantity) FROM stock_allocation a
        WHERE a.account_id = ANY($1) AND a.product_id = l.product_id AND a.location_id = l.location_id), 0)`,
    values: [tx.accounts],
  });
}

/** Takes away the products that the demo brought and nobody else sells. */
export async function deleteDemoProducts(tx: Tx): Promise<void> {
  await tx.query({
    text: `DELETE FROM stock_product p WHERE p.origin = 'demo'
        AND NOT EXISTS (SELECT 1 FROM stock_sku s WHERE s.account_id = ANY($1) AND s.product_id = p.product_id)
        AND NOT EXISTS (SELECT 1 FROM stock_part x WHERE x.part_id = p.product_id AND x.bundle_id <> p.product_id)`,
    values: [tx.accounts],
  });
}

/** What has units again is on the list again. */
export async function takeOutOfArchive(tx: Tx, productIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'stock-unarchive',
    text: 'UPDATE stock_product SET archived_at = NULL WHERE product_id = ANY($1::bigint[]) AND archived_at IS NOT NULL',
    values: [productIds],
  });
}

/** Another barcode of a product; false where the code means something already. */
export async function addBarcode(tx: Tx, productId: string, code: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `INSERT INTO stock_barcode (code, product_id, added_at) SELECT $1, $2, $3
      WHERE NOT EXISTS (SELECT 1 FROM stock_barcode WHERE code = ANY($4)) ON CONFLICT DO NOTHING RETURNING code`,
    values: [code, productId, now, gtinSpellings(code)],
  });
  return rows.length > 0;
}

/** False when there is no such product. */
export async function saveMeasures(
  tx: Tx,
  productId: string,
  { grams, size, serials }: { grams: number | null; size: readonly number[] | null; serials: boolean },
  now: Date,
): Promise<boolean> {
  const rows = await tx.query({
    text: 'UPDATE stock_product SET grams = $2, size = $3, serials = $4, changed_at = $5 WHERE product_id = $1 RETURNING product_id',
    values: [productId, grams, size, serials, now],
  });
  return rows.length > 0;
}
