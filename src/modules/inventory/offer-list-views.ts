import type { Db } from '#src/platform/db.ts';
import type { OfferQuery, StockOffer } from './contract.ts';
import { offerColumns } from './product-views.ts';

export type ListedRow = Omit<StockOffer, 'shownAt'> & {
  shownAt: Date | null;
  title: string;
  product: { productId: string; code: string; title: string } | null;
  suggestion: { productId: string; code: string; title: string } | null;
};

/** The last row of a page: SKU, account, store and channel. */
export type OfferPlace = readonly [sku: string, accountId: string, marketplaceId: string, channel: string];

const named = (product: string) =>
  `json_build_object('productId', ${product}.product_id::text, 'code', ${product}.code, 'title', ${product}.title)`;

/**
 * Offers of all accounts by SKU, with the product that each is, or one that it may be: the one product with its number or ASIN.
 * `text` is part of SKU or title, or exactly an ASIN.
 */
export const offerList = (
  db: Db,
  { text, channel, mapped }: OfferQuery,
  after: OfferPlace | undefined,
  limit: number,
): Promise<ListedRow[]> =>
  db.query<ListedRow>({
    text: `WITH listed AS MATERIALIZED (SELECT DISTINCT ON (asin) asin, product_id, code, title FROM stock_product
        WHERE asin <> '' AND kind <> 'placeholder' AND archived_at IS NULL ORDER BY asin, code)
      SELECT ${offerColumns}, o.title, CASE WHEN p.product_id IS NOT NULL THEN ${named('p')} END AS product,
        CASE WHEN p.product_id IS NOT NULL THEN NULL WHEN x.product_id IS NOT NULL THEN ${named('x')} WHEN y.product_id IS NOT NULL THEN ${named('y')} END AS suggestion
      FROM stock_offer o LEFT JOIN stock_channel c ON c.account_id = ANY($1) AND c.account_id = o.account_id
      LEFT JOIN stock_sku s ON s.account_id = ANY($1) AND s.account_id = o.account_id AND s.sku = o.sku
      LEFT JOIN stock_product p ON p.product_id = s.product_id AND p.kind <> 'placeholder'
      LEFT JOIN stock_product x ON x.code = o.sku AND x.kind <> 'placeholder' AND x.archived_at IS NULL
      LEFT JOIN listed y ON y.asin = o.asin
      WHERE o.account_id = ANY($1) AND ($2 = '' OR o.sku ILIKE $3 OR o.title ILIKE $3 OR o.asin = upper($2)) AND ($4 = 'all' OR o.channel = $4)
        AND ($5 = 'all' OR p.product_id IS NULL)
        AND ($6::text IS NULL OR (o.sku, o.account_id, o.marketplace_id, o.channel) > ($6, $7::bigint, $8::text, $9::text))
      ORDER BY o.sku, o.account_id, o.marketplace_id, o.channel LIMIT $10`,
    values: [db.accounts, text, `%${text.replace(/[\\%_]/g, '\\$&')}%`, channel, mapped, ...(after ?? [null, null, null, null]), limit],
  });
