import type { PackageFacts, PackageStatus } from './facts.ts';
import type { KnownItem, KnownOrder } from './known-order.ts';

export const knownOrderColumns = `order_id, marketplace_id, sales_channel, seller_order_id, status, status_raw, fulfilled_by, order_type,
  service_level, ship_service, programs, purchased_at, updated_at, ship_after, ship_by, deliver_after, deliver_by, total, currency,
  buyer_mask, ship_to, po_number, replaces_order_id, cancel_requested_at, cancel_reason, shipped_at, delivered_at, personal, depth,
  source, detail, facts_hash, address_hash, address_changed_at, tags`;

export const knownItemColumns = `order_id, item_id, sku, asin, title, quantity, shipped, cancelled, programs, gift, customised, cancel_requested`;

export const knownPackageColumns = `order_id, reference, carrier_raw, service, tracking, status, status_raw, ship_date, delivered_at, items`;

export type KnownItemRow = {
  order_id: string;
  item_id: string;
  sku: string;
  asin: string;
  title: string;
  quantity: number;
  shipped: number;
  cancelled: number;
  programs: string[];
  gift: boolean;
  customised: boolean;
  cancel_requested: boolean;
};

export type KnownPackageRow = {
  order_id: string;
  reference: string;
  carrier_raw: string | null;
  service: string | null;
  tracking: string | null;
  status: string;
  status_raw: string;
  ship_date: Date | null;
  delivered_at: Date | null;
  items: PackageFacts['items'];
};

export type KnownOrderRow = {
  order_id: string;
  marketplace_id: string;
  sales_channel: string;
  seller_order_id: string | null;
  status: string;
  status_raw: string;
  fulfilled_by: string;
  order_type: string;
  service_level: string;
  ship_service: string | null;
  programs: string[];
  purchased_at: Date;
  updated_at: Date;
  ship_after: Date | null;
  ship_by: Date | null;
  deliver_after: Date | null;
  deliver_by: Date | null;
  total: string | null;
  currency: string | null;
  buyer_mask: string | null;
  ship_to: string | null;
  po_number: string | null;
  replaces_order_id: string | null;
  cancel_requested_at: Date | null;
  cancel_reason: string | null;
  shipped_at: Date | null;
  delivered_at: Date | null;
  personal: string;
  depth: 'skeleton' | 'full';
  source: string;
  detail: Record<string, unknown>;
  facts_hash: Buffer;
  address_hash: string | null;
  address_changed_at: Date | null;
  tags: string[];
};

export function knownOrderOf(row: KnownOrderRow, items: readonly KnownItemRow[], packages: readonly KnownPackageRow[]): KnownOrder {
  return {
    orderId: row.order_id,
    marketplaceId: row.marketplace_id,
    salesChannel: row.sales_channel,
    sellerOrderId: row.seller_order_id,
    status: row.status,
    statusRaw: row.status_raw,
    fulfilledBy: row.fulfilled_by,
    orderType: row.order_type,
    serviceLevel: row.service_level,
    shipService: row.ship_service,
    programs: row.programs,
    purchasedAt: row.purchased_at,
    updatedAt: row.updated_at,
    shipAfter: row.ship_after,
    shipBy: row.ship_by,
    deliverAfter: row.deliver_after,
    deliverBy: row.deliver_by,
    total: row.total,
    currency: row.currency,
    buyerMask: row.buyer_mask,
    shipTo: row.ship_to,
    poNumber: row.po_number,
    replacesOrderId: row.replaces_order_id,
    cancelRequestedAt: row.cancel_requested_at,
    cancelReason: row.cancel_reason,
    shippedAt: row.shipped_at,
    deliveredAt: row.delivered_at,
    personal: row.personal,
    depth: row.depth,
    source: row.source,
    detail: row.detail,
    factsHash: row.facts_hash.toString('base64url'),
    addressHash: row.address_hash,
    addressChangedAt: row.address_changed_at,
    tags: row.tags,
    items: items.map(knownItemOf),
    packages: packages.map(knownPackageOf),
  };
}

/** Prices of known items are not compared, so they are left out. */
const knownItemOf = (row: KnownItemRow): KnownItem => ({
  itemId: row.item_id,
  sku: row.sku,
  asin: row.asin,
  title: row.title,
  quantity: row.quantity,
  shipped: row.shipped,
  cancelled: row.cancelled,
  programs: row.programs,
  gift: row.gift,
  customised: row.customised,
  ...(row.cancel_requested ? { cancelRequest: {} } : {}),
});

const knownPackageOf = (row: KnownPackageRow): PackageFacts => ({
  reference: row.reference,
  ...(row.carrier_raw === null ? {} : { carrierRaw: row.carrier_raw }),
  ...(row.service === null ? {} : { service: row.service }),
  ...(row.tracking === null ? {} : { tracking: row.tracking }),
  status: { state: row.status as PackageStatus, raw: row.status_raw },
  ...(row.ship_date === null ? {} : { shipDate: row.ship_date }),
  ...(row.delivered_at === null ? {} : { deliveredAt: row.delivered_at }),
  items: row.items,
});
