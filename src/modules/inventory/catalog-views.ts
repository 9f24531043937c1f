import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type CatalogQuestion = { marketplaceId: string; asins: string[] };

const most = 20;

/** Up to 20 ASINs of the account's mapped offers in one store that nobody has asked for since, or ever; undefined when there are none. */
export async function catalogQuestion(db: Db, accountId: AccountId, since: Date): Promise<CatalogQuestion | undefined> {
  const rows = await db.query<{ asin: string; marketplaceId: string }>({
    text: `WITH missing AS (SELECT DISTINCT o.asin, o.marketplace_id FROM stock_offer o
        JOIN stock_sku s ON s.account_id = $1 AND s.sku = o.sku JOIN stock_product p ON p.product_id = s.product_id AND p.archived_at IS NULL
        WHERE o.account_id = $1 AND o.asin <> '' AND NOT EXISTS (SELECT 1 FROM stock_catalog c WHERE c.asin = o.asin AND c.read_at > $2))
      SELECT asin, marketplace_id AS "marketplaceId" FROM missing
      WHERE marketplace_id = (SELECT marketplace_id FROM missing GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) ORDER BY asin LIMIT ${most}`,
    values: [accountId, since],
  });
  const [first] = rows;
  return first && { marketplaceId: first.marketplaceId, asins: rows.map(({ asin }) => asin) };
}
