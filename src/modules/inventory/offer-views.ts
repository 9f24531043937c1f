import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { WayTaken } from './contract.ts';
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

/** What Amazon's listings call a SKU; undefined where they do not know it. */
export async function listedName(db: Db, accountId: AccountId, sku: string): Promise<{ title: string; asin: string } | undefined> {
  const [row] = await db.query<{ title: string; asin: string }>({
    text: `SELECT title, asin FROM stock_offer WHERE account_id = $1 AND sku = $2 ORDER BY title = '', asin = '', marketplace_id LIMIT 1`,
    values: [accountId, sku],
  });
  return row;
}

export type PushableOffer = {
  sku: string;
  marketplaceId: string;
  productId: string;
  shown: number | null;
  wanted: number | null;
  state: string | null;
  buffer: number;
};

/**
 * Offers whose quantity the desk may tell Amazon: shipped by the seller, mapped by somebody, and made of products whose units
 * were counted or received at least once. What nobody has counted is never told.
 */
export const pushableOffers = (db: Db, accountId: AccountId): Promise<PushableOffer[]> =>
  db.query<PushableOffer>({
    text: `WITH RECURSIVE within AS (
        SELECT product_id AS root, product_id AS id FROM stock_product WHERE kind <> 'placeholder'
        UNION SELECT w.root, p.part_id FROM within w JOIN stock_part p ON p.bundle_id = w.id)
      SELECT o.sku, o.marketplace_id AS "marketplaceId", s.product_id AS "productId", o.shown, o.wanted, o.push_state AS state,
        coalesce(o.buffer, c.buffer) AS buffer
      FROM stock_offer o JOIN stock_channel c ON c.account_id = $1
      JOIN stock_sku s ON s.account_id = $1 AND s.sku = o.sku
      JOIN stock_product p ON p.product_id = s.product_id AND p.kind <> 'placeholder'
      WHERE o.account_id = $1 AND o.channel = 'FBM' AND c.pushes AND NOT EXISTS (
        SELECT 1 FROM within w JOIN stock_product q ON q.product_id = w.id JOIN stock_total t ON t.product_id = w.id
        WHERE w.root = s.product_id AND q.kind = 'simple' AND t.since IS NULL)
      ORDER BY o.sku, o.marketplace_id`,
    values: [accountId],
  });

export type DuePush = {
  sku: string;
  marketplaceId: string;
  wanted: number;
  shown: number | null;
  state: string;
  reads: number;
  productType: string | null;
  lookedAt: Date | null;
};

export type DueQuestion = {
  now: Date;
  /** Only what waits in this store and was not looked at since; null: all that is due. */
  store: string | null;
  lookedSince: Date;
  /** Otherwise only what was sent is looked at. */
  maySend: boolean;
};

const batchSize = 20;

/** Offers of one store that are to be sent, or that are to be read back, now: those of the oldest one's kind. What stands in a file waits for it. */
export const dueBatch = (db: Db, accountId: AccountId, { now, store, lookedSince, maySend }: DueQuestion): Promise<DuePush[]> =>
  db.query<DuePush>({
    name: 'stock-due-batch',
    text: `WITH due AS (SELECT sku, marketplace_id, next_at, push_state = 'queued' AS queued FROM stock_offer
        WHERE account_id = $1 AND channel = 'FBM' AND feed_key IS NULL AND push_state IN ('queued', 'sending', 'sent', 'accepted') AND next_at <= $2
          AND ($5 OR push_state <> 'queued')
          AND ($3::text IS NULL OR (push_state = 'queued' AND marketplace_id = $3 AND coalesce(looked_at < $4, true)))),
      first AS (SELECT marketplace_id, queued FROM due ORDER BY next_at, sku, marketplace_id LIMIT 1)
      SELECT o.sku, o.marketplace_id AS "marketplaceId", o.wanted, o.shown, o.push_state AS state, o.reads, o.product_type AS "productType",
        o.looked_at AS "lookedAt"
      FROM first f JOIN due d ON d.marketplace_id = f.marketplace_id AND d.queued = f.queued
      JOIN stock_offer o ON o.account_id = $1 AND o.channel = 'FBM' AND o.sku = d.sku AND o.marketplace_id = d.marketplace_id
      ORDER BY o.next_at, o.sku LIMIT ${batchSize}`,
    values: [accountId, now, store, lookedSince, maySend],
  });

export type ChannelRow = {
  accountId: AccountId;
  pushes: boolean;
  buffer: number;
  listingsAt: Date | null;
  waiting: string;
  rejected: string;
  way: WayTaken | null;
};

export const channelRows = (db: Db): Promise<ChannelRow[]> =>
  db.query<ChannelRow>({
    text: `SELECT c.account_id AS "accountId", c.pushes, c.buffer, c.listings_at AS "listingsAt", c.way,
        (SELECT count(*) FROM stock_offer o WHERE o.account_id = ANY($1) AND o.account_id = c.account_id
          AND o.push_state IN ('queued', 'sending', 'sent', 'accepted')) AS waiting,
        (SELECT count(*) FROM stock_offer o WHERE o.account_id = ANY($1) AND o.account_id = c.account_id AND o.push_state = 'rejected') AS rejected
      FROM stock_channel c WHERE c.account_id = ANY($1) ORDER BY c.account_id`,
    values: [db.accounts],
  });
