import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { WaveRule } from './contract.ts';
import type { WaveState } from './wave-states.ts';

export async function waveOfKey(db: Db, key: string): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>({ text: 'SELECT wave_id AS id FROM wave WHERE request_key = $1', values: [key] });
  return row?.id;
}

export type WaveRow = {
  waveId: string;
  name: string;
  locationId: string;
  location: string;
  state: WaveState;
  rule: WaveRule;
  madeBy: string;
  madeAt: Date;
  releasedAt: Date | null;
  endedAt: Date | null;
  orders: number;
  units: number;
  picked: number;
  short: number;
  shipBy: Date | null;
};

/** Waves, newest first, counted over the orders of these accounts. `open` or ended ones, or the one named. */
export const waveRows = (
  db: Db,
  accounts: readonly AccountId[],
  which: { waveId?: string; open?: boolean; limit: number },
): Promise<WaveRow[]> =>
  db.query<WaveRow>({
    name: 'picking-waves',
    text: `SELECT w.wave_id AS "waveId", w.name, w.location_id AS "locationId", p.name AS location, w.state, w.rule, w.made_by AS "madeBy", w.made_at AS "madeAt",
        w.released_at AS "releasedAt", w.ended_at AS "endedAt", o.orders, o.ship_by AS "shipBy", l.units, l.picked, l.short
      FROM wave w JOIN stock_location p ON p.location_id = w.location_id
      CROSS JOIN LATERAL (SELECT count(*)::int AS orders, min(x.ship_by) AS ship_by FROM wave_order o
        LEFT JOIN orders x ON x.account_id = ANY($1) AND x.account_id = o.account_id AND x.order_id = o.order_id
        WHERE o.account_id = ANY($1) AND o.wave_id = w.wave_id AND (o.open OR w.state IN ('finished', 'cancelled'))) AS o
      CROSS JOIN LATERAL (SELECT coalesce(sum(CASE WHEN x.status IN ('unshipped', 'partially_shipped') THEN l.quantity ELSE l.picked END), 0)::int AS units,
          coalesce(sum(l.picked), 0)::int AS picked, coalesce(sum(l.short), 0)::int AS short
        FROM wave_line l JOIN wave_order o ON o.account_id = ANY($1) AND o.account_id = l.account_id AND o.wave_id = l.wave_id AND o.order_id = l.order_id
        LEFT JOIN orders x ON x.account_id = ANY($1) AND x.account_id = l.account_id AND x.order_id = l.order_id
        WHERE l.account_id = ANY($1) AND l.wave_id = w.wave_id AND (o.open OR l.picked > 0 OR w.state IN ('finished', 'cancelled'))) AS l
      WHERE ($2::bigint IS NULL OR w.wave_id = $2) AND ($3::boolean IS NULL OR $3 = (w.state IN ('made', 'released', 'paused')))
      ORDER BY w.wave_id DESC LIMIT $4`,
    values: [accounts, which.waveId ?? null, which.open ?? null, which.limit],
  });

export type WaveOrderRow = {
  accountId: AccountId;
  orderId: string;
  open: boolean;
  tote: string | null;
  position: number;
  shipBy: Date | null;
  units: number;
  picked: number;
  short: number;
  /** A label is bought for it, or being bought. */
  labelled: boolean;
};

