import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { closedUnits } from './stock-views.ts';

export const barcodesOf = async (db: Db, productId: string): Promise<string[]> =>
  (
    await db.query<{ code: string }>({ text: 'SELECT code FROM stock_barcode WHERE product_id = $1 ORDER BY code', values: [productId] })
  ).map(({ code }) => code);

type PartRow = { productId: string; code: string; title: string; quantity: number };

export const partRows = (db: Db, bundleId: string): Promise<PartRow[]> =>
  db.query<PartRow>({
    text: `SELECT x.part_id AS "productId", p.code, p.title, x.quantity FROM stock_part x JOIN stock_product p ON p.product_id = x.part_id
      WHERE x.bundle_id = $1 ORDER BY p.code`,
    values: [bundleId],
  });

export const bundlesWith = (db: Db, partId: string): Promise<PartRow[]> =>
  db.query<PartRow>({
    text: `SELECT x.bundle_id AS "productId", p.code, p.title, x.quantity FROM stock_part x JOIN stock_product p ON p.product_id = x.bundle_id
      WHERE x.part_id = $1 ORDER BY p.code`,
    values: [partId],
  });

export const binRows = (
  db: Db,
  productId: string,
): Promise<{ locationId: string; location: string; binId: string; bin: string; onHand: string }[]> =>
  db.query({
    text: `SELECT l.location_id AS "locationId", l.name AS location, b.bin_id AS "binId", b.name AS bin, i.on_hand AS "onHand"
      FROM stock_in_bin i JOIN stock_bin b ON b.bin_id = i.bin_id JOIN stock_location l ON l.location_id = b.location_id
      WHERE i.product_id = $1 AND i.on_hand <> 0 ORDER BY l.position, b.walk, b.name`,
    values: [productId],
  });

export const incomingRows = (
  db: Db,
  productId: string,
): Promise<{ incomingId: string; location: string; quantity: number; received: number; expectedOn: string | null; ref: string }[]> =>
  db.query({
    text: `SELECT i.incoming_id AS "incomingId", l.name AS location, i.quantity, i.received, i.expected_on AS "expectedOn", i.ref
      FROM stock_incoming i JOIN stock_location l ON l.location_id = i.location_id
      WHERE i.product_id = $1 AND i.received < i.quantity ORDER BY i.expected_on NULLS LAST, i.incoming_id`,
    values: [productId],
  });

export type ClaimOrderRow = {
  accountId: AccountId;
  orderId: string;
  sku: string;
  status: string;
  shipBy: Date | null;
  reserved: number;
  allocated: number;
  locations: string[];
  objective: string | null;
};

/** The open orders that want a product, nearest deadline first. */
export const claimOrders = (db: Db, productId: string, limit: number): Promise<ClaimOrderRow[]> =>
  db.query<ClaimOrderRow>({
    text: `SELECT r.account_id AS "accountId", r.order_id AS "orderId", r.sku, o.status, o.ship_by AS "shipBy", r.reserved, r.allocated,
        ARRAY(SELECT l.name FROM stock_allocation a JOIN stock_location l ON l.location_id = a.location_id
          WHERE a.account_id = ANY($1) AND a.account_id = r.account_id AND a.order_id = r.order_id AND a.item_id = r.item_id AND a.product_id = r.product_id
          ORDER BY l.position) AS locations,
        (SELECT max(a.objective) FROM stock_allocation a
          WHERE a.account_id = ANY($1) AND a.account_id = r.account_id AND a.order_id = r.order_id AND a.item_id = r.item_id AND a.product_id = r.product_id) AS objective
      FROM stock_reservation r JOIN orders o ON o.account_id = ANY($1) AND o.account_id = r.account_id AND o.order_id = r.order_id
      WHERE r.account_id = ANY($1) AND r.product_id = $2 AND r.reserved > 0 ORDER BY o.ship_by NULLS LAST, r.order_id LIMIT $3`,
    values: [db.accounts, productId, limit],
  });

export type OfferRow = {
  accountId: AccountId;
  sku: string;
  marketplaceId: string;
  channel: 'FBM' | 'FBA';
  asin: string;
  status: string;
  shown: number | null;
  shownAt: Date | null;
  wanted: number | null;
  buffer: number | null;
  channelBuffer: number;
  way: 'single' | 'file' | null;
  state: 'queued' | 'sending' | 'sent' | 'accepted' | 'verified' | 'rejected' | null;
  reason: string | null;
  fulfillable: number | null;
  inbound: number | null;
  held: number | null;
  unsellable: number | null;
};

/** Of each offer `o`, with the settings `c` of its account. */
export const offerColumns = `o.account_id::text AS "accountId", o.sku, o.marketplace_id AS "marketplaceId", o.channel, o.asin, o.status, o.shown,
  o.shown_at AS "shownAt", o.wanted, o.buffer, o.push_state AS state, o.push_reason AS reason, o.push_way AS way,
  coalesce(c.buffer, 0) AS "channelBuffer", o.fulfillable, o.inbound, o.held, o.unsellable`;

export const offerRows = (db: Db, productId: string): Promise<OfferRow[]> =>
  db.query<OfferRow>({
    text: `SELECT ${offerColumns} FROM stock_sku s JOIN stock_offer o ON o.account_id = ANY($1) AND o.account_id = s.account_id AND o.sku = s.sku
      LEFT JOIN stock_channel c ON c.account_id = ANY($1) AND c.account_id = o.account_id
      WHERE s.account_id = ANY($1) AND s.product_id = $2 ORDER BY o.account_id, o.sku, o.marketplace_id, o.channel`,
    values: [db.accounts, productId],
  });

