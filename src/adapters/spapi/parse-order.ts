import type { z } from 'zod';
import { compact, said } from '#src/kernel/compact.ts';
import { marketplaceOf, marketplaceOfDomain } from '#src/kernel/marketplaces.ts';
import type { FulfilledBy, OrderFacts, OrderStatus, PackageFacts, PackageStatus, Window, Worded } from '#src/modules/orders/facts.ts';
import type { ParsedOrder, ParseReason } from '#src/modules/sync/ports.ts';
import { at } from './at.ts';
import { itemFacts } from './item-facts.ts';
import { type AmazonOrder, type AmazonPackage, orderSchema } from './order-schema.ts';
import { personalFacts } from './personal-facts.ts';
import { stripPersonal } from './strip-personal.ts';

/** Amazon's answer about one order (Orders API 2026-01-01, every data set included) in our words, or why that failed. */
export function parseOrder(answer: unknown, source: 'search' | 'get'): ParsedOrder {
  const { raw, removed } = stripPersonal(answer);
  const parsed = orderSchema.safeParse(answer);
  if (parsed.success) return { ok: true, facts: orderFacts(parsed.data, raw, source), raw };
  const orderId = at(answer, ['orderId']);
  return {
    ok: false,
    ...(typeof orderId === 'string' && orderId !== '' ? { orderId } : {}),
    ...complaint(parsed.error, answer),
    raw,
    personalRaw: removed,
  };
}

function orderFacts(order: AmazonOrder, raw: unknown, source: 'search' | 'get'): OrderFacts {
  const { fulfillment, recipient } = order;
  const address = recipient?.deliveryAddress;
  const isCancelled = fulfillment.fulfillmentStatus === 'CANCELLED';
  const shipTo = compact({ city: said(address?.city), region: said(address?.stateOrRegion), country: said(address?.countryCode) });
  const original = order.associatedOrders?.find((other) => said(other.orderId));
  return compact({
    orderId: order.orderId,
    source,
    depth: 'full' as const,
    ...channelOf(order),
    sellerOrderId: said(order.orderAliases?.find(({ aliasType }) => aliasType === 'SELLER_ORDER_ID')?.aliasId) ?? null,
    status: worded(orderStatuses, fulfillment.fulfillmentStatus),
    fulfilledBy: worded(fulfillers, fulfillment.fulfilledBy ?? ''),
    orderType: orderType(order, original?.associationType),
    serviceLevel: said(fulfillment.fulfillmentServiceLevel),
    programs: order.programs ?? [],
    purchasedAt: order.createdTime,
    updatedAt: order.lastUpdatedTime,
    shipBy: windowOf(fulfillment.shipByWindow),
    deliverBy: windowOf(fulfillment.deliverByWindow),
    // Pending and cancelled orders come without money: that changes nothing of what is known.
    total: order.proceeds?.grandTotal ?? undefined,
    poNumber: said(order.buyer?.buyerPurchaseOrderNumber),
    replacesOrderId: said(original?.orderId) ?? null,
    items: order.orderItems.map((item, i) => itemFacts(item, isCancelled, at(raw, ['orderItems', i]))),
    packages: order.packages?.map(packageFacts) ?? (fulfillment.fulfilledBy === 'AMAZON' ? undefined : []),
    ...personalFacts(order),
    shipTo: Object.keys(shipTo).length > 0 ? shipTo : undefined,
    detail: orderDetail(order, raw),
  });
}

function channelOf({ salesChannel }: AmazonOrder): { marketplaceId: string; salesChannel: string } {
  const name = said(salesChannel.marketplaceName);
  const id = said(salesChannel.marketplaceId) ?? (name && marketplaceOfDomain(name)?.id) ?? '';
  const channel = salesChannel.channelName === 'NON_AMAZON' ? 'Non-Amazon' : salesChannel.channelName;
  return { marketplaceId: id, salesChannel: name ?? marketplaceOf(id)?.domain ?? channel };
}

/** In the words of Amazon's own order type, which this version of its API no longer has. */
function orderType({ programs }: AmazonOrder, association: string | null | undefined): string {
  if (association === 'REPLACEMENT_ORIGINAL_ID') return 'Replacement';
  if (association === 'EXCHANGE_ORIGINAL_ID') return 'Exchange';
  return programs?.includes('PREORDER') ? 'Preorder' : 'StandardOrder';
}

function packageFacts(parcel: AmazonPackage): PackageFacts {
  return compact({
    reference: parcel.packageReferenceId,
    carrierRaw: said(parcel.carrier),
    service: said(parcel.shippingService),
    tracking: said(parcel.trackingNumber),
    status: packageStatus(parcel),
    shipDate: parcel.shipTime ?? undefined,
    items: (parcel.packageItems ?? []).map(({ orderItemId, quantity }) => ({ itemId: orderItemId, quantity })),
  });
}