/** The orders of a wave as they were put into it, or these of them. */
export const waveOrderRows = (
  db: Db,
  accounts: readonly AccountId[],
  waveId: string,
  orderIds?: readonly string[],
): Promise<WaveOrderRow[]> =>
  db.query<WaveOrderRow>({
    name: 'picking-wave-orders',
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId", o.open, o.tote, o.position, x.ship_by AS "shipBy",
        coalesce(l.units, 0)::int AS units, coalesce(l.picked, 0)::int AS picked, coalesce(l.short, 0)::int AS short,
        EXISTS (SELECT 1 FROM label b WHERE b.account_id = ANY($1) AND b.account_id = o.account_id AND b.order_id = o.order_id
          AND b.state IN ('asked', 'buying', 'unsure', 'bought')) AS labelled
      FROM wave_order o LEFT JOIN orders x ON x.account_id = ANY($1) AND x.account_id = o.account_id AND x.order_id = o.order_id
      LEFT JOIN LATERAL (SELECT sum(l.quantity) AS units, sum(l.picked) AS picked, sum(l.short) AS short FROM wave_line l
        WHERE l.account_id = ANY($1) AND l.account_id = o.account_id AND l.wave_id = o.wave_id AND l.order_id = o.order_id) AS l ON true
      WHERE o.account_id = ANY($1) AND o.wave_id = $2 AND ($3::text[] IS NULL OR o.order_id = ANY($3)) ORDER BY o.position, o.account_id, o.order_id`,
    values: [accounts, waveId, orderIds ?? null],
  });

export type LineRow = {
  accountId: AccountId;
  lineId: string;
  orderId: string;
  itemId: string;
  productId: string;
  binId: string;
  bin: string;
  walk: number;
  quantity: number;
  picked: number;
  short: number;
  position: number;
  tote: string | null;
  code: string;
  title: string;
  imageUrl: string | null;
  /** Units that the location still promises to the order item and that are not fetched yet. */
  promised: number;
};

/**
 * Lines of open orders of a wave on which units are still to be fetched, as one walks. `binId` and `productId` limit it. With
 * `lock` nobody else changes them meanwhile; the caller holds the products' gates then.
 */
export const openLineRows = (
  db: Db,
  accounts: readonly AccountId[],
  waveId: string,
  only: { binId?: string; productId?: string; lock?: boolean } = {},
): Promise<LineRow[]> =>
  db.query<LineRow>({
    name: `picking-lines${only.lock ? '-lock' : ''}`,
    text: `SELECT l.account_id AS "accountId", l.line_id AS "lineId", l.order_id AS "orderId", l.item_id AS "itemId", l.product_id AS "productId", l.bin_id AS "binId",
        b.name AS bin, b.walk, l.quantity, l.picked, l.short, o.position, o.tote, p.code, p.title, p.image_url AS "imageUrl",
        coalesce((SELECT a.quantity FROM stock_allocation a WHERE a.account_id = ANY($1) AND a.account_id = l.account_id AND a.order_id = l.order_id
          AND a.item_id = l.item_id AND a.product_id = l.product_id AND a.location_id = b.location_id), 0)
        - coalesce((SELECT s.quantity FROM stock_staged s WHERE s.account_id = ANY($1) AND s.account_id = l.account_id AND s.order_id = l.order_id
          AND s.item_id = l.item_id AND s.product_id = l.product_id AND s.location_id = b.location_id), 0) AS promised
      FROM wave_line l JOIN wave_order o ON o.account_id = ANY($1) AND o.account_id = l.account_id AND o.wave_id = l.wave_id AND o.order_id = l.order_id AND o.open
      JOIN stock_bin b ON b.bin_id = l.bin_id JOIN stock_product p ON p.product_id = l.product_id
      WHERE l.account_id = ANY($1) AND l.wave_id = $2 AND ($3::bigint IS NULL OR l.bin_id = $3) AND ($4::bigint IS NULL OR l.product_id = $4)
        AND l.picked + l.short < l.quantity
      ORDER BY b.walk, b.name, l.bin_id, o.position, l.account_id, l.line_id ${only.lock ? 'FOR NO KEY UPDATE OF l' : ''}`,
    values: [accounts, waveId, only.binId ?? null, only.productId ?? null],
  });

/** Who stood at which bin of a wave last. */
export const visitRows = (db: Db, waveId: string): Promise<{ binId: string; person: string; at: Date }[]> =>
  db.query({
    name: 'picking-visits',
    text: 'SELECT bin_id AS "binId", person, at FROM wave_visit WHERE wave_id = $1',
    values: [waveId],
  });

export const barcodeRows = (db: Db, productIds: readonly string[]): Promise<{ productId: string; code: string }[]> =>
  db.query({
    name: 'picking-barcodes',
    text: 'SELECT product_id AS "productId", code FROM stock_barcode WHERE product_id = ANY($1::bigint[]) ORDER BY code',
    values: [productIds],
  });

type ShortLineRow = { accountId: AccountId; lineId: string; orderId: string; itemId: string; productId: string; units: number };

/** What was not found for open orders of a wave, of any account of `db`. */
export const shortLineRows = (db: Db, waveId: string): Promise<ShortLineRow[]> =>
  db.query<ShortLineRow>({
    name: 'picking-short-lines',
    text: `SELECT l.account_id AS "accountId", l.line_id AS "lineId", l.order_id AS "orderId", l.item_id AS "itemId", l.product_id AS "productId", l.short AS units
      FROM wave_line l JOIN wave_order o ON o.account_id = ANY($1) AND o.account_id = l.account_id AND o.wave_id = l.wave_id AND o.order_id = l.order_id AND o.open
      WHERE l.account_id = ANY($1) AND l.wave_id = $2 AND l.short > 0 ORDER BY o.position, l.line_id`,
    values: [db.accounts, waveId],
  });
