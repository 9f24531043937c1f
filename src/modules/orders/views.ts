import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

/** One entry, or what lies there of one order; all without either. */
export type QuarantineChoice = { quarantineId?: string | undefined; orderId?: string | undefined };

export type OpenQuarantine = {
  accountId: AccountId;
  quarantineId: string;
  orderId: string | null;
  source: string;
  reason: string;
  detail: string;
  body: unknown;
  sealed: Buffer | null;
  receivedAt: Date;
};

/** What is in quarantine in the accounts of `db`, or of one account, or one entry or order of it; oldest first, 500 at most. */
export const openQuarantine = (db: Db, accountId?: AccountId, only: QuarantineChoice = {}): Promise<OpenQuarantine[]> =>
  db.query<OpenQuarantine>({
    text: `SELECT account_id AS "accountId", quarantine_id AS "quarantineId", order_id AS "orderId", source, reason, detail, body, sealed, received_at AS "receivedAt"
      FROM quarantine WHERE account_id = ANY($1) AND resolved_at IS NULL AND ($2::bigint IS NULL OR quarantine_id = $2)
        AND ($3::text IS NULL OR order_id = $3)
      ORDER BY received_at, quarantine_id LIMIT 500`,
    values: [accountId === undefined ? db.accounts : [accountId], only.quarantineId ?? null, only.orderId ?? null],
  });

export type OrderPageRow = {
  accountId: AccountId;
  orderId: string;
  sellerOrderId: string | null;
  marketplaceId: string;
  salesChannel: string;
  status: string;
  statusRaw: string;
  fulfilledBy: string;
  orderType: string;
  serviceLevel: string;
  shipService: string | null;
  programs: string[];
  purchasedAt: Date;
  updatedAt: Date;
  shipAfter: Date | null;
  shipBy: Date | null;
  deliverAfter: Date | null;
  deliverBy: Date | null;
  total: string | null;
  currency: string | null;
  poNumber: string | null;
  replacesOrderId: string | null;
  buyerMask: string | null;
  shipTo: string | null;
  personal: string;
  cancelRequestedAt: Date | null;
  cancelReason: string | null;
  heldAt: Date | null;
  heldBy: string | null;
  holdReason: string | null;
  tags: string[];
  assignee: string | null;
  depth: 'skeleton' | 'full';
  source: string;
  seenAt: Date;
  detail: Record<string, unknown>;
  items: ItemJson[] | null;
  packages: PackageJson[] | null;
  notes: { noteId: string; at: string; author: string; body: string }[] | null;
};
type ItemJson = {
  itemId: string;
  sku: string;
  asin: string;
  title: string;
  quantity: number;
  shipped: number;
  cancelled: number;
  condition: string | null;
  unitPrice: string | null;
  total: string | null;
  currency: string | null;
  programs: string[];
  gift: boolean;
  customised: boolean;
  cancelRequested: boolean;
  statusRaw: string | null;
  detail: Record<string, unknown>;
};
type PackageJson = {
  reference: string;
  carrier: string | null;
  carrierRaw: string | null;
  service: string | null;
  tracking: string | null;
  status: string;
  statusRaw: string;
  shipDate: string | null;
  deliveredAt: string | null;
  items: { itemId: string; quantity: number }[];
};

