import type { OrderRow } from './contract.ts';
import type { OrderSort } from './cursor.ts';

/** The columns that a row of the grid needs, and those by which pages are sorted. */
export const orderRowColumns = [
  'account_id',
  'order_id',
  'seller_order_id',
  'marketplace_id',
  'sales_channel',
  'status',
  'status_raw',
  'fulfilled_by',
  'service_level',
  'programs',
  'purchased_at',
  'updated_at',
  'ship_by',
  'deliver_by',
  'total',
  'currency',
  'units',
  'units_shipped',
  'lines',
  'line_count',
  'buyer_mask',
  'ship_to',
  'po_number',
  'cancel_requested_at',
  'held_at',
  'tags',
  'assignee',
  'notes',
  'tracking',
  'carrier',
  'write_state',
  'depth',
  'total_sort',
] as const;

export type OrderRecord = {
  account_id: string;
  order_id: string;
  seller_order_id: string | null;
  marketplace_id: string;
  sales_channel: string;
  status: string;
  status_raw: string;
  fulfilled_by: string;
  service_level: string;
  programs: string[];
  purchased_at: Date;
  updated_at: Date;
  ship_by: Date | null;
  deliver_by: Date | null;
  total: string | null;
  currency: string | null;
  units: number;
  units_shipped: number;
  lines: OrderRow['lines'];
  line_count: number;
  buyer_mask: string | null;
  ship_to: string | null;
  po_number: string | null;
  cancel_requested_at: Date | null;
  held_at: Date | null;
  tags: string[];
  assignee: string | null;
  notes: number;
  tracking: string | null;
  carrier: string | null;
  write_state: string | null;
  depth: 'skeleton' | 'full';
  total_sort: string;
};

const iso = (at: Date | null) => at?.toISOString() ?? null;

export const orderRowOf = (row: OrderRecord): OrderRow => ({
  accountId: row.account_id,
  orderId: row.order_id,
  sellerOrderId: row.seller_order_id,
  marketplaceId: row.marketplace_id,
  salesChannel: row.sales_channel,
  status: row.status,
  statusRaw: row.status_raw,
  fulfilledBy: row.fulfilled_by,
  serviceLevel: row.service_level,
  programs: row.programs,
  purchasedAt: row.purchased_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  shipBy: iso(row.ship_by),
  deliverBy: iso(row.deliver_by),
  total: row.total,
  currency: row.currency,
  units: row.units,
  unitsShipped: row.units_shipped,
  lines: row.lines,
  lineCount: row.line_count,
  buyerMask: row.buyer_mask,
  shipTo: row.ship_to,
  poNumber: row.po_number,
  cancelRequestedAt: iso(row.cancel_requested_at),
  heldAt: iso(row.held_at),
  tags: row.tags,
  assignee: row.assignee,
  notes: row.notes,
  tracking: row.tracking,
  carrier: row.carrier,
  writeState: row.write_state,
  depth: row.depth,
});

/** Where a row stands in its sort order, in the columns of that order. */
export function placeOf(row: OrderRecord, sort: OrderSort): readonly string[] {
  const purchasedAt = row.purchased_at.toISOString();
  if (sort === 'ship-by') return [iso(row.ship_by) ?? 'infinity', row.order_id];
  if (sort === 'total') return [row.total_sort, purchasedAt, row.order_id];
  return [purchasedAt, row.order_id];
}
