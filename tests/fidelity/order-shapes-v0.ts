import { z } from 'zod';

/** What the v0 API may answer, as this project reads Amazon's documentation: nothing else, and no other words. */
const instant = z.iso.datetime({ precision: 0 });
const money = z.strictObject({ CurrencyCode: z.string().regex(/^[A-Z]{3}$/), Amount: z.string().regex(/^\d+(\.\d+)?$/) });
const count = z.int().min(0);
const orderId = z.string().regex(/^[0-9A-Z]{3}-\d{7}-\d{7}$/);
const yesNo = z.enum(['true', 'false']);

const address = z
  .strictObject({
    Name: z.string(),
    CompanyName: z.string(),
    AddressLine1: z.string(),
    AddressLine2: z.string(),
    AddressLine3: z.string(),
    City: z.string(),
    County: z.string(),
    StateOrRegion: z.string(),
    PostalCode: z.string(),
    CountryCode: z.string().regex(/^[A-Z]{2}$/),
    Phone: z.string(),
    ExtendedFields: z
      .strictObject({ StreetName: z.string(), StreetNumber: z.string(), Complement: z.string(), Neighborhood: z.string() })
      .partial(),
    AddressType: z.enum(['Residential', 'Commercial']),
  })
  .partial();

const buyer = z.strictObject({ BuyerEmail: z.string(), BuyerName: z.string(), PurchaseOrderNumber: z.string() }).partial();

const order = z.strictObject({
  AmazonOrderId: orderId,
  SellerOrderId: z.string().optional(),
  PurchaseDate: instant,
  LastUpdateDate: instant,
  OrderStatus: z.enum([
    'Pending',
    'Unshipped',
    'PartiallyShipped',
    'Shipped',
    'Canceled',
    'Unfulfillable',
    'InvoiceUnconfirmed',
    'PendingAvailability',
  ]),
  FulfillmentChannel: z.enum(['MFN', 'AFN']),
  SalesChannel: z.string(),
  OrderChannel: z.string(),
  ShipServiceLevel: z.string(),
  OrderTotal: money.optional(),
  NumberOfItemsShipped: count,
  NumberOfItemsUnshipped: count,
  PaymentMethod: z.enum(['COD', 'CVS', 'Other']),
  PaymentMethodDetails: z.array(z.string()),
  MarketplaceId: z.string(),
  ShipmentServiceLevelCategory: z.enum([
    'Expedited',
    'FreeEconomy',
    'NextDay',
    'Priority',
    'SameDay',
    'SecondDay',
    'Scheduled',
    'Standard',
  ]),
  OrderType: z.enum(['StandardOrder', 'LongLeadTimeOrder', 'Preorder', 'BackOrder', 'SourcingOnDemandOrder']),
  EarliestShipDate: instant.optional(),
  LatestShipDate: instant.optional(),
  EarliestDeliveryDate: instant.optional(),
  LatestDeliveryDate: instant.optional(),
  IsBusinessOrder: z.boolean(),
  IsPrime: z.boolean(),
  IsPremiumOrder: z.boolean(),
  IsGlobalExpressEnabled: z.boolean(),
  IsReplacementOrder: z.boolean(),
  ReplacedOrderId: orderId.optional(),
  IsSoldByAB: z.boolean(),
  IsIBA: z.boolean(),
  IsISPU: z.boolean(),
  IsAccessPointOrder: z.boolean(),
  HasRegulatedItems: z.boolean(),
  EasyShipShipmentStatus: z
    .enum(['PendingSchedule', 'PendingPickUp', 'LabelCanceled', 'PickedUp', 'Delivered', 'Undeliverable', 'OutForDelivery'])
    .optional(),
  DefaultShipFromLocationAddress: address.optional(),
  AutomatedShippingSettings: z.strictObject({ HasAutomatedShippingSettings: z.boolean() }),
  ShippingAddress: address.optional(),
  BuyerInfo: buyer.optional(),
});

const itemBuyer = z
  .strictObject({
    BuyerCustomizedInfo: z.strictObject({ CustomizedURL: z.url() }),
    GiftWrapPrice: money,
    GiftWrapTax: money,
    GiftMessageText: z.string(),
    GiftWrapLevel: z.string(),
  })
  .partial();

