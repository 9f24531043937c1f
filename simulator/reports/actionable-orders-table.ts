import type { SimAccount } from '../accounts/sim-account.ts';
import { personalData } from '../orders/personal-data.ts';
import type { SimItem, SimOrder } from '../store/sim-order.ts';
import { dateCell } from './cells.ts';
import type { ReportTable } from './write-table.ts';

const COLUMNS = [
  'order-id',
  'order-item-id',
  'purchase-date',
  'payments-date',
  'reporting-date',
  'promise-date',
  'days-past-promise',
  'buyer-email',
  'buyer-name',
  'buyer-phone-number',
  'sku',
  'product-name',
  'quantity-purchased',
  'quantity-shipped',
  'quantity-to-ship',
  'ship-service-level',
  'recipient-name',
  'ship-address-1',
  'ship-address-2',
  'ship-address-3',
  'ship-city',
  'ship-state',
  'ship-postal-code',
  'ship-country',
  'is-business-order',
  'purchase-order-number',
  'price-designation',
  'is-prime',
  'is-buyer-requested-cancellation',
  'buyer-requested-cancel-reason',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

const DAY_MS = 86_400_000;

/** What the seller has to ship themselves, with names and addresses. */
export function actionableOrdersTable(orders: Iterable<SimOrder>, account: SimAccount, now: number): ReportTable {
  return { columns: COLUMNS, rows: rowsOf(orders, account, now) };
}

function* rowsOf(orders: Iterable<SimOrder>, account: SimAccount, now: number): Generator<Row> {
  for (const order of orders) {
    const isWaiting = order.status === 'UNSHIPPED' || order.status === 'PARTIALLY_SHIPPED';
    if (order.fulfilledBy !== 'MERCHANT' || !isWaiting) continue;
    const common = orderCells(order, account, now);
    for (const item of order.items) {
      if (item.quantity - item.cancelled > item.shipped) yield { ...common, ...itemCells(item) };
    }
  }
}

function orderCells(order: SimOrder, account: SimAccount, now: number): Row {
  const personal = personalData(order, account, now);
  const { address, buyer } = order;
  const promise = order.shipBy?.latest;
  const isBusiness = order.programs.includes('AMAZON_BUSINESS');
  return {
    'order-id': order.orderId,
    'purchase-date': dateCell(order.createdAt),
    'payments-date': dateCell(order.fulfillableAt ?? order.createdAt),
    'reporting-date': dateCell(now),
    ...(promise === undefined
      ? {}
      : { 'promise-date': dateCell(promise), 'days-past-promise': String(Math.max(0, Math.ceil((now - promise) / DAY_MS))) }),
    'ship-service-level': order.shipServiceName,
    ...(personal.email ? { 'buyer-email': buyer.email } : {}),
    ...(personal.name ? { 'buyer-name': buyer.name } : {}),
    ...(personal.phone ? { 'buyer-phone-number': address.phone ?? '' } : {}),
    ...(personal.address
      ? {
          'recipient-name': address.name,
          'ship-address-1': address.line1,
          'ship-address-2': address.line2 ?? '',
          'ship-address-3': address.line3 ?? '',
          'ship-city': address.city,
          'ship-state': address.stateOrRegion ?? '',
          'ship-postal-code': address.postalCode,
          'ship-country': address.countryCode,
        }
      : {}),
    'is-business-order': String(isBusiness),
    'purchase-order-number': buyer.purchaseOrderNumber ?? '',
    'price-designation': isBusiness ? 'Business Price' : '',
    'is-prime': String(order.programs.includes('PRIME')),
  };
}

function itemCells(item: SimItem): Row {
  return {
    'order-item-id': item.itemId,
    sku: item.sku,
    'product-name': item.title,
    'quantity-purchased': String(item.quantity),
    'quantity-shipped': String(item.shipped),
    'quantity-to-ship': String(item.quantity - item.cancelled - item.shipped),
    'is-buyer-requested-cancellation': String(item.cancelRequest !== undefined),
    'buyer-requested-cancel-reason': item.cancelRequest?.reason ?? '',
  };
}
