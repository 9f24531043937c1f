import { MARKETPLACES } from '../accounts/marketplaces.ts';
import { denied, invalidInput } from '../http/api-failure.ts';
import type { Reply, SellerCall, SellerOperation } from '../http/operation.ts';
import type { OrderTable } from '../store/order-table.ts';
import type { SimOrder, SimStatus } from '../store/sim-order.ts';
import { INCLUDED_DATA } from './included-data.ts';
import { listOrders, type Position } from './list-orders.ts';
import { orderView } from './order-view.ts';
import { decodePageToken, encodePageToken, requestDigest } from './page-token.ts';
import { countParameter, listParameter, wordsParameter } from './parameters.ts';
import { timeWindow } from './time-window.ts';
import { iso } from './view.ts';

const STATUSES: readonly SimStatus[] = [
  'PENDING_AVAILABILITY',
  'PENDING',
  'UNSHIPPED',
  'PARTIALLY_SHIPPED',
  'SHIPPED',
  'CANCELLED',
  'UNFULFILLABLE',
];
const WINDOW = {
  createdAfter: 'createdAfter',
  createdBefore: 'createdBefore',
  updatedAfter: 'lastUpdatedAfter',
  updatedBefore: 'lastUpdatedBefore',
};
const MAY_CHANGE = ['paginationToken', 'maxResultsPerPage', 'includedData'];

/** `searchOrders` of version 2026-01-01. */
export const searchOrders = (orders: OrderTable): SellerOperation => ({
  name: 'searchOrders',
  method: 'GET',
  path: '/orders/2026-01-01/orders',
  rate: 0.0056,
  burst: 20,
  handle: (call) => search(call, orders),
});

function search(call: SellerCall, orders: OrderTable): Reply {
  const { query, account, now } = call;
  const asked = timeWindow(query, WINDOW, now);
  const statuses = wordsParameter(query, 'fulfillmentStatuses', STATUSES);
  const fulfilledBy = wordsParameter(query, 'fulfilledBy', ['MERCHANT', 'AMAZON'] as const);
  const included = new Set(wordsParameter(query, 'includedData', INCLUDED_DATA));
  const limit = countParameter(query, 'maxResultsPerPage', 1, 100);
  const marketplaceIds = marketplacesOf(call, 'marketplaceIds');

  const request = requestDigest(query, MAY_CHANGE, account.sellerId);
  const tokenText = query.get('paginationToken');
  const token = tokenText ? decodePageToken(tokenText, request, now) : undefined;
  const window = token?.window ?? asked;

  const wanted = (order: SimOrder) =>
    (statuses.length === 0 || statuses.includes(order.status)) &&
    (fulfilledBy.length === 0 || fulfilledBy.includes(order.fulfilledBy)) &&
    (marketplaceIds.length === 0 || marketplaceIds.includes(order.marketplaceId));
  const page = listOrders(orders, { account, window, limit, wanted, now, ...(token?.after ? { after: token.after } : {}) });

  const tokenAfter = (after: Position | undefined) => encodePageToken({ window, after, request, issuedAt: now });
  const limitName = window.time === 'createdAt' ? 'createdBefore' : 'lastUpdatedBefore';
  return {
    status: 200,
    body: {
      orders: page.orders.map((order) => orderView(order, account, included, now)),
      ...(page.next ? { pagination: { nextToken: tokenAfter(page.next) } } : {}),
      [limitName]: iso(window.before),
    },
    emptyPage: () => ({ orders: [], pagination: { nextToken: tokenAfter(token?.after) }, [limitName]: iso(window.before) }),
  };
}

/** Up to 50 marketplace ids, each one in which the seller sells. */
export function marketplacesOf(call: SellerCall, name: string): string[] {
  const ids = listParameter(call.query, name);
  if (ids.length > 50) throw invalidInput('Invalid Input', `${name} takes at most 50 values.`);
  for (const id of ids) {
    if (!MARKETPLACES.has(id)) throw invalidInput('Invalid Input', `${name} contains "${id}", which is not a marketplace id.`);
    if (!call.account.marketplaceIds.includes(id)) throw denied(`The seller does not take part in marketplace ${id}.`);
  }
  return ids;
}
