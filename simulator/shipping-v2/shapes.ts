import { z } from 'zod';

const text = z.string().min(1);
const currency = z.object({ value: z.number(), unit: z.string().length(3) });
const weight = z.object({ unit: z.enum(['GRAM', 'KILOGRAM', 'OUNCE', 'POUND']), value: z.number().positive() });
const address = z.object({
  name: text.max(50),
  addressLine1: text.max(60),
  addressLine2: z.string().max(60).optional(),
  addressLine3: z.string().max(60).optional(),
  companyName: z.string().optional(),
  stateOrRegion: text,
  city: text,
  countryCode: z.string().length(2),
  postalCode: text,
  email: z.string().max(64).optional(),
  phoneNumber: z.string().max(20).optional(),
});

export const ratesShape = z.object({
  shipTo: address.optional(),
  shipFrom: address,
  returnTo: address.optional(),
  shipDate: z.iso.datetime({ offset: true }).optional(),
  packages: z
    .array(
      z.object({
        dimensions: z.object({
          length: z.number().positive(),
          width: z.number().positive(),
          height: z.number().positive(),
          unit: z.enum(['INCH', 'CENTIMETER']),
        }),
        weight,
        insuredValue: currency,
        packageClientReferenceId: text,
        items: z
          .array(
            z.object({
              itemIdentifier: z.string().optional(),
              quantity: z.int().positive(),
              description: z.string().optional(),
              itemValue: currency.optional(),
              weight: weight.optional(),
            }),
          )
          .min(1),
      }),
    )
    .length(1),
  channelDetails: z.object({
    channelType: z.enum(['AMAZON', 'EXTERNAL']),
    amazonOrderDetails: z.object({ orderId: text }).optional(),
  }),
});
export type RatesRequest = z.infer<typeof ratesShape>;

export const purchaseShape = z.object({
  requestToken: text,
  rateId: text,
  requestedDocumentSpecification: z.object({
    format: z.enum(['PDF', 'PNG', 'ZPL']),
    size: z.object({ width: z.number(), length: z.number(), unit: z.enum(['INCH', 'CENTIMETER']) }),
    dpi: z.int().optional(),
    pageLayout: z.string().optional(),
    needFileJoining: z.boolean(),
    requestedDocumentTypes: z.array(z.enum(['PACKSLIP', 'LABEL', 'RECEIPT', 'CUSTOM_FORM'])).min(1),
  }),
});
export type PurchaseRequest = z.infer<typeof purchaseShape>;
