import type { PackageFacts, PackageStatus } from './facts.ts';
import type { KnownItem, KnownOrder } from './known-order.ts';

/** The columns of a table as a batch statement names them: in lists, with types, and as updates. */
type RecordShape = { names: string; types: string; updates: string };

function record(columns: Record<string, string>, key: readonly string[]): RecordShape {
  const names = Object.keys(columns);
  return {
    names: names.join(', '),
    types: names.map((name) => `${name} ${columns[name]}`).join(', '),
    updates: names
      .filter((name) => !key.includes(name))
      .map((name) => `${name} = excluded.${name}`)
      .join(', '),
  };
}

const instants = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, 'timestamptz']));
const texts = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, 'text']));
const counts = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, 'int']));

export const orderRecord = record(
  {
    ...texts('order_id marketplace_id sales_channel seller_order_id status status_raw fulfilled_by order_type service_level ship_service'),
    programs: 'text[]',
    ...instants('purchased_at updated_at ship_after ship_by deliver_after deliver_by'),
    total: 'numeric',
    currency: 'text',
    ...counts('units units_shipped units_cancelled'),
    lines: 'jsonb',
    line_count: 'int',
    ...texts('buyer_mask ship_to po_number replaces_order_id cancel_reason tracking carrier'),
    ...instants('cancel_requested_at shipped_at delivered_at'),
    detail: 'jsonb',
    ...texts('depth personal source'),
    facts_hash: 'bytea',
  },
  ['order_id'],
);

export const itemRecord = record(
  {
    order_id: 'text',
    item_id: 'text',
    position: 'int',
    ...texts('sku asin title'),
    ...counts('quantity shipped cancelled'),
    condition: 'text',
    unit_price: 'numeric',
    total: 'numeric',
    currency: 'text',
    programs: 'text[]',
    gift: 'boolean',
    customised: 'boolean',
    cancel_requested: 'boolean',
    status_raw: 'text',
    detail: 'jsonb',
  },
  ['order_id', 'item_id'],
);

export const packageRecord = record(
  {
    ...texts('order_id reference carrier carrier_raw service tracking status status_raw'),
    ...instants('ship_date delivered_at'),
    items: 'jsonb',
  },
  ['order_id', 'reference'],
);

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
    detail: order.detail,
    depth: order.depth,
    personal: order.personal,
    source: order.source,
    facts_hash: `\\x${Buffer.from(order.factsHash, 'base64url').toString('hex')}`,
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
  cancel_requested: item.cancelRequest !== undefined,
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

export const knownOrderColumns = `order_id, marketplace_id, sales_channel, seller_order_id, status, status_raw, fulfilled_by, order_type,
  service_level, ship_service, programs, purchased_at, updated_at, ship_after, ship_by, deliver_after, deliver_by, total, currency,
  buyer_mask, ship_to, po_number, replaces_order_id, cancel_requested_at, cancel_reason, shipped_at, delivered_at, personal, depth,
  source, detail, facts_hash, tags`;

export type ItemRow = Omit<ReturnType<typeof itemRow>, 'unit_price' | 'total'> & { unit_price: number | null; total: number | null };
export type PackageRow = Omit<ReturnType<typeof packageRow>, 'ship_date' | 'delivered_at'> & {
  ship_date: string | null;
  delivered_at: string | null;
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
  tags: string[];
  items: ItemRow[] | null;
  packages: PackageRow[] | null;
};

export function knownOrderOf(row: KnownOrderRow): KnownOrder {
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
    tags: row.tags,
    items: (row.items ?? []).map(knownItemOf),
    packages: (row.packages ?? []).map(knownPackageOf),
  };
}

/** Prices of known items are not compared, so they are left out: JSON would hand them over as floats. */
const knownItemOf = (row: ItemRow): KnownItem => ({
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

const knownPackageOf = (row: PackageRow): PackageFacts => ({
  reference: row.reference,
  ...(row.carrier_raw === null ? {} : { carrierRaw: row.carrier_raw }),
  ...(row.service === null ? {} : { service: row.service }),
  ...(row.tracking === null ? {} : { tracking: row.tracking }),
  status: { state: row.status as PackageStatus, raw: row.status_raw },
  ...(row.ship_date === null ? {} : { shipDate: new Date(row.ship_date) }),
  ...(row.delivered_at === null ? {} : { deliveredAt: new Date(row.delivered_at) }),
  items: row.items,
});