const item = z.strictObject({
  ASIN: z.string(),
  SellerSKU: z.string(),
  OrderItemId: z.string(),
  Title: z.string(),
  QuantityOrdered: count,
  QuantityShipped: count,
  ProductInfo: z.strictObject({ NumberOfItems: z.string() }),
  ItemPrice: money.optional(),
  ItemTax: money.optional(),
  ShippingPrice: money.optional(),
  ShippingTax: money.optional(),
  ShippingDiscount: money.optional(),
  PromotionDiscount: money.optional(),
  PromotionIds: z.array(z.string()).optional(),
  PointsGranted: z.strictObject({ PointsNumber: count, PointsMonetaryValue: money }).optional(),
  IsGift: yesNo,
  ConditionNote: z.string().optional(),
  ConditionId: z.enum(['New', 'Used', 'Collectible', 'Refurbished']),
  ConditionSubtypeId: z.enum(['New', 'Very Good', 'Good', 'Refurbished']),
  IsTransparency: z.boolean(),
  SerialNumberRequired: z.boolean(),
  SerialNumbers: z.array(z.string()).optional(),
  PriceDesignation: z.literal('BusinessPrice').optional(),
  IossNumber: z.string().optional(),
  DeemedResellerCategory: z.enum(['IOSS', 'UOSS']).optional(),
  BuyerRequestedCancel: z.strictObject({ IsBuyerRequestedCancel: yesNo, BuyerCancelReason: z.string().optional() }),
  AmazonPrograms: z.strictObject({ Programs: z.array(z.enum(['SUBSCRIBE_AND_SAVE', 'FBM_SHIP_PLUS'])).min(1) }).optional(),
  BuyerInfo: itemBuyer.optional(),
});

const regulated = z.strictObject({
  AmazonOrderId: orderId,
  RequiresDosageLabel: z.boolean(),
  RegulatedInformation: z.strictObject({
    Fields: z.array(
      z.strictObject({
        FieldId: z.string(),
        FieldLabel: z.string(),
        FieldType: z.enum(['Text', 'FileAttachment']),
        FieldValue: z.string(),
      }),
    ),
  }),
  RegulatedOrderVerificationStatus: z.strictObject({
    Status: z.enum(['Pending', 'Approved', 'Rejected', 'Expired', 'Cancelled']),
    RequiresMerchantAction: z.boolean(),
    ValidRejectionReasons: z.array(z.strictObject({ RejectionReasonId: z.string(), RejectionReasonDescription: z.string() })),
    RejectionReason: z.strictObject({ RejectionReasonId: z.string(), RejectionReasonDescription: z.string() }).optional(),
    ReviewDate: z.iso.datetime().optional(),
    ExternalReviewerId: z.string().optional(),
    ValidInterimStatusCodes: z.array(z.strictObject({ StatusCode: z.string(), StatusDescription: z.string() })).optional(),
    ValidVerificationDetails: z
      .array(z.strictObject({ VerificationDetailType: z.string(), ValidVerificationStatuses: z.array(z.string()) }))
      .optional(),
  }),
});

const payload = <S extends z.ZodType>(shape: S) => z.strictObject({ payload: shape });

export const ordersShapeV0 = payload(
  z.strictObject({
    Orders: z.array(order).max(100),
    NextToken: z.string().optional(),
    CreatedBefore: instant.optional(),
    LastUpdatedBefore: instant.optional(),
  }),
);
export const orderShapeV0 = payload(order);
export const buyerShapeV0 = payload(buyer.extend({ AmazonOrderId: orderId }));
export const addressShapeV0 = payload(
  z.strictObject({
    AmazonOrderId: orderId,
    BuyerCompanyName: z.string().optional(),
    ShippingAddress: address.optional(),
    DeliveryPreferences: z.strictObject({ AddressInstructions: z.string() }).optional(),
  }),
);
export const itemsShapeV0 = payload(z.strictObject({ AmazonOrderId: orderId, OrderItems: z.array(item).min(1) }));
export const itemsBuyerShapeV0 = payload(
  z.strictObject({ AmazonOrderId: orderId, OrderItems: z.array(itemBuyer.extend({ OrderItemId: z.string() })).min(1) }),
);
export const regulatedShapeV0 = payload(regulated);
