import { z } from 'zod';
import type { SpapiClient } from '#src/adapters/spapi/client.ts';
import { understand } from '#src/adapters/spapi/understand.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { compact } from '#src/kernel/compact.ts';
import type { Address, Carrier, CustomsItem, LabelFile, LabelFormat, LabelPaper, Offer, Receipt, Wish } from '#src/modules/labels/ports.ts';
import { amountText } from '../numbers.ts';
import { outcomeOf, refusalOf } from '../outcome.ts';
import { businessHeader } from './business.ts';

const charge = z.object({ value: z.number(), unit: z.string() });
const rate = z.object({
  rateId: z.string(),
  carrierId: z.string(),
  carrierName: z.string(),
  serviceName: z.string(),
  totalCharge: charge,
  promise: z.object({ deliveryWindow: z.object({ start: z.string().optional(), end: z.string().optional() }).optional() }),
  supportedDocumentSpecifications: z
    .array(
      z.object({
        format: z.string(),
        size: z.object({ width: z.number(), length: z.number(), unit: z.string() }),
        printOptions: z
          .array(
            z.object({
              supportedDPIs: z.array(z.number()).optional(),
              supportedPageLayouts: z.array(z.string()).default([]),
              supportedDocumentDetails: z.array(z.object({ name: z.string() })).default([]),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  requiresAdditionalInputs: z.boolean().default(false),
  benefits: z
    .object({
      includedBenefits: z.array(z.string()).default([]),
      excludedBenefits: z.array(z.object({ benefit: z.string(), reasonCodes: z.array(z.string()).default([]) })).default([]),
    })
    .optional(),
});
type Rate = z.infer<typeof rate>;
const ratesAnswer = z.object({
  payload: z.object({
    requestToken: z.string(),
    rates: z.array(rate),
    ineligibleRates: z
      .array(
        z.object({
          serviceName: z.string(),
          carrierName: z.string(),
          ineligibilityReasons: z.array(z.object({ code: z.string(), message: z.string() })).default([]),
        }),
      )
      .default([]),
  }),
});
const documents = z.object({
  packageDocuments: z.array(z.object({ type: z.string(), format: z.string(), contents: z.string() })),
  trackingId: z.string().optional(),
});
const purchaseAnswer = z.object({ payload: z.object({ shipmentId: z.string(), packageDocumentDetails: z.array(documents).min(1) }) });
const documentsAnswer = z.object({ payload: z.object({ packageDocumentDetail: documents }) });
const handleShape = z.object({
  requestToken: z.string(),
  rateId: z.string(),
  carrierId: z.string(),
  customsForm: z.boolean().default(false),
});
const receiptShape = z.object({ format: z.enum(['pdf', 'png', 'zpl203', 'zpl300']) });

/** A request token is good for ten minutes; the last seconds are left for the way. */
const tokenMs = 570_000;
const packageReference = '1';

/**
 * Amazon Shipping v2 for orders of Amazon, which knows the recipient. `x-amzn-IdempotencyKey` makes a repeated purchase the
 * same one, so after a lost answer the same purchase is sent again and tells what it has become.
 */
export function amazonShipping(client: SpapiClient, clock: Clock, country: string): Carrier {
  const headers = businessHeader(country);
  const buy: Carrier['buy'] = async ({ wish, offer, key }) => {
    const { requestToken, rateId, carrierId, customsForm } = handleShape.parse(offer.handle);
    const outcome = await client.write({
      operation: 'purchaseShipment',
      method: 'POST',
      path: '/shipping/v2/shipments',
      headers: { ...headers, 'x-amzn-IdempotencyKey': key },
      body: {
        requestToken,
        rateId,
        requestedDocumentSpecification: {
          ...documentWords(wish.format),
          size: { width: 4, length: 6, unit: 'INCH' },
          pageLayout: 'DEFAULT',
          needFileJoining: false,
          requestedDocumentTypes: customsForm ? ['LABEL', 'CUSTOM_FORM'] : ['LABEL'],
        },
      },
      priority: 'urgent',
    });
    return outcomeOf(outcome, purchaseAnswer, ({ payload: { shipmentId, packageDocumentDetails } }) => {
      const [detail] = packageDocumentDetails;
      const receipt = { shipmentId, tracking: detail?.trackingId ?? null, handle: { format: wish.format, carrierId } };
      return { receipt, price: offer.price, file: detail ? fileOf(detail, wish.format) : null, papers: detail ? papersOf(detail) : [] };
    });
  };
  return {
    needsRecipient: false,
    confirmsOrder: false,
    settlesMs: 0,
    rates: async (wish) => {
      const at = clock.now();
      const reply = await client.read({
        operation: 'getRates',
        method: 'POST',
        path: '/shipping/v2/shipments/rates',
        headers,
        body: requestOf(wish),
        priority: 'urgent',
      });
      const { payload } = understand(reply, ratesAnswer);
      const expiresAt = new Date(at.getTime() + tokenMs).toISOString();
      return {
        offers: payload.rates
          .filter((each) => !each.requiresAdditionalInputs)
          .map((each) => offerOf(each, payload.requestToken, expiresAt, wish)),
        unavailable: payload.ineligibleRates.map(({ carrierName, serviceName, ineligibilityReasons }) => ({
          carrier: carrierName,
          service: serviceName,
          reason: ineligibilityReasons.map(({ message, code }) => message || code).join(' '),
        })),
      };
    },
    buy,
    find: async (purchase) => {
      const outcome = await buy(purchase);
      if (outcome.kind === 'bought') return { kind: 'bought', bought: outcome.bought };
      if (outcome.kind === 'refused') return { kind: 'none' };
      // Neither yes nor no: it is looked for again later.
      return { kind: 'unclear' };
    },
    void: async ({ shipmentId }) => {
      const path = `/shipping/v2/shipments/${encodeURIComponent(shipmentId ?? '')}/cancel`;
      const outcome = await client.write({ operation: 'cancelShipmentV2', method: 'PUT', path, headers, priority: 'urgent' });
      if (outcome.kind === 'unknown') return { kind: 'unknown', why: outcome.why };
      return outcome.kind === 'rejected' ? { kind: 'refused', ...refusalOf(outcome) } : { kind: 'done', refund: 'refunded' };
    },
    // A cancelled shipment is not charged.
    refund: async () => 'refunded',
    file: async ({ shipmentId, handle }: Receipt) => {
      const { format } = receiptShape.parse(handle);
      const { dpi, format: word } = documentWords(format);
      const reply = await client.read({
        operation: 'getShipmentDocuments',
        method: 'GET',
        path: `/shipping/v2/shipments/${encodeURIComponent(shipmentId ?? '')}/documents`,
        query: { packageClientReferenceId: packageReference, format: word, dpi: dpi === undefined ? undefined : String(dpi) },
        headers,
        priority: 'urgent',
      });
      return fileOf(understand(reply, documentsAnswer).payload.packageDocumentDetail, format);
    },
  };
}

const documentWords = (format: LabelFormat): { format: string; dpi?: number } =>
  format === 'pdf' ? { format: 'PDF' } : format === 'png' ? { format: 'PNG' } : { format: 'ZPL', dpi: format === 'zpl300' ? 300 : 203 };

function fileOf({ packageDocuments }: z.infer<typeof documents>, format: LabelFormat): LabelFile | null {
  const label = packageDocuments.find(({ type }) => type === 'LABEL');
  return label ? { format, bytes: Buffer.from(label.contents, 'base64') } : null;
}

/** Forms for customs that can be printed beside the label. */
const papersOf = ({ packageDocuments }: z.infer<typeof documents>): LabelPaper[] =>
  packageDocuments.flatMap(({ type, format, contents }) =>
    type === 'CUSTOM_FORM' && (format === 'PDF' || format === 'PNG')
      ? [{ kind: 'customs', format: format === 'PDF' ? 'pdf' : 'png', bytes: Buffer.from(contents, 'base64') }]
      : [],
  );

/** Whether the rate has a form for customs in the format of the label. */
function hasCustomsForm({ supportedDocumentSpecifications }: Rate, wish: Wish): boolean {
  const { format } = documentWords(wish.format);
  const same = supportedDocumentSpecifications.filter((each) => each.format === format);
  return same.some(({ printOptions }) =>
    printOptions.some((option) => option.supportedDocumentDetails.some(({ name }) => name === 'CUSTOM_FORM')),
  );
}

function offerOf(each: Rate, requestToken: string, expiresAt: string, wish: Wish): Offer {
  const included = each.benefits?.includedBenefits ?? [];
  const excluded = each.benefits?.excludedBenefits ?? [];
  const has = (name: string) => (included.includes(name) ? true : excluded.some(({ benefit }) => benefit === name) ? false : null);
  return {
    carrier: each.carrierName,
    service: each.serviceName,
    price: { amount: amountText(each.totalCharge.value), currency: each.totalCharge.unit },
    earliest: each.promise.deliveryWindow?.start ?? null,
    latest: each.promise.deliveryWindow?.end ?? null,
    protection: {
      claims: has('CLAIMS_PROTECTED'),
      onTime: has('LATE_DELIVERY_PROTECTED'),
      excluded: excluded.map(({ benefit, reasonCodes }) => ({ benefit, reasons: reasonCodes })),
    },
    formats: each.supportedDocumentSpecifications.flatMap(({ format, printOptions }): LabelFormat[] => {
      if (format === 'PDF') return ['pdf'];
      if (format === 'PNG') return ['png'];
      const dpis = printOptions.flatMap(({ supportedDPIs = [] }) => supportedDPIs);
      return dpis.includes(300) ? ['zpl203', 'zpl300'] : ['zpl203'];
    }),
    expiresAt,
    handle: {
      requestToken,
      rateId: each.rateId,
      carrierId: each.carrierId,
      ...(wish.customs && hasCustomsForm(each, wish) ? { customsForm: true } : {}),
    },
  };
}

function addressOf({ name, company, lines, city, region, postalCode, country, phone, email }: Address) {
  const [first = '', second, third] = lines;
  return compact({
    name: name.slice(0, 50),
    companyName: company,
    addressLine1: first,
    addressLine2: second,
    addressLine3: third,
    city,
    stateOrRegion: region || city,
    postalCode,
    countryCode: country,
    phoneNumber: phone,
    email,
  });
}

const declared = (item: CustomsItem | undefined) =>
  item && {
    description: item.description,
    itemValue: { value: Number(item.value.amount), unit: item.value.currency },
    weight: { unit: 'GRAM', value: item.grams },
  };

const requestOf = ({ orderId, items, from, parcel, shipAt, customs }: Wish) => ({
  shipFrom: addressOf(from),
  shipDate: shipAt,
  packages: [
    {
      dimensions: {
        length: parcel.length,
        width: parcel.width,
        height: parcel.height,
        unit: parcel.lengthUnit === 'in' ? 'INCH' : 'CENTIMETER',
      },
      weight: { unit: parcel.weightUnit === 'oz' ? 'OUNCE' : 'GRAM', value: parcel.weight },
      insuredValue: { value: 0, unit: items[0]?.value?.currency ?? 'USD' },
      packageClientReferenceId: packageReference,
      items: items.map(({ itemId, quantity }) => ({
        itemIdentifier: itemId,
        quantity,
        ...declared(customs?.items.find((each) => each.itemId === itemId)),
      })),
    },
  ],
  channelDetails: { channelType: 'AMAZON', amazonOrderDetails: { orderId } },
});
