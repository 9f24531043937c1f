import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { ListedOffer } from './ports.ts';

/** The account's place to note how far its offers were read. */
export async function ensureChannel(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
  await tx.query({
    text: 'INSERT INTO stock_channel (account_id, changed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    values: [accountId, now],
  });
}

export type Reading = { marketplaceId: string; reportId: string };

/** The reports that were asked for and are not read yet; `readAt` when all of a round are. */
export async function saveReading(
  tx: Tx,
  accountId: AccountId,
  reading: readonly Reading[],
  readAt: Date | null,
  now: Date,
): Promise<void> {
  await tx.query({
    text: 'UPDATE stock_channel SET reading = $2, listings_at = coalesce($3, listings_at), changed_at = $4 WHERE account_id = $1',
    values: [accountId, JSON.stringify(reading), readAt, now],
  });
}

/** Offers of a store as a report told them at `now`. */
export async function saveOffers(
  tx: Tx,
  accountId: AccountId,
  marketplaceId: string,
  offers: readonly ListedOffer[],
  now: Date,
): Promise<void> {
  const rows = offers.filter(({ channel }) => channel !== undefined).toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
  if (rows.length === 0) return;
  // An offer is shipped by one of the two: what Amazon ships now is ours no longer, and is never told a quantity.
  await tx.query({
    text: `DELETE FROM stock_offer WHERE account_id = $1 AND marketplace_id = $2 AND channel = 'FBM' AND sku = ANY($3)`,
    values: [accountId, marketplaceId, rows.filter(({ channel }) => channel === 'FBA').map(({ sku }) => sku)],
  });
  await tx.query({
    name: 'stock-offers',
    text: `INSERT INTO stock_offer (account_id, marketplace_id, sku, channel, asin, title, status, shown, shown_at, seen_at)
      SELECT $1, $2, x.sku, x.channel, x.asin, x.title, x.status, x.quantity, CASE WHEN x.quantity IS NULL THEN NULL ELSE $4::timestamptz END, $4
      FROM json_to_recordset($3::json) AS x(sku text, channel text, asin text, title text, status text, quantity int)
      ON CONFLICT (account_id, sku, marketplace_id, channel) DO UPDATE SET asin = excluded.asin, title = excluded.title, status = excluded.status,
        shown = CASE WHEN stock_offer.shown_at IS NULL OR stock_offer.shown_at <= $4 THEN coalesce(excluded.shown, stock_offer.shown) ELSE stock_offer.shown END,
        shown_at = CASE WHEN stock_offer.shown_at IS NULL OR stock_offer.shown_at <= $4 THEN coalesce(excluded.shown_at, stock_offer.shown_at) ELSE stock_offer.shown_at END,
        seen_at = excluded.seen_at`,
    values: [accountId, marketplaceId, JSON.stringify(rows), now],
  });
}
