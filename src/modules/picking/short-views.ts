import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type ShortOrder = { orderId: string; waveId: string; wave: string; units: number };

/**
 * Orders of an account of which a picker missed units and nothing is settled. While their wave works on them, units are missing
 * until they are planned in another bin, or taken out of the order. After that it is enough that some location promises them.
 * A part that has left alone was meant to: what is missing then was split off.
 */
export const shortOrders = (db: Db, accountId: AccountId): Promise<ShortOrder[]> =>
  db.query<ShortOrder>({
    name: 'picking-short-orders',
    text: `SELECT x.order_id AS "orderId", o.wave_id AS "waveId", w.name AS wave, m.units::int AS units
      FROM (SELECT DISTINCT l.order_id FROM wave_line l WHERE l.account_id = $1 AND l.short > 0) s
        JOIN orders x ON x.account_id = $1 AND x.order_id = s.order_id AND x.status IN ('unshipped', 'partially_shipped')
        JOIN LATERAL (SELECT o.wave_id, o.open FROM wave_order o WHERE o.account_id = $1 AND o.order_id = x.order_id
          ORDER BY o.open DESC, o.wave_id DESC LIMIT 1) o ON true
        JOIN wave w ON w.wave_id = o.wave_id
        JOIN LATERAL (
          SELECT sum(greatest(0, CASE WHEN o.open THEN least(l.short, r.reserved - coalesce(g.units, 0) - l.ahead) ELSE r.reserved - r.allocated END)) AS units
          FROM stock_reservation r
            JOIN (SELECT l.item_id, l.product_id, sum(l.short) AS short, sum(l.quantity - l.picked - l.short) AS ahead FROM wave_line l
              WHERE l.account_id = $1 AND l.wave_id = o.wave_id AND l.order_id = x.order_id GROUP BY l.item_id, l.product_id) l
              ON l.item_id = r.item_id AND l.product_id = r.product_id AND l.short > 0
            LEFT JOIN LATERAL (SELECT sum(g.quantity) AS units FROM stock_staged g WHERE g.account_id = $1 AND g.order_id = r.order_id
              AND g.item_id = r.item_id AND g.product_id = r.product_id) g ON true
          WHERE r.account_id = $1 AND r.order_id = x.order_id) m ON m.units > 0
      WHERE x.status = 'unshipped' OR EXISTS (SELECT FROM stock_staged g WHERE g.account_id = $1 AND g.order_id = x.order_id)
      ORDER BY x.order_id LIMIT 1000`,
    values: [accountId],
  });
