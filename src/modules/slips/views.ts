import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type SlipOrderRow = {
  orderId: string;
  marketplaceId: string;
  status: string;
  purchasedAt: Date;
  shipBy: Date | null;
  serviceLevel: string;
  poNumber: string | null;
  total: string | null;
  currency: string | null;
  items: SlipItemRow[];
};
type SlipItemRow = {
  itemId: string;
  title: string;
  sku: string;
  asin: string;
  quantity: number;
  cancelled: number;
  condition: string | null;
  unitPrice: string | null;
  total: string | null;
  currency: string | null;
  gift: boolean;
  customised: boolean;
};

/** What slips print of orders, in one query for all of them; amounts as text. */
export const slipOrders = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<SlipOrderRow[]> =>
  db.query<SlipOrderRow>({
    name: 'slips-orders',
    text: `SELECT o.order_id AS "orderId", o.marketplace_id AS "marketplaceId", o.status, o.purchased_at AS "purchasedAt", o.ship_by AS "shipBy",
        o.service_level AS "serviceLevel", o.po_number AS "poNumber", o.total, o.currency,
        coalesce((SELECT json_agg(json_build_object('itemId', i.item_id, 'title', i.title, 'sku', i.sku, 'asin', i.asin, 'quantity', i.quantity,
            'cancelled', i.cancelled, 'condition', i.condition, 'unitPrice', i.unit_price::text, 'total', i.total::text, 'currency', i.currency,
            'gift', i.gift, 'customised', i.customised) ORDER BY i.position)
          FROM order_item i WHERE i.account_id = $1 AND i.order_id = o.order_id), '[]') AS items
      FROM orders o WHERE o.account_id = $1 AND o.order_id = ANY($2)`,
    values: [accountId, orderIds],
  });
