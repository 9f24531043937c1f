import { rowBatch } from '#src/platform/row-batch.ts';
import type { PackageFacts } from './facts.ts';
import type { KnownItem, KnownOrder } from './known-order.ts';
import type { NewEvent } from './merge-order.ts';
import type { OrderChange } from './order-change.ts';
import type { SearchKey } from './search-keys.ts';

const all = <const Type extends string, Name extends string>(type: Type, ...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, type])) as Record<Name, Type>;

export const orderBatch = rowBatch({
  ...all('text', 'order_id', 'marketplace_id', 'sales_channel', 'seller_order_id', 'status', 'status_raw', 'fulfilled_by'),
  ...all('text', 'order_type', 'service_level', 'ship_service'),
  programs: 'text[]',
  ...all('timestamptz', 'purchased_at', 'updated_at', 'ship_after', 'ship_by', 'deliver_after', 'deliver_by'),
  total: 'numeric',
  currency: 'text',
  ...all('int', 'units', 'units_shipped', 'units_cancelled', 'line_count'),
  lines: 'jsonb',
  ...all('text', 'buyer_mask', 'ship_to', 'po_number', 'replaces_order_id', 'cancel_reason', 'tracking', 'carrier', 'address_hash'),
  ...all('timestamptz', 'cancel_requested_at', 'shipped_at', 'delivered_at', 'address_changed_at'),
  detail: 'jsonb',
  ...all('text', 'depth', 'personal', 'source'),
  facts_hash: 'bytea',
});

export const itemBatch = rowBatch({
  ...all('text', 'order_id', 'item_id', 'sku', 'asin', 'title', 'condition', 'currency', 'status_raw'),
  ...all('int', 'position', 'quantity', 'shipped', 'cancelled'),
  ...all('numeric', 'unit_price', 'total'),
  programs: 'text[]',
  ...all('boolean', 'gift', 'customised', 'cancel_requested'),
  detail: 'jsonb',
});

export const packageBatch = rowBatch({
  ...all('text', 'order_id', 'reference', 'carrier', 'carrier_raw', 'service', 'tracking', 'status', 'status_raw'),
  ...all('timestamptz', 'ship_date', 'delivered_at'),
  items: 'jsonb',
});

export const keyBatch = rowBatch({ ...all('text', 'kind', 'key', 'order_id'), purchased_at: 'timestamptz' });

export const eventBatch = rowBatch({ ...all('text', 'order_id', 'kind', 'origin', 'actor', 'source'), at: 'timestamptz', data: 'jsonb' });

export const rawBatch = rowBatch({ ...all('text', 'order_id', 'source', 'request_id'), received_at: 'timestamptz', body: 'jsonb' });

export const productBatch = rowBatch({ ...all('text', 'sku', 'asin', 'title'), seen_at: 'timestamptz' });

export const countBatch = rowBatch({ status: 'text', n: 'int' });

const shownLines = 3;

export function orderRow(order: KnownOrder) {
  const first = order.packages.find((parcel) => parcel.tracking);
  const total = (of: (item: KnownItem) => number) => order.items.reduce((n, item) => n + of(item), 0);
  return {
    order_id: order.orderId,
    marketplace_id: order.marketplaceId,
    sales_channel: order.salesChannel,
    seller_order_id: order.sellerOrderId,
    status: order.status,
    status_raw: order.statusRaw,
    fulfilled_by: order.fulfilledBy,
    order_type: order.orderType,
    service_level: order.serviceLevel,
    ship_service: order.shipService,
    programs: order.programs,
    purchased_at: order.purchasedAt,
    updated_at: order.updatedAt,
    ship_after: order.shipAfter,
    ship_by: order.shipBy,
    deliver_after: order.deliverAfter,
    deliver_by: order.deliverBy,
    total: order.total,
    currency: order.currency,
    units: total((item) => item.quantity),
    units_shipped: total((item) => item.shipped),
    units_cancelled: total((item) => item.cancelled),
    lines: order.items.slice(0, shownLines).map(({ sku, asin, title, quantity }) => ({ sku, asin, title, quantity })),
    line_count: order.items.length,
    buyer_mask: order.buyerMask,
    ship_to: order.shipTo,
    po_number: order.poNumber,
    replaces_order_id: order.replacesOrderId,
    cancel_reason: order.cancelReason,
    tracking: first?.tracking ?? null,
    carrier: first?.carrierRaw ?? null,
    cancel_requested_at: order.cancelRequestedAt,
    shipped_at: order.shippedAt,
    delivered_at: order.deliveredAt,
    address_hash: order.addressHash,
    address_changed_at: order.addressChangedAt,
    detail: order.detail,
    depth: order.depth,
    personal: order.personal,
    source: order.source,
    facts_hash: Buffer.from(order.factsHash, 'base64url'),
  };
}

