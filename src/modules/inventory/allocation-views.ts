import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { Objective } from './allocation-rules.ts';

export type OrderKey = { accountId: AccountId; orderId: string };

/** Orders whose units somebody could give now, nearest deadline first. What is short everywhere waits unseen. */
export const waitingOrders = (db: Db, limit: number): Promise<OrderKey[]> =>
  db.query<OrderKey>({
    name: 'stock-waiting',
    text: `SELECT r.account_id AS "accountId", r.order_id AS "orderId" FROM stock_reservation r
      JOIN orders o ON o.account_id = ANY($1) AND o.account_id = r.account_id AND o.order_id = r.order_id
      WHERE r.account_id = ANY($1) AND r.reserved > r.allocated AND o.status IN ('unshipped', 'partially_shipped')
        AND EXISTS (SELECT 1 FROM stock_level l JOIN stock_location s ON s.location_id = l.location_id
          WHERE l.product_id = r.product_id AND l.on_hand > l.allocated AND s.active)
      GROUP BY r.account_id, r.order_id, o.ship_by ORDER BY o.ship_by NULLS LAST, r.order_id LIMIT $2`,
    values: [db.accounts, limit],
  });

export type WaitingClaim = OrderKey & {
  itemId: string;
  productId: string;
  reserved: number;
  allocated: number;
  status: string;
  shipBy: Date | null;
  shipTo: string | null;
  marketplaceId: string;
};

/** The products that these orders still wait for. */
export async function waitedFor(db: Db, orders: readonly OrderKey[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: 'stock-waited-for',
    text: `SELECT DISTINCT r.product_id AS id FROM unnest($2::bigint[], $3::text[]) AS x(account_id, order_id)
      JOIN stock_reservation r ON r.account_id = ANY($1) AND r.account_id = x.account_id AND r.order_id = x.order_id
      WHERE r.reserved > r.allocated`,
    values: [db.accounts, orders.map(({ accountId }) => accountId), orders.map(({ orderId }) => orderId)],
  });
  return rows.map(({ id }) => id);
}

/** What these orders claim, nearest deadline first. Called again under the products' gates, since it may have changed. */
export const claimsToAllocate = (db: Db, orders: readonly OrderKey[]): Promise<WaitingClaim[]> =>
  db.query<WaitingClaim>({
    name: 'stock-to-allocate',
    text: `SELECT r.account_id AS "accountId", r.order_id AS "orderId", r.item_id AS "itemId", r.product_id AS "productId", r.reserved, r.allocated,
        o.status, o.ship_by AS "shipBy", o.ship_to AS "shipTo", o.marketplace_id AS "marketplaceId"
      FROM unnest($2::bigint[], $3::text[]) AS x(account_id, order_id)
      JOIN stock_reservation r ON r.account_id = ANY($1) AND r.account_id = x.account_id AND r.order_id = x.order_id
      JOIN orders o ON o.account_id = ANY($1) AND o.account_id = r.account_id AND o.order_id = r.order_id
      ORDER BY o.ship_by NULLS LAST, r.order_id, r.item_id, r.product_id`,
    values: [db.accounts, orders.map(({ accountId }) => accountId), orders.map(({ orderId }) => orderId)],
  });

export type LocationRow = {
  locationId: string;
  name: string;
  country: string;
  region: string;
  timeZone: string;
  cutOff: string;
  parcelCost: string;
  currency: string;
  position: number;
  active: boolean;
};

/** All locations in their order. */
export const locationRows = (db: Db): Promise<LocationRow[]> =>
  db.query<LocationRow>({
    name: 'stock-locations',
    text: `SELECT location_id AS "locationId", name, country, region, time_zone AS "timeZone", cut_off AS "cutOff", parcel_cost AS "parcelCost", currency,
        position, active FROM stock_location ORDER BY position, location_id`,
  });

export async function objectiveOf(db: Db): Promise<Objective> {
  const [row] = await db.query<{ objective: Objective }>({ name: 'stock-objective', text: 'SELECT objective FROM stock_setting' });
  return row?.objective ?? 'deadline';
}

/** Products of which more is promised than lies there: more left than was known, or a count found fewer. */
export async function overpromised(db: Db): Promise<string[]> {
  const rows = await db.query<{ productId: string }>({
    name: 'stock-overpromised',
    text: `SELECT DISTINCT product_id AS "productId" FROM stock_level WHERE allocated > greatest(on_hand, 0) LIMIT 100`,
  });
  return rows.map(({ productId }) => productId);
}

/** `staged`: units of the order that lie at the packing place there. */
export type PromiseRow = OrderKey & { itemId: string; productId: string; locationId: string; quantity: number; staged: number };

/** Every promise of these products, the latest deadline first. The caller holds their gates and is open for all accounts. */
export const promisesOf = (db: Db, productIds: readonly string[]): Promise<PromiseRow[]> =>
  db.query<PromiseRow>({
    name: 'stock-promises',
    text: `SELECT a.account_id AS "accountId", a.order_id AS "orderId", a.item_id AS "itemId", a.product_id AS "productId", a.location_id AS "locationId", a.quantity,
        least(a.quantity, coalesce(s.quantity, 0)) AS staged
      FROM stock_allocation a LEFT JOIN orders o ON o.account_id = ANY($1) AND o.account_id = a.account_id AND o.order_id = a.order_id
      LEFT JOIN stock_staged s ON s.account_id = ANY($1) AND s.account_id = a.account_id AND s.order_id = a.order_id AND s.item_id = a.item_id
        AND s.product_id = a.product_id AND s.location_id = a.location_id
      WHERE a.account_id = ANY($1) AND a.product_id = ANY($2::bigint[]) ORDER BY o.ship_by DESC NULLS FIRST, a.order_id DESC`,
    values: [db.accounts, productIds],
  });
