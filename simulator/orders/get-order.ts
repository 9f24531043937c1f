import { invalidInput, notFound } from '../http/api-failure.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import type { OrderTable } from '../store/order-table.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { INCLUDED_DATA } from './included-data.ts';
import { isRemembered } from './list-orders.ts';
import { orderView } from './order-view.ts';
import { wordsParameter } from './parameters.ts';

/** `getOrder` of version 2026-01-01. */
export const getOrder = (orders: OrderTable): SellerOperation => ({
  name: 'getOrder',
  method: 'GET',
  path: '/orders/2026-01-01/orders/{orderId}',
  rate: 0.5,
  burst: 30,
  handle: (call) => {
    const included = new Set(wordsParameter(call.query, 'includedData', INCLUDED_DATA));
    return { status: 200, body: { order: orderView(orderOfCall(call, orders), call.account, included, call.now) } };
  },
});

/** The seller's own order that the address names; someone else's is as unknown as none. */
export function orderOfCall(call: SellerCall, orders: OrderTable): SimOrder {
  const orderId = call.params['orderId'] ?? '';
  if (!/^[0-9A-Z]{3}-\d{7}-\d{7}$/.test(orderId)) throw invalidInput('Invalid Input', 'orderId is not in 3-7-7 format.');
  const order = orders.get(orderId);
  if (!order || order.sellerId !== call.account.sellerId || !isRemembered(order, call.now)) {
    throw notFound(`The requested order ${orderId} does not exist.`);
  }
  return order;
}