/** Everything of one order in one query. Amounts go through JSON as text, so that none becomes a float. */
export async function orderPageRow(db: Db, accountId: AccountId, orderId: string): Promise<OrderPageRow | undefined> {
  const rows = await db.query<OrderPageRow>({
    name: 'orders-page',
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId", o.seller_order_id AS "sellerOrderId", o.marketplace_id AS "marketplaceId",
        o.sales_channel AS "salesChannel", o.status, o.status_raw AS "statusRaw", o.fulfilled_by AS "fulfilledBy", o.order_type AS "orderType",
        o.service_level AS "serviceLevel", o.ship_service AS "shipService", o.programs, o.purchased_at AS "purchasedAt", o.updated_at AS "updatedAt",
        o.ship_after AS "shipAfter", o.ship_by AS "shipBy", o.deliver_after AS "deliverAfter", o.deliver_by AS "deliverBy", o.total, o.currency,
        o.po_number AS "poNumber", o.replaces_order_id AS "replacesOrderId", o.buyer_mask AS "buyerMask", o.ship_to AS "shipTo", o.personal,
        o.cancel_requested_at AS "cancelRequestedAt", o.cancel_reason AS "cancelReason",
        o.held_at AS "heldAt", o.held_by AS "heldBy", o.hold_reason AS "holdReason", o.tags, o.assignee, o.depth, o.source,
        o.seen_at AS "seenAt", o.detail,
        (SELECT json_agg(json_build_object('itemId', i.item_id, 'sku', i.sku, 'asin', i.asin, 'title', i.title, 'quantity', i.quantity,
            'shipped', i.shipped, 'cancelled', i.cancelled, 'condition', i.condition, 'unitPrice', i.unit_price::text, 'total', i.total::text,
            'currency', i.currency, 'programs', i.programs, 'gift', i.gift, 'customised', i.customised, 'cancelRequested', i.cancel_requested,
            'statusRaw', i.status_raw, 'detail', i.detail) ORDER BY i.position)
          FROM order_item i WHERE i.account_id = $1 AND i.order_id = $2) AS items,
        (SELECT json_agg(json_build_object('reference', p.reference, 'carrier', p.carrier, 'carrierRaw', p.carrier_raw, 'service', p.service,
            'tracking', p.tracking, 'status', p.status, 'statusRaw', p.status_raw, 'shipDate', p.ship_date, 'deliveredAt', p.delivered_at,
            'items', p.items) ORDER BY p.reference)
          FROM order_package p WHERE p.account_id = $1 AND p.order_id = $2) AS packages,
        (SELECT json_agg(json_build_object('noteId', n.note_id::text, 'at', n.at, 'author', n.author, 'body', n.body) ORDER BY n.note_id DESC)
          FROM order_note n WHERE n.account_id = $1 AND n.order_id = $2) AS notes
      FROM orders o WHERE o.account_id = $1 AND o.order_id = $2`,
    values: [accountId, orderId],
  });
  return rows[0];
}

export type EventRow = {
  eventId: string;
  at: Date;
  kind: string;
  origin: string;
  actor: string;
  source: string;
  data: Record<string, unknown>;
};

/** The timeline of an order, newest first, 500 at most. */
export const orderEvents = (db: Db, accountId: AccountId, orderId: string): Promise<EventRow[]> =>
  db.query<EventRow>({
    name: 'orders-timeline',
    text: `SELECT event_id AS "eventId", at, kind, origin, actor, source, data FROM order_event
      WHERE account_id = $1 AND order_id = $2 ORDER BY event_id DESC LIMIT 500`,
    values: [accountId, orderId],
  });

export type OrderEventRow = EventRow & { orderId: string };

/**
 * Events of an account after one of them, oldest first. They commit in the order of their ids (`holdIntake`), so who
 * goes on after the last id he was given misses nothing.
 */
export const eventsAfter = (db: Db, accountId: AccountId, afterEvent: string, limit: number): Promise<OrderEventRow[]> =>
  db.query<OrderEventRow>({
    name: 'orders-events-after',
    text: `SELECT event_id AS "eventId", order_id AS "orderId", at, kind, origin, actor, source, data FROM order_event
      WHERE account_id = $1 AND event_id > $2 ORDER BY event_id LIMIT $3`,
    values: [accountId, afterEvent, limit],
  });

/** The id of an account's newest event; '0' before the first. */
export async function newestEvent(db: Db, accountId: AccountId): Promise<string> {
  const [row] = await db.query<{ id: string | null }>({
    text: 'SELECT max(event_id) AS id FROM order_event WHERE account_id = $1',
    values: [accountId],
  });
  return row?.id ?? '0';
}

export type RawRow = { source: string; receivedAt: Date; requestId: string | null; body: unknown };

export const orderRaw = (db: Db, accountId: AccountId, orderId: string): Promise<RawRow[]> =>
  db.query<RawRow>({
    text: `SELECT source, received_at AS "receivedAt", request_id AS "requestId", body FROM order_raw
      WHERE account_id = $1 AND order_id = $2 ORDER BY received_at DESC`,
    values: [accountId, orderId],
  });

export type PersonalState = { orderId: string; personal: string };

export const personalStates = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<PersonalState[]> =>
  db.query<PersonalState>({
    text: `SELECT order_id AS "orderId", personal FROM orders WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds],
  });

/** How many answers of an account lie in quarantine. */
export async function quarantineSize(db: Db, accountId: AccountId): Promise<number> {
  const [row] = await db.query<{ n: number }>({
    name: 'orders-quarantine-size',
    text: 'SELECT count(*)::int AS n FROM quarantine WHERE account_id = $1 AND resolved_at IS NULL',
    values: [accountId],
  });
  return row?.n ?? 0;
}

export async function quarantineCounts(db: Db): Promise<Map<AccountId, number>> {
  const rows = await db.query<{ accountId: AccountId; n: string }>({
    text: `SELECT account_id AS "accountId", count(*) AS n FROM quarantine WHERE account_id = ANY($1) AND resolved_at IS NULL GROUP BY account_id`,
    values: [db.accounts],
  });
  return new Map(rows.map((row) => [row.accountId, Number(row.n)]));
}
