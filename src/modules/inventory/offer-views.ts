import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { Reading } from './offer-store.ts';

export type Channel = { reading: Reading[]; listingsAt: Date | null; pushes: boolean; buffer: number };

export async function channelOf(db: Db, accountId: AccountId): Promise<Channel | undefined> {
  const [row] = await db.query<Channel>({
    text: 'SELECT reading, listings_at AS "listingsAt", pushes, buffer FROM stock_channel WHERE account_id = $1',
    values: [accountId],
  });
  return row;
}

export type FirstStock = { sku: string; asin: string; title: string; quantity: number };

/** What Amazon is told to sell of each SKU that the seller ships, in the store that shows most of it. */
export const firstStock = (db: Db, accountId: AccountId): Promise<FirstStock[]> =>
  db.query<FirstStock>({
    text: `SELECT sku, max(asin) AS asin, max(title) AS title, max(shown) AS quantity FROM stock_offer
      WHERE account_id = $1 AND channel = 'FBM' AND shown IS NOT NULL GROUP BY sku ORDER BY sku`,
    values: [accountId],
  });
