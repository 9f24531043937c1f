import { marketplaceOf } from '../accounts/marketplaces.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import type { View } from '../orders/view.ts';
import { toDecimal } from '../store/decimal.ts';
import { itemMoney } from '../store/item-money.ts';
import type { OrderTable } from '../store/order-table.ts';
import type { SimItem, SimOrder } from '../store/sim-order.ts';
import { spansOf } from './granularity.ts';
import { type MetricsRequest, metricsRequest } from './metrics-request.ts';

/**
 * `getOrderMetrics`: how much was ordered. An order counts from the moment it is placed, paid or not, and no longer once
 * it is cancelled as a whole: Amazon's documents are silent, and sales that did not come about are no sales.
 */
export const getOrderMetrics = (orders: OrderTable): SellerOperation => ({
  name: 'getOrderMetrics',
  method: 'GET',
  path: '/sales/v1/orderMetrics',
  rate: 0.5,
  burst: 15,
  handle: (call) => ({ status: 200, body: { payload: metrics(call, orders) } }),
});

type Sum = { units: number; items: number; orders: number; sales: bigint };

function metrics(call: SellerCall, orders: OrderTable): View[] {
  const request = metricsRequest(call);
  const { currency } = marketplaceOf(request.marketplaceId);
  const spans = spansOf(request.from, request.to, request.grid).map((span) => ({
    span,
    sum: { units: 0, items: 0, orders: 0, sales: 0n },
  }));
  let current = 0;
  for (const { at, id } of orders.byTime(call.account.sellerId, 'createdAt').from(request.from)) {
    if (at >= request.to) break;
    while ((spans[current]?.span.to ?? at + 1) <= at) current += 1;
    const order = orders.get(id);
    const sum = spans[current]?.sum;
    if (order && sum && isWanted(order, request)) add(order, request, sum);
  }
  return spans.map(({ span, sum }) => ({
    interval: span.text,
    unitCount: sum.units,
    orderItemCount: sum.items,
    orderCount: sum.orders,
    averageUnitPrice: { amount: toDecimal(sum.units === 0 ? 0n : sum.sales / BigInt(sum.units), currency), currencyCode: currency },
    totalSales: { amount: toDecimal(sum.sales, currency), currencyCode: currency },
  }));
}

function isWanted(order: SimOrder, { marketplaceId, buyerType, fulfillmentNetwork, isHaul }: MetricsRequest): boolean {
  const type = order.programs.includes('AMAZON_BUSINESS') ? 'B2B' : 'B2C';
  const network = order.fulfilledBy === 'AMAZON' ? 'AFN' : 'MFN';
  return (
    order.marketplaceId === marketplaceId &&
    order.status !== 'CANCELLED' &&
    (buyerType === 'All' || buyerType === type) &&
    (fulfillmentNetwork === undefined || fulfillmentNetwork === network) &&
    (!isHaul || order.programs.includes('AMAZON_HAUL'))
  );
}

function add(order: SimOrder, { asin, sku }: MetricsRequest, sum: Sum): void {
  const isMeant = (item: SimItem) =>
    item.quantity > item.cancelled && (asin === undefined || item.asin === asin) && (sku === undefined || item.sku === sku);
  const items = order.items.filter(isMeant);
  if (items.length === 0) return;
  sum.orders += 1;
  sum.items += items.length;
  for (const item of items) {
    sum.units += item.quantity - item.cancelled;
    sum.sales += itemMoney(item, order.currency).principal;
  }
}