export const itemRow = (orderId: string, item: KnownItem, position: number) => ({
  order_id: orderId,
  item_id: item.itemId,
  position,
  sku: item.sku,
  asin: item.asin,
  title: item.title,
  quantity: item.quantity,
  shipped: item.shipped,
  cancelled: item.cancelled,
  condition: item.condition ?? null,
  unit_price: item.unitPrice?.amount ?? null,
  total: item.total?.amount ?? null,
  currency: item.total?.currency ?? item.unitPrice?.currency ?? null,
  programs: item.programs ?? [],
  gift: item.gift ?? false,
  customised: item.customised ?? false,
  cancel_requested: Boolean(item.cancelRequest),
  status_raw: item.statusRaw ?? null,
  detail: item.detail ?? {},
});

export const packageRow = (orderId: string, parcel: PackageFacts) => ({
  order_id: orderId,
  reference: parcel.reference,
  carrier: null,
  carrier_raw: parcel.carrierRaw ?? null,
  service: parcel.service ?? null,
  tracking: parcel.tracking ?? null,
  status: parcel.status.state,
  status_raw: parcel.status.raw,
  ship_date: parcel.shipDate ?? null,
  delivered_at: parcel.deliveredAt ?? null,
  items: parcel.items,
});

export const keyRow = ({ kind, key }: SearchKey, order: KnownOrder) => ({
  kind,
  key,
  order_id: order.orderId,
  purchased_at: order.purchasedAt,
});

export const eventRow = (orderId: string, event: NewEvent, source: string) => ({
  order_id: orderId,
  at: event.at,
  kind: event.kind,
  origin: 'amazon',
  actor: 'Amazon',
  source,
  data: event.data,
});

export const rawRows = (changes: readonly OrderChange[], now: Date) =>
  changes.map(({ order, raw }) => ({
    order_id: order.orderId,
    source: raw.source,
    request_id: raw.requestId,
    received_at: now,
    body: raw.body,
  }));

/** The newest title of each SKU; a batch may name one many times. */
export function productRows(changes: readonly OrderChange[]) {
  const bySku = new Map<string, { sku: string; asin: string; title: string; seen_at: Date }>();
  for (const { order } of changes) {
    for (const { sku, asin, title } of order.items) {
      const seen = bySku.get(sku);
      if (sku && title && (!seen || seen.seen_at < order.purchasedAt)) bySku.set(sku, { sku, asin, title, seen_at: order.purchasedAt });
    }
  }
  return [...bySku.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** How many orders each status wins or loses. */
export function countRows(changes: readonly OrderChange[]) {
  const counts = new Map<string, number>();
  const add = (status: string, n: number) => counts.set(status, (counts.get(status) ?? 0) + n);
  for (const { order, before } of changes) {
    if (before?.status === order.status) continue;
    add(order.status, 1);
    if (before) add(before.status, -1);
  }
  return [...counts].filter(([, n]) => n !== 0).map(([status, n]) => ({ status, n }));
}
