import { invalidInput } from '../http/api-failure.ts';
import type { Reply, SellerCall, SellerOperation } from '../http/operation.ts';
import { listOrders, type Position } from '../orders/list-orders.ts';
import { decodePageToken, encodePageToken } from '../orders/page-token.ts';
import { countParameter, instantParameter, listParameter, wordsParameter } from '../orders/parameters.ts';
import { marketplacesOf } from '../orders/search-orders.ts';
import { type TimeWindow, timeWindow } from '../orders/time-window.ts';
import type { OrderTable } from '../store/order-table.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { orderViewV0 } from './order-view-v0.ts';
import { personalV0 } from './personal-v0.ts';
import { CHANNEL_V0, isoV0, paymentMethodV0, STATUS_V0 } from './words-v0.ts';

const WINDOW = {
  createdAfter: 'CreatedAfter',
  createdBefore: 'CreatedBefore',
  updatedAfter: 'LastUpdatedAfter',
  updatedBefore: 'LastUpdatedBefore',
};

/** `getOrders` of the v0 API. */
export const getOrders = (orders: OrderTable): SellerOperation => ({
  name: 'getOrders',
  method: 'GET',
  path: '/orders/v0/orders',
  rate: 0.0167,
  burst: 20,
  handle: (call) => list(call, orders),
});

function list(call: SellerCall, orders: OrderTable): Reply {
  const { query, account, now } = call;
  const marketplaceIds = marketplacesOf(call, 'MarketplaceIds');
  if (marketplaceIds.length === 0) throw invalidInput('Missing or invalid request parameters: [MarketplaceIds]');
  const limit = countParameter(query, 'MaxResultsPerPage', 1, 100);
  const wanted = filterOf(call, marketplaceIds);
  // The token of this version leads on by itself; the filters of the request apply again.
  const tokenText = query.get('NextToken');
  const token = tokenText ? decodePageToken(tokenText, account.sellerId, now) : undefined;
  const window = token?.window ?? windowOf(call);
  const page = listOrders(orders, { account, window, limit, wanted, now, ...(token?.after ? { after: token.after } : {}) });

  const tokenAfter = (after: Position | undefined) => encodePageToken({ window, after, request: account.sellerId, issuedAt: now });
  const limitName = window.time === 'createdAt' ? 'CreatedBefore' : 'LastUpdatedBefore';
  const body = (Orders: unknown[], next: { NextToken?: string }) => ({ payload: { Orders, ...next, [limitName]: isoV0(window.before) } });
  return {
    status: 200,
    body: body(
      page.orders.map((order) => orderViewV0(order, account, personalV0(order, call))),
      page.next ? { NextToken: tokenAfter(page.next) } : {},
    ),
    emptyPage: () => body([], { NextToken: tokenAfter(token?.after) }),
  };
}

/** A list of ids, or the seller's own number, needs no window. */
function windowOf({ query, now }: SellerCall): TimeWindow {
  const isNamed = query.get('AmazonOrderIds') !== null || query.get('SellerOrderId') !== null;
  const hasTime = Object.values(WINDOW).some((name) => query.get(name) !== null);
  if (isNamed && !hasTime) return { time: 'createdAt', after: 0, before: now };
  return timeWindow(query, WINDOW, now);
}

function filterOf({ query }: SellerCall, marketplaceIds: string[]): (order: SimOrder) => boolean {
  const statuses = wordsParameter(query, 'OrderStatuses', [...Object.values(STATUS_V0), 'InvoiceUnconfirmed']);
  const channels = wordsParameter(query, 'FulfillmentChannels', Object.values(CHANNEL_V0));
  const payments = wordsParameter(query, 'PaymentMethods', ['COD', 'CVS', 'Other'] as const);
  const ids = listParameter(query, 'AmazonOrderIds');
  if (ids.length > 50) throw invalidInput('AmazonOrderIds takes at most 50 values.');
  const email = query.get('BuyerEmail');
  const sellerOrderId = query.get('SellerOrderId');
  const isPickUp = query.get('IsISPU') === 'true';
  const bound = (name: string, holds: (date: number, limit: number) => boolean, end: 'earliest' | 'latest') => {
    const limit = instantParameter(query, name);
    return (order: SimOrder) => limit === undefined || (order.deliverBy !== undefined && holds(order.deliverBy[end], limit));
  };
  const inTime = [
    bound('EarliestDeliveryDateBefore', (date, limit) => date <= limit, 'earliest'),
    bound('EarliestDeliveryDateAfter', (date, limit) => date >= limit, 'earliest'),
    bound('LatestDeliveryDateBefore', (date, limit) => date <= limit, 'latest'),
    bound('LatestDeliveryDateAfter', (date, limit) => date >= limit, 'latest'),
  ];
  return (order) =>
    marketplaceIds.includes(order.marketplaceId) &&
    (statuses.length === 0 || statuses.includes(STATUS_V0[order.status])) &&
    (channels.length === 0 || channels.includes(CHANNEL_V0[order.fulfilledBy])) &&
    (payments.length === 0 || payments.includes(paymentMethodV0(order))) &&
    (ids.length === 0 || ids.includes(order.orderId)) &&
    (email === null || order.buyer.email === email) &&
    (sellerOrderId === null || order.sellerOrderId === sellerOrderId) &&
    (!isPickUp || order.programs.includes('IN_STORE_PICK_UP')) &&
    inTime.every((holds) => holds(order));
}