export type UnmappedRow = {
  accountId: AccountId;
  sku: string;
  productId: string;
  title: string;
  asin: string | null;
  reserved: string;
  orders: string;
  since: Date;
  suggestion: { productId: string; code: string; title: string } | null;
};

/** SKUs that stand for themselves, those with open orders first. */
export const unmappedRows = (db: Db, limit: number): Promise<UnmappedRow[]> =>
  db.query<UnmappedRow>({
    text: `SELECT s.account_id AS "accountId", s.sku, s.product_id AS "productId", p.title, p.asin, s.mapped_at AS since,
        coalesce(r.reserved, 0) AS reserved, coalesce(r.orders, 0) AS orders,
        (SELECT json_build_object('productId', c.product_id::text, 'code', c.code, 'title', c.title) FROM stock_product c
          WHERE c.kind <> 'placeholder' AND c.archived_at IS NULL AND (c.code = s.sku OR (c.asin = p.asin AND p.asin <> ''))
          ORDER BY c.code = s.sku DESC, c.product_id LIMIT 1) AS suggestion
      FROM stock_sku s JOIN stock_product p ON p.product_id = s.product_id AND p.kind = 'placeholder'
      LEFT JOIN LATERAL (SELECT sum(q.reserved) AS reserved, count(DISTINCT q.order_id) AS orders FROM stock_reservation q
        WHERE q.account_id = ANY($1) AND q.account_id = s.account_id AND q.product_id = s.product_id AND q.reserved > 0) AS r ON true
      WHERE s.account_id = ANY($1) ORDER BY coalesce(r.reserved, 0) DESC, s.account_id, s.sku LIMIT $2`,
    values: [db.accounts, limit],
  });

export type ShortProductRow = {
  productId: string;
  code: string;
  title: string;
  onHand: string;
  reserved: string;
  kept: string;
  orders: { accountId: string; orderId: string; shipBy: string | null; missing: number }[];
};

/** Products of which more is sold than there is, with the orders that have no units; the latest of them will go without. */
export const shortRows = (db: Db, limit: number): Promise<ShortProductRow[]> =>
  db.query<ShortProductRow>({
    text: `SELECT t.product_id AS "productId", p.code, p.title, t."onHand", t.reserved, t.kept,
        coalesce((SELECT json_agg(x) FROM (SELECT r.account_id::text AS "accountId", r.order_id AS "orderId", o.ship_by AS "shipBy",
            sum(r.reserved - r.allocated) AS missing
          FROM stock_reservation r JOIN orders o ON o.account_id = ANY($1) AND o.account_id = r.account_id AND o.order_id = r.order_id
          WHERE r.account_id = ANY($1) AND r.product_id = t.product_id AND r.reserved > r.allocated
          GROUP BY 1, 2, 3 ORDER BY o.ship_by DESC NULLS FIRST LIMIT 20) AS x), '[]') AS orders
      FROM (SELECT product_id, on_hand - ${closedUnits('u.product_id')} AS "onHand", reserved, kept FROM stock_total u WHERE reserved + kept > 0 OR on_hand < 0) t
      JOIN stock_product p ON p.product_id = t.product_id
      WHERE p.kind = 'simple' AND t."onHand" < t.reserved + t.kept ORDER BY t."onHand" - t.reserved - t.kept, p.code LIMIT $2`,
    values: [db.accounts, limit],
  });

/** The products that a SKU stands for, and what its orders are, for mapping it anew. */
export type OrderOfSku = {
  orderId: string;
  status: string;
  fulfilledBy: string;
  purchasedAt: Date;
  itemId: string;
  sku: string;
  asin: string;
  title: string;
  quantity: number;
  shipped: number;
  cancelled: number;
  detail: Record<string, unknown>;
};

/** The items under a SKU in the orders whose claims `mapSku` moves: open ones; of a placeholder all. */
export const ordersOfSku = (db: Db, accountId: AccountId, sku: string, all: boolean): Promise<OrderOfSku[]> =>
  db.query<OrderOfSku>({
    text: `SELECT o.order_id AS "orderId", o.status, o.fulfilled_by AS "fulfilledBy", o.purchased_at AS "purchasedAt", i.item_id AS "itemId", i.sku, i.asin,
        i.title, i.quantity, i.shipped, i.cancelled, i.detail
      FROM (SELECT DISTINCT r.order_id, r.item_id FROM stock_reservation r WHERE r.account_id = $1 AND r.sku = $2 AND (r.reserved > 0 OR ($3 AND r.consumed > 0))) AS c
      JOIN orders o ON o.account_id = $1 AND o.order_id = c.order_id
      JOIN order_item i ON i.account_id = $1 AND i.order_id = c.order_id AND i.item_id = c.item_id`,
    values: [accountId, sku, all],
  });

export async function mappingOf(
  db: Db,
  accountId: AccountId,
  sku: string,
): Promise<{ productId: string; kind: string; title: string } | undefined> {
  const [row] = await db.query<{ productId: string; kind: string; title: string }>({
    text: `SELECT s.product_id AS "productId", p.kind, p.title FROM stock_sku s JOIN stock_product p ON p.product_id = s.product_id
      WHERE s.account_id = $1 AND s.sku = $2`,
    values: [accountId, sku],
  });
  return row;
}

export async function productOfCode(db: Db, code: string): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>({ text: 'SELECT product_id AS id FROM stock_product WHERE code = $1', values: [code] });
  return row?.id;
}

export const placeholders = (db: Db): Promise<{ accountId: AccountId; sku: string }[]> =>
  db.query({
    text: `SELECT s.account_id AS "accountId", s.sku FROM stock_sku s JOIN stock_product p ON p.product_id = s.product_id
      WHERE s.account_id = ANY($1) AND p.kind = 'placeholder' ORDER BY s.account_id, s.sku`,
    values: [db.accounts],
  });
