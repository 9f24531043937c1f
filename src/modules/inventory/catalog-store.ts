import type { Tx } from '#src/platform/db.ts';
import type { CatalogItem } from './ports.ts';

/** What the catalogue says of these ASINs; of what it does not know only that it was asked. */
export async function saveCatalog(tx: Tx, asins: readonly string[], items: readonly CatalogItem[], now: Date): Promise<void> {
  const known = new Map(items.map((item) => [item.asin, item]));
  const rows = asins.toSorted().map((asin) => known.get(asin) ?? { asin });
  await tx.query({
    text: `INSERT INTO stock_catalog (asin, title, image_url, weight_g, length_mm, width_mm, height_mm, read_at)
      SELECT asin, title, "imageUrl", "weightG", "lengthMm", "widthMm", "heightMm", $2
      FROM json_to_recordset($1::json) AS x(asin text, title text, "imageUrl" text, "weightG" int, "lengthMm" int, "widthMm" int, "heightMm" int)
      ON CONFLICT (asin) DO UPDATE SET title = coalesce(excluded.title, stock_catalog.title), image_url = coalesce(excluded.image_url, stock_catalog.image_url),
        weight_g = coalesce(excluded.weight_g, stock_catalog.weight_g), length_mm = coalesce(excluded.length_mm, stock_catalog.length_mm),
        width_mm = coalesce(excluded.width_mm, stock_catalog.width_mm), height_mm = coalesce(excluded.height_mm, stock_catalog.height_mm),
        read_at = excluded.read_at`,
    values: [JSON.stringify(rows), now],
  });
}

/**
 * Gives the products of an account's offers what the catalogue knows of them: the image always, name, weight and size where a
 * product has none, since what a person has written is right.
 */
export async function fillProducts(tx: Tx, accountId: string): Promise<void> {
  await tx.query({
    text: `UPDATE stock_product p SET image_url = coalesce(c.image_url, p.image_url),
        title = CASE WHEN p.title IN ('', p.code, c.sku) THEN coalesce(c.title, p.title) ELSE p.title END,
        grams = coalesce(p.grams, c.weight_g),
        size = coalesce(p.size, CASE WHEN c.length_mm + c.width_mm + c.height_mm IS NOT NULL THEN ARRAY[c.length_mm, c.width_mm, c.height_mm] END)
      FROM (SELECT DISTINCT ON (s.product_id) s.product_id, s.sku, k.title, k.image_url, k.weight_g, k.length_mm, k.width_mm, k.height_mm
        FROM stock_sku s JOIN stock_offer o ON o.account_id = $1 AND o.sku = s.sku JOIN stock_catalog k ON k.asin = o.asin
        WHERE s.account_id = $1 ORDER BY s.product_id, k.image_url IS NULL, o.channel DESC, s.sku, o.marketplace_id) AS c
      WHERE p.product_id = c.product_id AND p.kind <> 'bundle' AND (p.image_url IS DISTINCT FROM coalesce(c.image_url, p.image_url)
        OR p.title IN ('', p.code, c.sku) AND c.title <> p.title OR p.grams IS NULL AND c.weight_g IS NOT NULL
        OR p.size IS NULL AND c.length_mm + c.width_mm + c.height_mm IS NOT NULL)`,
    values: [accountId],
  });
}

/** Images at an address that is gone; they are asked for again. */
export async function deleteImages(tx: Tx, address: string): Promise<void> {
  const values = [`${address}/`];
  await tx.query({ text: 'DELETE FROM stock_catalog WHERE starts_with(image_url, $1)', values });
  await tx.query({ text: 'UPDATE stock_product SET image_url = NULL WHERE starts_with(image_url, $1)', values });
}
