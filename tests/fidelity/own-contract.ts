import { z } from 'zod';
import { type Contract, pathPattern } from './contract.ts';
import { orderShape, searchShape } from './order-shapes.ts';
import {
  addressShapeV0,
  buyerShapeV0,
  itemsBuyerShapeV0,
  itemsShapeV0,
  orderShapeV0,
  ordersShapeV0,
  regulatedShapeV0,
} from './order-shapes-v0.ts';

export const instant = z.iso.datetime();
const errors = z.strictObject({
  errors: z.array(z.strictObject({ code: z.string().min(1), message: z.string().min(1), details: z.string().optional() })).min(1),
});
export const nothing = z.undefined();

const participations = z
  .array(
    z.strictObject({
      marketplace: z.strictObject({
        id: z.string(),
        name: z.string(),
        countryCode: z.string().regex(/^[A-Z]{2}$/),
        defaultCurrencyCode: z.string().regex(/^[A-Z]{3}$/),
        defaultLanguageCode: z.string().regex(/^[a-z]{2}_[A-Z]{2}$/),
        domainName: z.string(),
      }),
      storeName: z.string(),
      participation: z.strictObject({ isParticipating: z.boolean(), hasSuspendedListings: z.boolean() }),
    }),
  )
  .min(1);
const place = z.strictObject({
  addressLine1: z.string(),
  city: z.string(),
  stateOrProvinceCode: z.string().optional(),
  postalCode: z.string(),
  countryCode: z.string(),
});
const account = z.strictObject({
  marketplaceParticipationList: participations,
  businessType: z.enum(['PRIVATE_LIMITED', 'SOLE_PROPRIETORSHIP', 'PUBLIC_LISTED', 'INDIVIDUAL']),
  sellingPlan: z.enum(['PROFESSIONAL', 'INDIVIDUAL']),
  business: z
    .strictObject({
      name: z.string(),
      registeredBusinessAddress: place,
      companyRegistrationNumber: z.string(),
      companyTaxIdentificationNumber: z.string(),
    })
    .optional(),
  primaryContact: z.strictObject({ name: z.string(), address: place }).optional(),
});
const feed = z.strictObject({
  feedId: z.string(),
  feedType: z.string(),
  marketplaceIds: z.array(z.string()),
  createdTime: instant,
  processingStatus: z.enum(['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE']),
  processingStartTime: instant.optional(),
  processingEndTime: instant.optional(),
  resultFeedDocumentId: z.string().optional(),
});
const document = z.strictObject({ feedDocumentId: z.string(), url: z.url() });

const v0 = '/orders/v0/orders/{orderId}';
const feeds = '/feeds/2021-06-30';
export const READ = [400, 403, 404, 429, 500, 503];
export const WITH_BODY = [413, 415];

/** Name, method, path, status when all goes well, its body, and the statuses of errors. */
export type Row = [string, string, string, number, z.ZodType, number[]];

const rows: Row[] = [
  ['searchOrders', 'GET', '/orders/2026-01-01/orders', 200, searchShape, [...READ, ...WITH_BODY]],
  ['getOrder', 'GET', '/orders/2026-01-01/orders/{orderId}', 200, z.strictObject({ order: orderShape }), [...READ, ...WITH_BODY]],
  ['getOrders', 'GET', '/orders/v0/orders', 200, ordersShapeV0, READ],
  ['getOrder of v0', 'GET', v0, 200, orderShapeV0, READ],
  ['getOrderBuyerInfo', 'GET', `${v0}/buyerInfo`, 200, buyerShapeV0, READ],
  ['getOrderAddress', 'GET', `${v0}/address`, 200, addressShapeV0, READ],
  ['getOrderItems', 'GET', `${v0}/orderItems`, 200, itemsShapeV0, READ],
  ['getOrderItemsBuyerInfo', 'GET', `${v0}/orderItems/buyerInfo`, 200, itemsBuyerShapeV0, READ],
  ['getOrderRegulatedInfo', 'GET', `${v0}/regulatedInfo`, 200, regulatedShapeV0, READ],
  ['updateVerificationStatus', 'PATCH', `${v0}/regulatedInfo`, 204, nothing, [...READ, ...WITH_BODY]],
  ['updateShipmentStatus', 'POST', `${v0}/shipment`, 204, nothing, [...READ, ...WITH_BODY]],
  ['confirmShipment', 'POST', `${v0}/shipmentConfirmation`, 204, nothing, [...READ, 401]],
  [
    'getFeeds',
    'GET',
    `${feeds}/feeds`,
    200,
    z.strictObject({ feeds: z.array(feed), nextToken: z.string().optional() }),
    [...READ, 401, 415],
  ],
  ['createFeed', 'POST', `${feeds}/feeds`, 202, z.strictObject({ feedId: z.string() }), [...READ, 401, 415]],
  ['cancelFeed', 'DELETE', `${feeds}/feeds/{feedId}`, 200, nothing, [...READ, 401, 415]],
  ['getFeed', 'GET', `${feeds}/feeds/{feedId}`, 200, feed, [...READ, 401, 415]],
  ['createFeedDocument', 'POST', `${feeds}/documents`, 201, document, [...READ, ...WITH_BODY]],
  ['getFeedDocument', 'GET', `${feeds}/documents/{feedDocumentId}`, 200, document, [...READ, 401, 415]],
  [
    'getMarketplaceParticipations',
    'GET',
    '/sellers/v1/marketplaceParticipations',
    200,
    z.strictObject({ payload: participations }),
    [...READ, ...WITH_BODY],
  ],
  ['getAccount', 'GET', '/sellers/v1/account', 200, z.strictObject({ payload: account }), [...READ, ...WITH_BODY]],
  [
    'createRestrictedDataToken',
    'POST',
    '/tokens/2021-03-01/restrictedDataToken',
    200,
    z.strictObject({ restrictedDataToken: z.string().startsWith('Atz.sprdt|'), expiresIn: z.literal(3600) }),
    [...READ, 401, 415],
  ],
];

/** Operations and what they may answer, written by hand: it needs no model. */
export function contractOf(name: string, operations: Row[]): Contract {
  const served = operations.map(([operation, method, path, success, shape, failures]) => ({
    name: operation,
    method,
    path,
    success,
    shape,
    statuses: [success, ...failures],
    pattern: pathPattern(path),
  }));
  return {
    name,
    operations: served,
    problems({ method, path, status, body }) {
      const operation = served.find((each) => each.method === method && each.pattern.test(path));
      if (!operation) return [`${method} ${path} is not served.`];
      if (!operation.statuses.includes(status)) return [`${operation.name} never answers ${status}.`];
      const checked = (status === operation.success ? operation.shape : errors).safeParse(body);
      return checked.success ? [] : checked.error.issues.map(({ path: where, message }) => `${where.join('.') || 'body'}: ${message}`);
    },
  };
}

/** What the simulator serves of orders, feeds, sellers and tokens. */
export const ownContract = contractOf('our own shapes', rows);
