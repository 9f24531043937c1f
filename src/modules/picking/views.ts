import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type OrderKey = { accountId: AccountId; orderId: string };

export type ItemRow = {
  orderId: string;
  itemId: string;
  productId: string;
  sku: string;
  code: string;
  title: string;
  wanted: number;
  promised: number;
  picked: number;
  /** Units on lines of the open wave: still to be fetched, and missed. */
  left: number;
  short: number;
};

/** What these orders want, item by item, and how much of it lies at the packing place. */
export const pickedItems = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<ItemRow[]> =>
  db.query<ItemRow>({
    name: 'picking-items',
    text: `SELECT r.order_id AS "orderId", r.item_id AS "itemId", r.product_id AS "productId", r.sku, p.code, p.title, r.reserved AS wanted, r.allocated AS promised,
        coalesce((SELECT sum(s.quantity) FROM stock_staged s WHERE s.account_id = $1 AND s.order_id = r.order_id AND s.item_id = r.item_id
          AND s.product_id = r.product_id), 0)::int AS picked,
        coalesce(l.quantity, 0)::int AS left, coalesce(l.short, 0)::int AS short
      FROM stock_reservation r JOIN stock_product p ON p.product_id = r.product_id
      LEFT JOIN LATERAL (SELECT sum(l.quantity - l.picked - l.short) AS quantity, sum(l.short) AS short FROM wave_line l
        JOIN wave_order o ON o.account_id = $1 AND o.wave_id = l.wave_id AND o.order_id = l.order_id AND o.open
        WHERE l.account_id = $1 AND l.order_id = r.order_id AND l.item_id = r.item_id AND l.product_id = r.product_id) AS l ON true
      WHERE r.account_id = $1 AND r.order_id = ANY($2) ORDER BY r.order_id, r.item_id, r.product_id`,
    values: [accountId, orderIds],
  });

type OrderWaveRow = { orderId: string; waveId: string; wave: string; open: boolean; tote: string | null };

/** The wave of each order: the open one, else the last. */
export const wavesOfOrders = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<OrderWaveRow[]> =>
  db.query<OrderWaveRow>({
    name: 'picking-waves-of-orders',
    text: `SELECT DISTINCT ON (o.order_id) o.order_id AS "orderId", o.wave_id AS "waveId", w.name AS wave, o.open, o.tote
      FROM wave_order o JOIN wave w ON w.wave_id = o.wave_id WHERE o.account_id = $1 AND o.order_id = ANY($2)
      ORDER BY o.order_id, o.open DESC, o.wave_id DESC`,
    values: [accountId, orderIds],
  });

/** When the first unit was fetched that was not given back again by an undo. */
export const firstPicks = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<{ orderId: string; at: Date }[]> =>
  db.query({
    name: 'picking-first',
    text: `SELECT p.order_id AS "orderId", min(p.at) AS at FROM pick p WHERE p.account_id = $1 AND p.order_id = ANY($2) AND p.kind = 'picked'
        AND NOT EXISTS (SELECT 1 FROM pick u WHERE u.account_id = $1 AND u.undoes = p.pick_id) GROUP BY p.order_id`,
    values: [accountId, orderIds],
  });

/** The orders whose units are carried in this tote. */
export const ordersOfTote = (db: Db, code: string): Promise<OrderKey[]> =>
  db.query<OrderKey>({
    name: 'picking-tote',
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId" FROM tote t JOIN wave_order o ON o.account_id = ANY($1) AND o.wave_id = t.wave_id AND o.tote = t.code
      JOIN orders x ON x.account_id = ANY($1) AND x.account_id = o.account_id AND x.order_id = o.order_id
      WHERE o.account_id = ANY($1) AND t.code = $2 AND x.status <> 'shipped' ORDER BY o.account_id, o.position`,
    values: [db.accounts, code],
  });
