import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { money } from '#src/kernel/money.ts';

/**
 * What Waybill uses of an order of the Orders API 2026-01-01. Strict for money, quantities and times, lenient for
 * words: every vocabulary is open. Fields that are not named here are kept in the raw answer.
 */

const text = z.string().nullish();
const words = z.array(z.string()).nullish();

const moneyField = z.object({ amount: z.string(), currencyCode: z.string() }).transform(({ amount, currencyCode }, context) => {
  try {
    return money(amount, currencyCode);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
export const timeField = z.string().transform((value, context) => {
  const at = new Date(value);
  if (zoned.test(value) && !Number.isNaN(at.getTime())) return at;
  context.addIssue({ code: 'custom', message: 'expected a time with its zone, such as 2026-01-31T12:00:00Z' });
  return z.NEVER;
});

// As many as an integer column holds.
const quantity = z.int().min(0).max(2_147_483_647);
const windowField = z.object({ earliestDateTime: timeField.nullish(), latestDateTime: timeField.nullish() });

const address = z.object({
  name: text,
  companyName: text,
  addressLine1: text,
  addressLine2: text,
  addressLine3: text,
  city: text,
  districtOrCounty: text,
  stateOrRegion: text,
  municipality: text,
  postalCode: text,
  countryCode: text,
  phone: text,
  addressType: text,
});

const item = z.object({
  orderItemId: z.string().min(1),
  quantityOrdered: quantity,
  programs: words,
  product: z.object({
    asin: text,
    title: text,
    sellerSku: text,
    condition: z.object({ conditionType: text, conditionSubtype: text, conditionNote: text }).nullish(),
    price: z.object({ unitPrice: moneyField.nullish(), priceDesignation: text }).nullish(),
    customization: z.object({ customizedUrl: text }).nullish(),
  }),
  proceeds: z
    .object({
      proceedsTotal: moneyField.nullish(),
      breakdowns: z
        .array(
          z.object({
            type: z.string(),
            subtotal: moneyField,
            detailedBreakdowns: z.array(z.object({ subtype: text, value: moneyField.nullish() })).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
  expense: z
    .object({
      pointsCost: z
        .object({ pointsGranted: z.object({ pointsNumber: quantity.nullish(), pointsMonetaryValue: moneyField.nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
  promotion: z.object({ breakdowns: z.array(z.object({ promotionId: text })).nullish() }).nullish(),
  cancellation: z
    .object({
      cancellationRequest: z.object({ requester: text, cancelReason: text }).nullish(),
      cancellationExecution: z.object({ cancelledBy: text, cancelReason: text }).nullish(),
    })
    .nullish(),
  fulfillment: z
    .object({
      quantityFulfilled: quantity.nullish(),
      quantityUnfulfilled: quantity.nullish(),
      packing: z.object({ giftOption: z.object({ giftMessage: text, giftWrapLevel: text }).nullish() }).nullish(),
    })
    .nullish(),
});

const parcel = z.object({
  packageReferenceId: z.string().min(1),
  packageStatus: z.object({ status: z.string(), detailedStatus: text }).nullish(),
  carrier: text,
  shipTime: timeField.nullish(),
  shippingService: text,
  trackingNumber: text,
  packageItems: z.array(z.object({ orderItemId: z.string(), quantity })).nullish(),
});

export const orderSchema = z.object({
  orderId: z.string().min(1).max(60),
  orderAliases: z.array(z.object({ aliasId: z.string(), aliasType: z.string() })).nullish(),
  createdTime: timeField,
  lastUpdatedTime: timeField,
  programs: words,
  associatedOrders: z.array(z.object({ orderId: text, associationType: text })).nullish(),
  salesChannel: z.object({ channelName: z.string(), marketplaceId: text, marketplaceName: text }),
  buyer: z.object({ buyerName: text, buyerEmail: text, buyerCompanyName: text, buyerPurchaseOrderNumber: text }).nullish(),
  recipient: z
    .object({
      deliveryAddress: address.nullish(),
      deliveryPreference: z.object({ dropOffLocation: text, addressInstruction: text }).nullish(),
    })
    .nullish(),
  proceeds: z
    .object({
      grandTotal: moneyField.nullish(),
      breakdowns: z.array(z.object({ type: z.string(), status: text, subtotal: moneyField })).nullish(),
    })
    .nullish(),
  payment: z
    .object({
      paymentExecutions: z.array(z.object({ paymentMethod: text, paymentAmount: moneyField.nullish(), cardBrand: text })).nullish(),
    })
    .nullish(),
  tax: z.object({ taxInvoicing: z.object({ buyerInvoicePreference: text, invoiceStatus: text }).nullish() }).nullish(),
  // Asked for in every call: an order without its status would wipe out the one that is known.
  fulfillment: z.object({
    fulfillmentStatus: z.string(),
    fulfilledBy: text,
    fulfillmentServiceLevel: text,
    shipByWindow: windowField.nullish(),
    deliverByWindow: windowField.nullish(),
    labelPrintingWindow: windowField.nullish(),
  }),
  orderItems: z.array(item),
  packages: z.array(parcel).nullish(),
  fulfillmentOrders: z.array(z.object({ fulfillmentOrderId: text })).nullish(),
});

export type AmazonOrder = z.output<typeof orderSchema>;
export type AmazonItem = z.output<typeof item>;
export type AmazonPackage = z.output<typeof parcel>;
