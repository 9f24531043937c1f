import { hasAddress, isUnpaid } from '../orders/personal-data.ts';
import { toDecimal } from '../store/decimal.ts';
import { itemMoney } from '../store/item-money.ts';
import type { SimItem, SimOrder, SimStatus } from '../store/sim-order.ts';
import { dateCell } from './cells.ts';
import type { ReportTable } from './write-table.ts';

const COLUMNS = [
  'amazon-order-id',
  'merchant-order-id',
  'purchase-date',
  'last-updated-date',
  'order-status',
  'fulfillment-channel',
  'sales-channel',
  'order-channel',
  'ship-service-level',
  'product-name',
  'sku',
  'asin',
  'item-status',
  'quantity',
  'currency',
  'item-price',
  'item-tax',
  'shipping-price',
  'shipping-tax',
  'gift-wrap-price',
  'gift-wrap-tax',
  'item-promotion-discount',
  'ship-promotion-discount',
  'ship-city',
  'ship-state',
  'ship-postal-code',
  'ship-country',
  'promotion-ids',
  'is-business-order',
  'purchase-order-number',
  'price-designation',
] as const;

type Column = (typeof COLUMNS)[number];
type Row = Partial<Record<Column, string>>;

/** The words of this report: two l where the v0 API has one. */
const STATUS_WORDS: Record<SimStatus, string> = {
  PENDING_AVAILABILITY: 'Pending',
  PENDING: 'Pending',
  UNSHIPPED: 'Unshipped',
  PARTIALLY_SHIPPED: 'PartiallyShipped',
  SHIPPED: 'Shipped',
  CANCELLED: 'Cancelled',
  UNFULFILLABLE: 'Unfulfillable',
};

const LEVEL_WORDS: Record<SimOrder['serviceLevel'], string> = {
  EXPEDITED: 'Expedited',
  FREE_ECONOMY: 'FreeEconomy',
  NEXT_DAY: 'NextDay',
  PRIORITY: 'Priority',
  SAME_DAY: 'SameDay',
  SECOND_DAY: 'SecondDay',
  SCHEDULED: 'Scheduled',
  STANDARD: 'Standard',
};

/** Orders with a line for each item, no personal data and no item ids. Orders that are not paid for are not there yet. */
export function allOrdersTable(
  orders: Iterable<SimOrder>,
  by: 'order-date' | 'last-update',
  storeName: (marketplaceId: string) => string,
): ReportTable {
  // The fiscal number of Brazil, which only the report by order date has a column for.
  const columns = by === 'order-date' ? [...COLUMNS, 'cpf'] : COLUMNS;
  return { columns, rows: rowsOf(orders, storeName) };
}

function* rowsOf(orders: Iterable<SimOrder>, storeName: (marketplaceId: string) => string): Generator<Row> {
  for (const order of orders) {
    if (isUnpaid(order)) continue;
    const common = orderCells(order, storeName(order.marketplaceId));
    for (const item of order.items) yield { ...common, ...itemCells(item, order) };
  }
}

function orderCells(order: SimOrder, storeName: string): Row {
  const isBusiness = order.programs.includes('AMAZON_BUSINESS');
  return {
    'amazon-order-id': order.orderId,
    'merchant-order-id': order.sellerOrderId ?? '',
    'purchase-date': dateCell(order.createdAt),
    'last-updated-date': dateCell(order.updatedAt),
    'order-status': STATUS_WORDS[order.status],
    'fulfillment-channel': order.fulfilledBy === 'AMAZON' ? 'Amazon' : 'Merchant',
    'sales-channel': storeName,
    'ship-service-level': LEVEL_WORDS[order.serviceLevel],
    ...(hasAddress(order)
      ? {
          'ship-city': order.address.city,
          'ship-state': order.address.stateOrRegion ?? '',
          'ship-postal-code': order.address.postalCode,
          'ship-country': order.address.countryCode,
        }
      : {}),
    'is-business-order': String(isBusiness),
    'purchase-order-number': order.buyer.purchaseOrderNumber ?? '',
    'price-designation': isBusiness ? 'Business Price' : '',
  };
}

function itemCells(item: SimItem, order: SimOrder): Row {
  const { currency } = order;
  const left = item.quantity - item.cancelled;
  const identity: Row = {
    'product-name': item.title,
    sku: item.sku,
    asin: item.asin,
    'item-status': left === 0 ? 'Cancelled' : item.shipped >= left ? 'Shipped' : 'Unshipped',
    quantity: String(left),
  };
  if (left === 0) return identity;
  const money = itemMoney(item, currency);
  const amount = (minor: bigint) => (minor === 0n ? '' : toDecimal(minor, currency));
  return {
    ...identity,
    currency,
    'item-price': toDecimal(money.principal, currency),
    'item-tax': amount(money.tax),
    'shipping-price': amount(money.shipping),
    'shipping-tax': amount(money.shippingTax),
    'gift-wrap-price': amount(money.giftWrap),
    'gift-wrap-tax': amount(money.giftWrapTax),
    'item-promotion-discount': amount(money.itemDiscount),
    'ship-promotion-discount': amount(money.shippingDiscount),
    'promotion-ids': item.promotionIds.join(','),
  };
}
