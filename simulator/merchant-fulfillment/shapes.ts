import { z } from 'zod';

const text = z.string().min(1);
const money = z.object({ CurrencyCode: z.string().length(3), Amount: z.number() });
const address = z.object({
  Name: text.max(30),
  AddressLine1: text.max(180),
  AddressLine2: z.string().max(60).optional(),
  AddressLine3: z.string().max(60).optional(),
  DistrictOrCounty: z.string().optional(),
  Email: z.string(),
  City: text.max(30),
  StateOrProvinceCode: z.string().max(30).optional(),
  PostalCode: text.max(30),
  CountryCode: z.string().length(2),
  Phone: text.max(30),
});
const weight = z.object({ Value: z.number().positive(), Unit: z.enum(['oz', 'g']) });

export const detailsShape = z.object({
  AmazonOrderId: text,
  SellerOrderId: z.string().max(64).optional(),
  ItemList: z
    .array(
      z.object({
        OrderItemId: text,
        Quantity: z.int().positive(),
        ItemWeight: weight.optional(),
        ItemDescription: z.string().optional(),
        TransparencyCodeList: z.array(z.string()).optional(),
      }),
    )
    .min(1),
  ShipFromAddress: address,
  PackageDimensions: z.object({
    Length: z.number().positive().optional(),
    Width: z.number().positive().optional(),
    Height: z.number().positive().optional(),
    Unit: z.enum(['inches', 'centimeters']).optional(),
    PredefinedPackageDimensions: z.string().optional(),
  }),
  Weight: weight,
  MustArriveByDate: z.iso.datetime({ offset: true }).optional(),
  ShipDate: z.iso.datetime({ offset: true }).optional(),
  ShippingServiceOptions: z.object({
    DeliveryExperience: z.enum([
      'DeliveryConfirmationWithAdultSignature',
      'DeliveryConfirmationWithSignature',
      'DeliveryConfirmationWithoutSignature',
      'NoTracking',
    ]),
    DeclaredValue: money.optional(),
    CarrierWillPickUp: z.boolean(),
    CarrierWillPickUpOption: z.enum(['CarrierWillPickUp', 'ShipperWillDropOff', 'NoPreference']).optional(),
    LabelFormat: z.enum(['PDF', 'PNG', 'ZPL203', 'ZPL300', 'ShippingServiceDefault']).optional(),
  }),
});
export type Details = z.infer<typeof detailsShape>;
