import type { AccountId } from '#src/kernel/ids.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { carrierOf, trackingUrl } from '#src/modules/shipping/questions.ts';
import type { Db } from '#src/platform/db.ts';
import type { OrderDetails } from './contract.ts';
import { type OrderPageRow, orderPageRow } from './views.ts';

/** One order as its page shows it, without its writes, which their own module tells; undefined when it is not here. */
export async function orderPage(db: Db, accountId: AccountId, orderId: string): Promise<Omit<OrderDetails, 'writes'> | undefined> {
  const row = await orderPageRow(db, accountId, orderId);
  return row && detailsOf(row);
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const amount = (value: string | null, currency: string | null) =>
  value === null || currency === null ? null : { amount: value, currency };

function detailsOf(row: OrderPageRow): Omit<OrderDetails, 'writes'> {
  return {
    accountId: row.accountId,
    orderId: row.orderId,
    sellerOrderId: row.sellerOrderId,
    marketplaceId: row.marketplaceId,
    salesChannel: row.salesChannel,
    sellerCentralUrl: sellerCentralUrl(row.marketplaceId, row.orderId),
    status: row.status,
    statusRaw: row.statusRaw,
    fulfilledBy: row.fulfilledBy,
    orderType: row.orderType,
    serviceLevel: row.serviceLevel,
    shipService: row.shipService,
    programs: row.programs,
    purchasedAt: row.purchasedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    shipAfter: iso(row.shipAfter),
    shipBy: iso(row.shipBy),
    deliverAfter: iso(row.deliverAfter),
    deliverBy: iso(row.deliverBy),
    total: amount(row.total, row.currency),
    poNumber: row.poNumber,
    replacesOrderId: row.replacesOrderId,
    buyerMask: row.buyerMask,
    shipTo: row.shipTo,
    personal: row.personal,
    cancelRequestedAt: iso(row.cancelRequestedAt),
    cancelReason: row.cancelReason,
    hold: row.heldAt && { at: row.heldAt.toISOString(), by: row.heldBy ?? '', reason: row.holdReason ?? '' },
    tags: row.tags,
    assignee: row.assignee,
    depth: row.depth,
    source: row.source,
    seenAt: row.seenAt.toISOString(),
    detail: row.detail,
    items: (row.items ?? []).map(({ unitPrice, total, currency, ...item }) => ({
      ...item,
      known: row.depth === 'full',
      unitPrice: amount(unitPrice, currency),
      total: amount(total, currency),
    })),
    packages: (row.packages ?? []).map(({ shipDate, deliveredAt, ...parcel }) => ({
      ...parcel,
      trackingUrl: trackingPage(parcel.carrierRaw, parcel.tracking),
      shipDate: shipDate === null ? null : new Date(shipDate).toISOString(),
      deliveredAt: deliveredAt === null ? null : new Date(deliveredAt).toISOString(),
    })),
    notes: (row.notes ?? []).map((note) => ({ ...note, at: new Date(note.at).toISOString() })),
  };
}

/** Where the carrier shows the parcel; null for carriers that this version does not know. */
function trackingPage(carrierRaw: string | null, tracking: string | null): string | null {
  const carrier = carrierRaw === null ? undefined : carrierOf(carrierRaw);
  return carrier && tracking !== null ? (trackingUrl(carrier, tracking) ?? null) : null;
}

/** The same order in Seller Central; null for a store that this version does not know. */
function sellerCentralUrl(marketplaceId: string, orderId: string): string | null {
  const store = marketplaceOf(marketplaceId);
  return store ? `https://${store.sellerCentral}/orders-v3/order/${encodeURIComponent(orderId)}` : null;
}
