import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { Act, Size } from './content-rules.ts';

export type ItemRow = {
  itemId: string;
  sku: string;
  asin: string;
  title: string;
  quantity: number;
  shipped: number;
  cancelled: number;
  gift: boolean;
  customised: boolean;
  transparency: boolean;
  serials: boolean;
  productId: string | null;
};

export type OrderRow = {
  orderId: string;
  marketplaceId: string;
  status: string;
  shipBy: Date | null;
  deliverBy: Date | null;
  serviceLevel: string;
  programs: string[];
  items: ItemRow[];
  /** Parcels that Amazon shows. */
  packages: { tracking: string | null; status: string }[];
};

export async function orderRow(db: Db, accountId: AccountId, orderId: string): Promise<OrderRow | undefined> {
  const [row] = await db.query<OrderRow>({
    name: 'packing-order',
    text: `SELECT o.order_id AS "orderId", o.marketplace_id AS "marketplaceId", o.status, o.ship_by AS "shipBy", o.deliver_by AS "deliverBy",
        o.service_level AS "serviceLevel", o.programs,
        coalesce((SELECT json_agg(json_build_object('itemId', i.item_id, 'sku', i.sku, 'asin', i.asin, 'title', i.title, 'quantity', i.quantity,
            'shipped', i.shipped, 'cancelled', i.cancelled, 'gift', i.gift, 'customised', i.customised, 'transparency', 'TRANSPARENCY' = ANY(i.programs),
            'serials', coalesce(i.detail->'serialNumberRequirement'->>'requirementType', '') = 'REQUIRED', 'productId', s.product_id::text) ORDER BY i.position)
          FROM order_item i LEFT JOIN stock_sku s ON s.account_id = $1 AND s.account_id = i.account_id AND s.sku = i.sku
          WHERE i.account_id = $1 AND i.order_id = o.order_id), '[]') AS items,
        coalesce((SELECT json_agg(json_build_object('tracking', p.tracking, 'status', p.status)) FROM order_package p
          WHERE p.account_id = $1 AND p.order_id = o.order_id), '[]') AS packages
      FROM orders o WHERE o.account_id = $1 AND o.order_id = $2`,
    values: [accountId, orderId],
  });
  return row;
}

export async function isHere(db: Db, accountId: AccountId, orderId: string): Promise<boolean> {
  const rows = await db.query({
    name: 'packing-is-here',
    text: 'SELECT 1 FROM orders WHERE account_id = $1 AND order_id = $2',
    values: [accountId, orderId],
  });
  return rows.length > 0;
}

export type ProductFacts = {
  productId: string;
  code: string;
  title: string;
  kind: 'simple' | 'bundle' | 'placeholder';
  imageUrl: string | null;
  grams: number | null;
  size: Size | null;
  serials: boolean;
  barcodes: string[];
  learnt: { grams: number; parcels: number } | null;
};

export async function productFacts(db: Db, productIds: readonly string[]): Promise<Map<string, ProductFacts>> {
  if (productIds.length === 0) return new Map();
  const rows = await db.query<ProductFacts>({
    name: 'packing-products',
    text: `SELECT p.product_id AS "productId", p.code, p.title, p.kind, p.image_url AS "imageUrl", p.grams, p.size, p.serials,
        ARRAY(SELECT b.code FROM stock_barcode b WHERE b.product_id = p.product_id ORDER BY b.code) AS barcodes,
        CASE WHEN l.product_id IS NOT NULL THEN json_build_object('grams', l.grams, 'parcels', l.parcels) END AS learnt
      FROM stock_product p LEFT JOIN pack_learnt l ON l.product_id = p.product_id WHERE p.product_id = ANY($1::bigint[])`,
    values: [productIds],
  });
  return new Map(rows.map((row) => [row.productId, row]));
}

export type LockRow = { sessionId: string | null; personId: string | null; person: string; station: string; lockedAt: Date; seenAt: Date };

export async function lockOf(db: Db, accountId: AccountId, orderId: string): Promise<LockRow | undefined> {
  const [row] = await db.query<LockRow>({
    name: 'packing-lock',
    text: `SELECT k.session_id AS "sessionId", s.person_id AS "personId", k.person, k.station, k.locked_at AS "lockedAt", k.seen_at AS "seenAt"
      FROM pack_order k LEFT JOIN pack_session s ON s.session_id = k.session_id WHERE k.account_id = $1 AND k.order_id = $2`,
    values: [accountId, orderId],
  });
  return row;
}

/** What was done to the open parcel of an order, without what was undone. */
export const openActs = (db: Db, accountId: AccountId, orderId: string): Promise<(Act & { person: string; at: Date })[]> =>
  db.query({
    name: 'packing-open-acts',
    text: `SELECT act_id AS "actId", kind, item_id AS "itemId", product_id AS "productId", quantity, code, data, person, at FROM pack_act
      WHERE account_id = $1 AND order_id = $2 AND parcel_id IS NULL AND undone_at IS NULL ORDER BY act_id`,
    values: [accountId, orderId],
  });

export type PhotoRow = { photoId: string; parcelId: string | null; at: Date; person: string; type: string };

export const photosOf = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<PhotoRow[]> =>
  db.query<PhotoRow>({
    name: 'packing-photos',
    text: `SELECT photo_id AS "photoId", parcel_id AS "parcelId", at, person, type FROM pack_photo
      WHERE account_id = $1 AND order_id = ANY($2) ORDER BY photo_id`,
    values: [accountId, orderIds],
  });

export async function photoFile(db: Db, accountId: AccountId, photoId: string) {
  const [row] = await db.query<{ orderId: string; type: string; sealed: Buffer }>({
    text: 'SELECT order_id AS "orderId", type, sealed FROM pack_photo WHERE account_id = $1 AND photo_id = $2',
    values: [accountId, photoId],
  });
  return row;
}

/** The boxes that people took for the same content, the commonest first. */
export const habitsOf = async (db: Db, content: string): Promise<string[]> =>
  (
    await db.query<{ boxId: string }>({
      name: 'packing-habits',
      text: 'SELECT box_id AS "boxId" FROM pack_habit WHERE content = $1 ORDER BY parcels DESC, box_id LIMIT 3',
      values: [content],
    })
  ).map(({ boxId }) => boxId);

export type EvidenceRow = {
  at: Date;
  number: number | null;
  kind: Act['kind'];
  by: string;
  station: string;
  itemId: string | null;
  sku: string | null;
  code: string;
  quantity: number;
  data: Act['data'];
  byHand: boolean;
  undone: boolean;
};

export const evidenceRows = (db: Db, accountId: AccountId, orderId: string): Promise<EvidenceRow[]> =>
  db.query<EvidenceRow>({
    name: 'packing-evidence',
    text: `SELECT a.at, p.number, a.kind, a.person AS by, a.station, a.item_id AS "itemId", i.sku, a.code, a.quantity, a.data, a.by_hand AS "byHand",
        a.undone_at IS NOT NULL AS undone
      FROM pack_act a
      LEFT JOIN pack_parcel p ON p.account_id = $1 AND p.account_id = a.account_id AND p.parcel_id = a.parcel_id
      LEFT JOIN order_item i ON i.account_id = $1 AND i.account_id = a.account_id AND i.order_id = a.order_id AND i.item_id = a.item_id
      WHERE a.account_id = $1 AND a.order_id = $2 ORDER BY a.act_id`,
    values: [accountId, orderId],
  });