/** Details that say no more than the status that they stand under; Amazon leaves them out now and then. */
const redundant = [
  'PENDING_SCHEDULE',
  'PENDING_PICK_UP',
  'PENDING_DROP_OFF',
  'LABEL_CANCELLED',
  'PICKED_UP',
  'DROPPED_OFF',
  'DELIVERED',
  'UNDELIVERABLE',
];

/** Where Amazon says more than its status, the word is both: `IN_TRANSIT/OUT_FOR_DELIVERY`. */
function packageStatus({ packageStatus: said }: AmazonPackage): Worded<PackageStatus> {
  const { state, raw } = worded(packageStatuses, said?.status ?? '');
  const detail = said?.detailedStatus;
  return { state, raw: detail && !redundant.includes(detail) ? `${raw}/${detail}` : raw };
}

/**
 * Details of an order: `proceeds` [{type, status, subtotal}], `payments` [{method, amount, cardBrand}], `taxInvoicing`,
 * `taxRegistrations` (who, not the numbers), `labelPrinting` {from, to}, `fulfillmentOrders` [id], `associatedOrders`,
 * `addressType`, `deliveryCapabilities`.
 */
function orderDetail(order: AmazonOrder, raw: unknown): Record<string, unknown> {
  const taxInvoicing = order.tax?.taxInvoicing;
  return compact({
    proceeds: order.proceeds?.breakdowns?.map(({ type, status, subtotal }) => compact({ type, status: said(status), subtotal })),
    payments: order.payment?.paymentExecutions?.map(({ paymentMethod, paymentAmount, cardBrand }) =>
      compact({ method: said(paymentMethod), amount: paymentAmount ?? undefined, cardBrand: said(cardBrand) }),
    ),
    taxInvoicing: taxInvoicing
      ? compact({ preference: said(taxInvoicing.buyerInvoicePreference), status: said(taxInvoicing.invoiceStatus) })
      : undefined,
    taxRegistrations: at(raw, ['tax', 'taxRegistrations']),
    labelPrinting: at(raw, ['fulfillment', 'labelPrintingWindow']),
    fulfillmentOrders: order.fulfillmentOrders?.flatMap(({ fulfillmentOrderId }) => said(fulfillmentOrderId) ?? []),
    associatedOrders: order.associatedOrders?.length ? order.associatedOrders : undefined,
    addressType: said(order.recipient?.deliveryAddress?.addressType),
    deliveryCapabilities: at(raw, ['recipient', 'deliveryPreference', 'deliveryCapabilities']),
  });
}

const orderStatuses: Readonly<Record<string, OrderStatus>> = {
  PENDING_AVAILABILITY: 'pending_availability',
  PENDING: 'pending',
  UNSHIPPED: 'unshipped',
  PARTIALLY_SHIPPED: 'partially_shipped',
  SHIPPED: 'shipped',
  CANCELLED: 'cancelled',
  UNFULFILLABLE: 'unfulfillable',
};

const fulfillers: Readonly<Record<string, FulfilledBy>> = { MERCHANT: 'merchant', AMAZON: 'amazon' };

const packageStatuses: Readonly<Record<string, PackageStatus>> = {
  PENDING: 'pending',
  IN_TRANSIT: 'in_transit',
  SHIPPED: 'shipped',
  DELIVERED: 'delivered',
  CANCELLED: 'cancelled',
  UNDELIVERABLE: 'undeliverable',
};

/** A word that is not in the table is kept as it came. */
function worded<T extends string>(table: Readonly<Record<string, T>>, raw: string): Worded<T | 'unknown'> {
  return { state: Object.hasOwn(table, raw) ? (table[raw] ?? 'unknown') : 'unknown', raw };
}

function windowOf(
  window: { earliestDateTime?: Date | null | undefined; latestDateTime?: Date | null | undefined } | null | undefined,
): Window | undefined {
  if (!window) return undefined;
  return compact({ from: window.earliestDateTime ?? undefined, to: window.latestDateTime ?? undefined });
}

/** Which field was wrong and what was expected there; zod's messages name types, never values. */
function complaint(error: z.ZodError, answer: unknown): { reason: ParseReason; detail: string } {
  const [first] = error.issues;
  const detail = error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${placeOf(path)}: ${message}`)
    .join('; ');
  return { reason: first ? reasonOf(first.path, answer) : 'wrong_type', detail };
}

function reasonOf(path: readonly PropertyKey[], answer: unknown): ParseReason {
  const field = String(path.at(-1) ?? '');
  const found = at(answer, path);
  if (found === undefined || found === null) return 'missing';
  if (/^quantity|^pointsNumber$/.test(field)) return 'not_quantity';
  if (field.endsWith('Time')) return 'not_time';
  return /^(amount|currencyCode|subtotal|value)$|Total$|Price$|Value$|Amount$/.test(field) ? 'not_money' : 'wrong_type';
}

const placeOf = (path: readonly PropertyKey[]) =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`)).join('') || 'the order';
