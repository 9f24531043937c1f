import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { SpapiClient } from '#src/adapters/spapi/client.ts';
import { getOrder } from '#src/adapters/spapi/get-order.ts';
import { understand } from '#src/adapters/spapi/understand.ts';
import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { compact } from '#src/kernel/compact.ts';
import type { Address, Bought, Carrier, CustomsItem, LabelFile, LabelFormat, Offer, Refund, Wish } from '#src/modules/labels/ports.ts';
import { amountText } from '../numbers.ts';
import { outcomeOf, refusalOf } from '../outcome.ts';

const money = z.object({ CurrencyCode: z.string(), Amount: z.number() });
const benefits = z.object({
  IncludedBenefits: z.array(z.string()).default([]),
  ExcludedBenefits: z.array(z.object({ Benefit: z.string().default(''), ReasonCodes: z.array(z.string()).default([]) })).default([]),
});
const service = z.object({
  ShippingServiceName: z.string(),
  CarrierName: z.string(),
  ShippingServiceId: z.string(),
  ShippingServiceOfferId: z.string().optional(),
  ShipDate: z.string().optional(),
  EarliestEstimatedDeliveryDate: z.string().optional(),
  LatestEstimatedDeliveryDate: z.string().optional(),
  Rate: money,
  RateWithAdjustments: money.optional(),
  AvailableLabelFormats: z.array(z.string()).default([]),
  RequiresAdditionalSellerInputs: z.boolean().default(false),
  Benefits: benefits.optional(),
});
const ratesAnswer = z.object({
  payload: z.object({
    ShippingServiceList: z.array(service),
    RejectedShippingServiceList: z
      .array(
        z.object({
          CarrierName: z.string(),
          ShippingServiceName: z.string(),
          RejectionReasonCode: z.string(),
          RejectionReasonMessage: z.string().optional(),
        }),
      )
      .default([]),
    TemporarilyUnavailableCarrierList: z.array(z.object({ CarrierName: z.string() })).default([]),
    TermsAndConditionsNotAcceptedCarrierList: z.array(z.object({ CarrierName: z.string() })).default([]),
  }),
});
const shipmentAnswer = z.object({
  payload: z.object({
    ShipmentId: z.string(),
    TrackingId: z.string().optional(),
    Status: z.string(),
    ShippingService: z.object({ Rate: money, RateWithAdjustments: money.optional() }).optional(),
    Label: z.object({ FileContents: z.object({ Contents: z.string(), FileType: z.string(), Checksum: z.string() }) }),
  }),
});
const tokenAnswer = z.object({ restrictedDataToken: z.string(), expiresIn: z.number().default(0) });

const words: Record<string, LabelFormat> = { PDF: 'pdf', PNG: 'png', ZPL203: 'zpl203', ZPL300: 'zpl300' };
const amazonFormat: Record<LabelFormat, string> = { pdf: 'PDF', png: 'PNG', zpl203: 'ZPL203', zpl300: 'ZPL300' };
const shipments = '/mfn/v0/shipments';

/** The token for buying serves all purchases of its hour: there is one a second to be had, and purchases are two a second. */
const tokens = new WeakMap<SpapiClient, { token: string; until: number }>();
const tokenMarginMs = 60_000;

/**
 * Amazon Buy Shipping (Merchant Fulfillment v0). Amazon knows the recipient, so rates need no address; its answers name the
 * recipient, so all but rates need a restricted data token. There is no key against buying twice and no list of shipments:
 * after a lost answer the order tells whether there is a new package on it.
 */
