import { z } from 'zod';

/** What an order of version 2026-01-01 may hold, as this project reads Amazon's documentation: nothing else, and no other words. */
const instant = z.iso.datetime();
const money = z.strictObject({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currencyCode: z.string().regex(/^[A-Z]{3}$/) });
const window = z.strictObject({ earliestDateTime: instant, latestDateTime: instant }).partial();
const count = z.int().min(0);
const some = <S extends z.ZodType>(each: S) => z.array(each).optional();

const merchantAddress = z
  .strictObject({
    name: z.string(),
    addressLine1: z.string(),
    addressLine2: z.string(),
    addressLine3: z.string(),
    city: z.string(),
    districtOrCounty: z.string(),
    stateOrRegion: z.string(),
    municipality: z.string(),
    postalCode: z.string(),
    countryCode: z.string().regex(/^[A-Z]{2}$/),
  })
  .partial();
const customerAddress = merchantAddress.extend({
  companyName: z.string().optional(),
  phone: z.string().optional(),
  extendedFields: z
    .strictObject({ streetName: z.string(), streetNumber: z.string(), complement: z.string(), neighborhood: z.string() })
    .partial()
    .optional(),
  addressType: z.enum(['RESIDENTIAL', 'COMMERCIAL', 'PICKUP_POINT']).optional(),
});

const charge = z.enum(['ITEM', 'SHIPPING', 'GIFT_WRAP', 'COD_FEE', 'TAX', 'DISCOUNT', 'OTHER']);
const detail = z.strictObject({ subtype: charge.exclude(['TAX']), value: money });

const product = z.strictObject({
  asin: z.string(),
  title: z.string(),
  sellerSku: z.string(),
  condition: z
    .strictObject({
      conditionType: z.enum(['NEW', 'USED', 'COLLECTIBLE', 'REFURBISHED']),
      conditionSubtype: z.enum(['NEW', 'VERY_GOOD', 'GOOD', 'REFURBISHED']),
      conditionNote: z.string().optional(),
    })
    .optional(),
  price: z.strictObject({ unitPrice: money, priceDesignation: z.literal('BUSINESS_PRICE').optional() }).optional(),
  serialNumbers: some(z.string()),
  customization: z.strictObject({ customizedUrl: z.url() }).optional(),
});

const itemFulfillment = z.strictObject({
  quantityFulfilled: count,
  quantityUnfulfilled: count,
  packing: z.strictObject({ giftOption: z.strictObject({ giftMessage: z.string(), giftWrapLevel: z.string() }).partial() }).optional(),
  shipping: z.strictObject({ internationalShipping: z.strictObject({ iossNumber: z.string() }) }).optional(),
});

const item = z.strictObject({
  orderItemId: z.string(),
  quantityOrdered: z.int().min(1),
  programs: some(z.enum(['TRANSPARENCY', 'SUBSCRIBE_AND_SAVE'])),
  product,
  proceeds: z
    .strictObject({
      proceedsTotal: money,
      breakdowns: z.array(z.strictObject({ type: charge, subtotal: money, detailedBreakdowns: some(detail) })),
    })
    .optional(),
  expense: z
    .strictObject({
      pointsCost: z.strictObject({ pointsGranted: z.strictObject({ pointsNumber: count, pointsMonetaryValue: money }) }),
    })
    .optional(),
  promotion: z.strictObject({ breakdowns: z.array(z.strictObject({ promotionId: z.string() })) }).optional(),
  cancellation: z
    .strictObject({
      cancellationRequest: z.strictObject({ requester: z.literal('BUYER'), cancelReason: z.string() }),
      cancellationExecution: z.strictObject({ cancelledBy: z.enum(['BUYER', 'MERCHANT', 'AMAZON']), cancelReason: z.string() }),
    })
    .partial()
    .optional(),
  fulfillment: itemFulfillment.optional(),
  tax: z
    .strictObject({
      taxCalculationBreakdowns: z.array(z.strictObject({ reportingScheme: z.enum(['IOSS', 'UOSS']) })),
      taxCollections: z.array(z.strictObject({ model: z.literal('MARKETPLACE_FACILITATOR'), responsibleParty: z.string() })),
    })
    .partial()
    .optional(),
});

