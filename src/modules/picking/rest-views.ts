import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

type RestOrder = { status: string; shipBy: Date | null; cancelRequested: boolean };

export async function restOrder(db: Db, accountId: AccountId, orderId: string): Promise<RestOrder | undefined> {
  const [row] = await db.query<RestOrder>({
    name: 'picking-rest-order',
    text: `SELECT status, ship_by AS "shipBy", cancel_requested_at IS NOT NULL AS "cancelRequested" FROM orders WHERE account_id = $1 AND order_id = $2`,
    values: [accountId, orderId],
  });
  return row;
}

/** Units of these products that other locations have free. */
export async function freeElsewhere(
  db: Db,
  productIds: readonly string[],
  except: readonly string[],
): Promise<{ locationId: string; name: string; productId: string; free: number }[]> {
  const rows = await db.query<{ locationId: string; name: string; productId: string; free: string }>({
    name: 'picking-free-elsewhere',
    text: `SELECT l.location_id AS "locationId", s.name, l.product_id AS "productId", l.on_hand - l.allocated AS free
      FROM stock_level l JOIN stock_location s ON s.location_id = l.location_id AND s.active
      WHERE l.product_id = ANY($1::bigint[]) AND l.on_hand > l.allocated AND l.location_id <> ALL($2::bigint[]) ORDER BY s.position`,
    values: [productIds, except],
  });
  return rows.map((row) => ({ ...row, free: Number(row.free) }));
}

/** Units that locations promise to an order and that are not fetched yet. */
export const promisesLeft = (
  db: Db,
  accountId: AccountId,
  orderId: string,
): Promise<{ locationId: string; name: string; units: number }[]> =>
  db.query({
    name: 'picking-promises-left',
    text: `SELECT a.location_id AS "locationId", l.name, sum(a.quantity - coalesce(s.quantity, 0))::int AS units FROM stock_allocation a
      JOIN stock_location l ON l.location_id = a.location_id
      LEFT JOIN stock_staged s ON s.account_id = $1 AND s.order_id = a.order_id AND s.item_id = a.item_id AND s.product_id = a.product_id AND s.location_id = a.location_id
      WHERE a.account_id = $1 AND a.order_id = $2 GROUP BY a.location_id, l.name, l.position
      HAVING sum(a.quantity - coalesce(s.quantity, 0)) > 0 ORDER BY l.position`,
    values: [accountId, orderId],
  });

/** Where the order is in a wave now. */
export async function openWaveOf(db: Db, accountId: AccountId, orderId: string): Promise<string | undefined> {
  const [row] = await db.query<{ waveId: string }>({
    name: 'picking-open-wave',
    text: 'SELECT wave_id AS "waveId" FROM wave_order WHERE account_id = $1 AND order_id = $2 AND open',
    values: [accountId, orderId],
  });
  return row?.waveId;
}
