import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

/** What the seller offers under a SKU. An empty text is not told and changes nothing. */
export type Listing = { sku: string; asin: string; title: string; listingId: string };

/**
 * Keeps titles, ASINs and listing ids of SKUs, so that orders are found by them. A SKU stands in a batch once. Gives what
 * became of each; those that are not in the answer were known just so.
 */
export async function saveListings(
  tx: Tx,
  accountId: AccountId,
  listings: readonly Listing[],
  now: Date,
): Promise<Map<string, 'imported' | 'updated'>> {
  // One order everywhere: two writers can never wait for each other crosswise.
  const rows = listings.toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
  const done = await tx.query<{ sku: string; isNew: boolean }>({
    name: 'orders-listings',
    // xmax is 0 only in a row that nobody had written before.
    text: `INSERT INTO product (account_id, sku, asin, title, listing_id, seen_at)
      SELECT $1, sku, asin, title, nullif("listingId", ''), $3
      FROM json_to_recordset($2::json) AS x(sku text, asin text, title text, "listingId" text)
      ON CONFLICT (account_id, sku) DO UPDATE SET
        asin = coalesce(nullif(excluded.asin, ''), product.asin), title = coalesce(nullif(excluded.title, ''), product.title),
        listing_id = coalesce(excluded.listing_id, product.listing_id), seen_at = greatest(excluded.seen_at, product.seen_at)
      WHERE (excluded.asin <> '' AND excluded.asin <> product.asin) OR (excluded.title <> '' AND excluded.title <> product.title)
        OR (excluded.listing_id IS NOT NULL AND excluded.listing_id IS DISTINCT FROM product.listing_id)
      RETURNING sku, xmax = 0 AS "isNew"`,
    values: [accountId, JSON.stringify(rows), now],
  });
  return new Map(done.map(({ sku, isNew }) => [sku, isNew ? ('imported' as const) : ('updated' as const)]));
}