const parcel = z.strictObject({
  packageReferenceId: z.string(),
  createdTime: instant,
  packageStatus: z.strictObject({
    status: z.enum(['PENDING', 'IN_TRANSIT', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'UNDELIVERABLE']),
    detailedStatus: z
      .enum([
        'PENDING_SCHEDULE',
        'PENDING_PICK_UP',
        'PENDING_DROP_OFF',
        'PICKED_UP',
        'DROPPED_OFF',
        'OUT_FOR_DELIVERY',
        'DELIVERED',
        'LOST',
      ])
      .or(z.enum(['REJECTED_BY_BUYER', 'UNDELIVERABLE', 'RETURNING_TO_SELLER', 'RETURNED_TO_SELLER', 'DAMAGED', 'LABEL_CANCELLED']))
      .or(z.enum(['AT_ORIGIN_FC', 'AT_DESTINATION_FC']))
      .optional(),
  }),
  carrier: z.string(),
  shipTime: instant,
  shippingService: z.string().optional(),
  trackingNumber: z.string().min(1),
  shipFromAddress: merchantAddress,
  packageItems: z.array(z.strictObject({ orderItemId: z.string(), quantity: z.int().min(1), transparencyCodes: some(z.string()) })).min(1),
});

const fulfillment = z.strictObject({
  fulfillmentStatus: z.enum(['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE']),
  fulfilledBy: z.enum(['MERCHANT', 'AMAZON']),
  fulfillmentServiceLevel: z.enum(['EXPEDITED', 'FREE_ECONOMY', 'NEXT_DAY', 'PRIORITY', 'SAME_DAY', 'SECOND_DAY', 'SCHEDULED', 'STANDARD']),
  shipByWindow: window.optional(),
  deliverByWindow: window.optional(),
});

const orderPrograms = [
  'AMAZON_BAZAAR',
  'AMAZON_BUSINESS',
  'AMAZON_EASY_SHIP',
  'AMAZON_HAUL',
  'DELIVERY_BY_AMAZON',
  'FBM_SHIP_PLUS',
  'INVOICE_BY_AMAZON',
  'IN_STORE_PICK_UP',
  'PREMIUM',
  'PREORDER',
  'PRIME',
] as const;

export const orderShape = z.strictObject({
  orderId: z.string().regex(/^[0-9A-Z]{3}-\d{7}-\d{7}$/),
  orderAliases: some(z.strictObject({ aliasId: z.string(), aliasType: z.literal('SELLER_ORDER_ID') })),
  createdTime: instant,
  lastUpdatedTime: instant,
  programs: some(z.enum(orderPrograms)),
  associatedOrders: some(
    z.strictObject({ orderId: z.string(), associationType: z.enum(['REPLACEMENT_ORIGINAL_ID', 'EXCHANGE_ORIGINAL_ID']) }),
  ),
  salesChannel: z.strictObject({ channelName: z.enum(['AMAZON', 'NON_AMAZON']), marketplaceId: z.string(), marketplaceName: z.string() }),
  buyer: z
    .strictObject({ buyerName: z.string(), buyerEmail: z.string(), buyerCompanyName: z.string(), buyerPurchaseOrderNumber: z.string() })
    .partial()
    .optional(),
  recipient: z
    .strictObject({ deliveryAddress: customerAddress, deliveryPreference: z.strictObject({ addressInstruction: z.string() }).optional() })
    .optional(),
  proceeds: z.strictObject({ grandTotal: money, breakdowns: some(z.strictObject({ type: charge, subtotal: money })) }).optional(),
  payment: z.strictObject({ paymentExecutions: z.array(z.strictObject({ paymentMethod: z.string(), paymentAmount: money })) }).optional(),
  tax: z
    .strictObject({
      taxRegistrations: z.array(
        z.strictObject({ entityType: z.literal('BUYER'), legalName: z.string(), taxRegistrationType: z.literal('BUSINESS') }),
      ),
    })
    .optional(),
  fulfillment: fulfillment.optional(),
  orderItems: z.array(item).min(1),
  packages: some(parcel),
  fulfillmentOrders: some(z.strictObject({ fulfillmentOrderId: z.string() })),
});

export const searchShape = z.strictObject({
  orders: z.array(orderShape).max(100),
  pagination: z.strictObject({ nextToken: z.string() }).optional(),
  createdBefore: instant.optional(),
  lastUpdatedBefore: instant.optional(),
});