export function buyShipping(client: SpapiClient, clock: Clock): Carrier {
  const askToken = async (method: string, path: string) => {
    const reply = await client.read({
      operation: 'createRestrictedDataToken',
      method: 'POST',
      path: '/tokens/2021-03-01/restrictedDataToken',
      body: { restrictedResources: [{ method, path }] },
      priority: 'urgent',
    });
    return understand(reply, tokenAnswer);
  };
  const tokenFor = async (method: string, path: string): Promise<string> => (await askToken(method, path)).restrictedDataToken;
  const tokenForBuying = async (): Promise<string> => {
    const known = tokens.get(client);
    if (known && known.until > clock.now().getTime()) return known.token;
    const { restrictedDataToken: token, expiresIn } = await askToken('POST', shipments);
    tokens.set(client, { token, until: clock.now().getTime() + expiresIn * 1000 - tokenMarginMs });
    return token;
  };
  const shipment = async (shipmentId: string) => {
    const path = `${shipments}/${encodeURIComponent(shipmentId)}`;
    const token = await tokenFor('GET', path);
    return understand(await client.read({ operation: 'getShipment', method: 'GET', path, token, priority: 'urgent' }), shipmentAnswer)
      .payload;
  };

  return {
    needsRecipient: false,
    confirmsOrder: true,
    settlesMs: 600_000,
    rates: async (wish) => {
      const reply = await client.read({
        operation: 'getEligibleShipmentServices',
        method: 'POST',
        path: '/mfn/v0/eligibleShippingServices',
        body: { ShipmentRequestDetails: detailsOf(wish) },
        priority: 'urgent',
      });
      const { payload } = understand(reply, ratesAnswer);
      const away = (list: { CarrierName: string }[], reason: string) =>
        list.map(({ CarrierName }) => ({ carrier: CarrierName, service: '', reason }));
      return {
        offers: payload.ShippingServiceList.filter((each) => !each.RequiresAdditionalSellerInputs).map(offerOf),
        unavailable: [
          ...payload.RejectedShippingServiceList.map((each) => ({
            carrier: each.CarrierName,
            service: each.ShippingServiceName,
            reason: each.RejectionReasonMessage ?? each.RejectionReasonCode,
          })),
          ...payload.ShippingServiceList.filter((each) => each.RequiresAdditionalSellerInputs).map((each) => ({
            carrier: each.CarrierName,
            service: each.ShippingServiceName,
            reason: 'Amazon asks for more about this parcel; buy it in Seller Central.',
          })),
          ...away(payload.TemporarilyUnavailableCarrierList, 'The carrier does not answer Amazon at the moment.'),
          ...away(payload.TermsAndConditionsNotAcceptedCarrierList, 'Its terms are not accepted yet in Seller Central.'),
        ],
      };
    },
    buy: async ({ wish, offer }) => {
      const token = await tokenForBuying();
      const { serviceId, offerId } = handleShape.parse(offer.handle);
      const sent = client.write({
        operation: 'createShipment',
        method: 'POST',
        path: shipments,
        token,
        body: { ShipmentRequestDetails: detailsOf(wish), ShippingServiceId: serviceId, ShippingServiceOfferId: offerId },
        priority: 'urgent',
      });
      const outcome = await sent.catch((error: unknown) => {
        // The next try gets a new one.
        if (error instanceof AppError && error.code === 'AMAZON_UNAUTHORISED') tokens.delete(client);
        throw error;
      });
      return outcomeOf(outcome, shipmentAnswer, ({ payload }) => boughtOf(payload, offer));
    },
    find: async ({ wish, offer, knownTracking }) => {
      const found = await getOrder(client, wish.orderId, { priority: 'urgent' });
      const packages = found.kind === 'order' && found.order.ok ? (found.order.facts.packages ?? []) : [];
      const parcel = packages.find(
        ({ tracking, items }) =>
          tracking !== undefined &&
          !knownTracking.includes(tracking) &&
          wish.items.every((item) => items.some(({ itemId, quantity }) => itemId === item.itemId && quantity === item.quantity)),
      );
      if (!parcel) return { kind: 'none' };
      const receipt = { shipmentId: null, tracking: parcel.tracking ?? null, handle: {} };
      return { kind: 'bought', bought: { receipt, price: offer.price, file: null } };
    },
    void: async ({ shipmentId }) => {
      const path = `${shipments}/${encodeURIComponent(shipmentId ?? '')}`;
      const token = await tokenFor('DELETE', path);
      const outcome = await client.write({ operation: 'cancelShipment', method: 'DELETE', path, token, priority: 'urgent' });
      if (outcome.kind === 'unknown') return { kind: 'unknown', why: outcome.why };
      if (outcome.kind === 'rejected') return { kind: 'refused', ...refusalOf(outcome) };
      const answer = shipmentAnswer.safeParse(outcome.body);
      return answer.success ? { kind: 'done', refund: refundOf(answer.data.payload.Status) } : { kind: 'unknown', why: 'unreadable' };
    },
    refund: async ({ shipmentId }) => (shipmentId === null ? 'none' : refundOf((await shipment(shipmentId)).Status)),
    file: async ({ shipmentId }) => (shipmentId === null ? null : fileOf((await shipment(shipmentId)).Label.FileContents)),
  };
}

const handleShape = z.object({ serviceId: z.string(), offerId: z.string().optional() });

const refundOf = (status: string): Refund =>
  status === 'RefundApplied' ? 'refunded' : status === 'RefundPending' ? 'pending' : status === 'RefundRejected' ? 'rejected' : 'none';

function offerOf(each: z.infer<typeof service>): Offer {
  const { Amount, CurrencyCode } = each.RateWithAdjustments ?? each.Rate;
  const included = each.Benefits?.IncludedBenefits ?? [];
  const excluded = each.Benefits?.ExcludedBenefits ?? [];
  const has = (benefit: string) => (included.includes(benefit) ? true : excluded.some(({ Benefit }) => Benefit === benefit) ? false : null);
  return {
    carrier: each.CarrierName,
    service: each.ShippingServiceName,
    price: { amount: amountText(Amount), currency: CurrencyCode },
    earliest: each.EarliestEstimatedDeliveryDate ?? null,
    latest: each.LatestEstimatedDeliveryDate ?? null,
    protection: {
      claims: has('CLAIMS_PROTECTED'),
      onTime: has('LATE_DELIVERY_PROTECTED'),
      excluded: excluded.map(({ Benefit, ReasonCodes }) => ({ benefit: Benefit, reasons: ReasonCodes })),
    },
    formats: each.AvailableLabelFormats.flatMap((word) => words[word] ?? []),
    expiresAt: null,
    handle: compact({ serviceId: each.ShippingServiceId, offerId: each.ShippingServiceOfferId }),
  };
}

function boughtOf(payload: z.infer<typeof shipmentAnswer>['payload'], offer: Offer): Bought {
  const rate = payload.ShippingService?.RateWithAdjustments ?? payload.ShippingService?.Rate;
  return {
    receipt: { shipmentId: payload.ShipmentId, tracking: payload.TrackingId ?? null, handle: {} },
    price: rate ? { amount: amountText(rate.Amount), currency: rate.CurrencyCode } : offer.price,
    file: fileOf(payload.Label.FileContents),
  };
}

/** Null where the file does not match its own checksum: the label is bought all the same, and the file is fetched again. */
function fileOf({ Contents, FileType, Checksum }: { Contents: string; FileType: string; Checksum: string }): LabelFile | null {
  const packed = Buffer.from(Contents, 'base64');
  const bytes = unpacked(packed);
  const md5 = (data: Uint8Array) => createHash('md5').update(data).digest('base64');
  if (!bytes || (md5(bytes) !== Checksum && md5(packed) !== Checksum)) return null;
  if (FileType === 'image/png') return { format: 'png', bytes };
  if (FileType === 'application/pdf') return { format: 'pdf', bytes };
  return { format: bytes.includes('^PW1200') ? 'zpl300' : 'zpl203', bytes };
}

function unpacked(packed: Buffer): Buffer | undefined {
  try {
    return gunzipSync(packed);
  } catch {
    return undefined;
  }
}

const experiences = {
  none: 'DeliveryConfirmationWithoutSignature',
  signature: 'DeliveryConfirmationWithSignature',
  adult: 'DeliveryConfirmationWithAdultSignature',
} as const;

/** Amazon takes names of 30 characters at most. */
function addressOf({ name, lines, city, region, postalCode, country, phone, email }: Address) {
  const [first = '', second, third] = lines;
  return compact({
    Name: name.slice(0, 30),
    AddressLine1: first,
    AddressLine2: second,
    AddressLine3: third,
    Email: email ?? '',
    City: city,
    StateOrProvinceCode: region,
    PostalCode: postalCode,
    CountryCode: country,
    Phone: phone ?? '',
  });
}

/** All that Amazon takes for customs; the rest it knows from the listing. */
const declared = (item: CustomsItem | undefined) =>
  item && { ItemDescription: item.description, ItemWeight: { Value: item.grams, Unit: 'g' } };

const detailsOf = ({ orderId, items, from, parcel, shipAt, mustArriveBy, format, signature, customs }: Wish) => ({
  AmazonOrderId: orderId,
  ItemList: items.map(({ itemId, quantity, transparencyCodes }) =>
    compact({
      OrderItemId: itemId,
      Quantity: quantity,
      TransparencyCodeList: transparencyCodes,
      ...declared(customs?.items.find((each) => each.itemId === itemId)),
    }),
  ),
  ShipFromAddress: addressOf(from),
  PackageDimensions: {
    Length: parcel.length,
    Width: parcel.width,
    Height: parcel.height,
    Unit: parcel.lengthUnit === 'in' ? 'inches' : 'centimeters',
  },
  Weight: { Value: parcel.weight, Unit: parcel.weightUnit },
  ShipDate: shipAt,
  ...(mustArriveBy === null ? {} : { MustArriveByDate: mustArriveBy }),
  ShippingServiceOptions: { DeliveryExperience: experiences[signature], CarrierWillPickUp: false, LabelFormat: amazonFormat[format] },
});
