import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { denied, invalidInput } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { drawLabel } from '../labels/draw-label.ts';
import type { LabelDesk } from '../labels/label-desk.ts';
import { benefitsOf, type Quote } from '../labels/postage.ts';
import type { LabelFormat, SimLabel, SimParcel } from '../labels/sim-label.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { SimStore } from '../store/sim-store.ts';
import { type Details, detailsShape } from './shapes.ts';

const ratesShape = z.object({ ShipmentRequestDetails: detailsShape, ShippingOfferingFilter: z.record(z.string(), z.unknown()).optional() });
const createShape = z.object({
  ShipmentRequestDetails: detailsShape,
  ShippingServiceId: z.string().min(1),
  ShippingServiceOfferId: z.string().optional(),
  HazmatType: z.enum(['None', 'LQHazmat']).optional(),
  LabelFormatOption: z.object({ IncludePackingSlipWithLabel: z.boolean().optional() }).optional(),
});
const OFFER_MS = 24 * 3_600_000;

/** Buy Shipping: offers for an order, a label that also confirms the shipment, the label again, and the money back. */
export const merchantFulfillmentOperations = ({ store, labels }: { store: SimStore; labels: LabelDesk }): SellerOperation[] => {
  const answer = (label: SimLabel, call: SellerCall) => ({ status: 200, body: { payload: shipmentView(label, call, store, labels) } });
  return [
    {
      name: 'getEligibleShipmentServices',
      method: 'POST',
      path: '/mfn/v0/eligibleShippingServices',
      rate: 6,
      burst: 12,
      handle(call) {
        const details = jsonBody(call, ratesShape, 400).ShipmentRequestDetails;
        const { fits, tooHeavy } = quotesFor(call, details, labels);
        const { order } = fits;
        return {
          status: 200,
          body: {
            payload: {
              ShippingServiceList: fits.quotes.map((each) => serviceView(each, order, details)),
              RejectedShippingServiceList: tooHeavy.map(({ service }) => ({
                CarrierName: service.carrier,
                ShippingServiceName: service.service,
                ShippingServiceId: service.id,
                RejectionReasonCode: 'WEIGHT_LIMIT',
                RejectionReasonMessage: 'The package is heavier than this service takes.',
              })),
              TemporarilyUnavailableCarrierList: [],
              TermsAndConditionsNotAcceptedCarrierList: [],
            },
          },
        };
      },
    },
    {
      name: 'createShipment',
      method: 'POST',
      path: '/mfn/v0/shipments',
      rate: 2,
      burst: 2,
      handle(call) {
        mayReadPersonal(call);
        const { ShipmentRequestDetails: details, ShippingServiceId, ShippingServiceOfferId } = jsonBody(call, createShape, 400);
        const { fits } = quotesFor(call, details, labels);
        const quote = fits.quotes.find(({ service }) => service.id === ShippingServiceId);
        if (!quote) throw invalidInput(`ShippingServiceId ${ShippingServiceId} is not offered for this shipment.`);
        if (ShippingServiceOfferId !== undefined && !isFresh(ShippingServiceOfferId, call.now))
          throw invalidInput('ShippingServiceOfferId has expired.');
        const label = labels.buy({
          api: 'merchant-fulfillment',
          sellerId: call.account.sellerId,
          orderId: details.AmazonOrderId,
          items: details.ItemList.map(({ OrderItemId, Quantity }) => ({ itemId: OrderItemId, quantity: Quantity })),
          parcel: parcelOf(details),
          boughtAt: call.now,
          shipAt: quote.shipAt,
          request: details,
          quote,
        });
        return answer(label, call);
      },
    },
    {
      name: 'getShipment',
      method: 'GET',
      path: '/mfn/v0/shipments/{shipmentId}',
      rate: 1,
      burst: 1,
      handle(call) {
        mayReadPersonal(call);
        return answer(labels.find(call.account, call.params['shipmentId'] ?? '', 'merchant-fulfillment'), call);
      },
    },
    {
      name: 'cancelShipment',
      method: 'DELETE',
      path: '/mfn/v0/shipments/{shipmentId}',
      rate: 1,
      burst: 1,
      handle(call) {
        mayReadPersonal(call);
        return answer(labels.void(labels.find(call.account, call.params['shipmentId'] ?? '', 'merchant-fulfillment'), call.now), call);
      },
    },
  ];
};

/** The answers name the recipient, so they need a restricted data token. */
function mayReadPersonal({ restricted }: SellerCall): void {
  if (restricted === undefined) throw denied('A restricted data token is needed for this operation.');
}

function quotesFor(call: SellerCall, details: Details, labels: LabelDesk) {
  const items = details.ItemList.map(({ OrderItemId, Quantity }) => ({ itemId: OrderItemId, quantity: Quantity }));
  const order = labels.order(call.account, details.AmazonOrderId, items);
  const shipAt = Math.max(call.now, details.ShipDate === undefined ? 0 : Date.parse(details.ShipDate));
  const { fits, tooHeavy } = labels.quotes('merchant-fulfillment', call.account, order, parcelOf(details), shipAt);
  return { fits: { quotes: fits, order }, tooHeavy };
}

function parcelOf({ PackageDimensions: size, Weight }: Details): SimParcel {
  const per = size.Unit === 'centimeters' ? 2.54 : 1;
  if (size.PredefinedPackageDimensions === undefined && !(size.Length && size.Width && size.Height && size.Unit))
    throw invalidInput('PackageDimensions needs Length, Width, Height and Unit.');
  const inches: SimParcel['inches'] = [(size.Length ?? 12) / per, (size.Width ?? 9) / per, (size.Height ?? 4) / per];
  return { inches, ounces: Weight.Unit === 'g' ? Weight.Value / 28.349523125 : Weight.Value };
}

const offerId = ({ service, price }: Quote, at: number) => `${service.id}:${price}:${at}`;
const isFresh = (offer: string, now: number) => now < Number(offer.split(':').at(-1)) + OFFER_MS;
const iso = (at: number) => new Date(at).toISOString();
const FORMATS: LabelFormat[] = ['PDF', 'PNG', 'ZPL203', 'ZPL300'];

function serviceView(quote: Quote, order: SimOrder, details: Details) {
  const { service, price, currency, shipAt, earliest, latest } = quote;
  const rate = { CurrencyCode: currency, Amount: Number(price) };
  const { included, excluded } = benefitsOf(quote, order);
  return {
    ShippingServiceName: service.service,
    CarrierName: service.carrier,
    ShippingServiceId: service.id,
    ShippingServiceOfferId: offerId(quote, shipAt),
    ShipDate: iso(shipAt),
    EarliestEstimatedDeliveryDate: iso(earliest),
    LatestEstimatedDeliveryDate: iso(latest),
    Rate: rate,
    RateWithAdjustments: rate,
    AdjustmentItemList: [],
    ShippingServiceOptions: details.ShippingServiceOptions,
    AvailableLabelFormats: FORMATS,
    RequiresAdditionalSellerInputs: false,
    Benefits: {
      IncludedBenefits: included,
      ExcludedBenefits: excluded.map(({ benefit, reasons }) => ({ Benefit: benefit, ReasonCodes: reasons })),
    },
  };
}

function shipmentView(label: SimLabel, call: SellerCall, store: SimStore, labels: LabelDesk) {
  const order = store.orders.get(label.orderId);
  if (!order) throw invalidInput(`Order ${label.orderId} is gone.`);
  const details = label.request as Details;
  const wanted = details.ShippingServiceOptions.LabelFormat;
  const format: LabelFormat = wanted === undefined || wanted === 'ShippingServiceDefault' ? 'PDF' : wanted;
  const { bytes, type } = drawLabel(label, order, call.account, format);
  const quote = labels
    .quotes('merchant-fulfillment', call.account, order, label.parcel, label.shipAt)
    .fits.find(({ service }) => service.id === label.serviceId);
  const { address, buyer } = order;
  return {
    ShipmentId: label.shipmentId,
    AmazonOrderId: label.orderId,
    ...(details.SellerOrderId === undefined ? {} : { SellerOrderId: details.SellerOrderId }),
    ItemList: details.ItemList,
    ShipFromAddress: details.ShipFromAddress,
    ShipToAddress: {
      Name: address.name,
      AddressLine1: address.line1,
      ...(address.line2 === undefined ? {} : { AddressLine2: address.line2 }),
      ...(address.line3 === undefined ? {} : { AddressLine3: address.line3 }),
      Email: buyer.email,
      City: address.city,
      ...(address.stateOrRegion === undefined ? {} : { StateOrProvinceCode: address.stateOrRegion }),
      PostalCode: address.postalCode,
      CountryCode: address.countryCode,
      Phone: address.phone ?? '',
    },
    PackageDimensions: details.PackageDimensions,
    Weight: details.Weight,
    Insurance: { CurrencyCode: label.currency, Amount: 0 },
    ...(quote ? { ShippingService: { ...serviceView(quote, order, details), ShipDate: iso(label.shipAt) } } : {}),
    Label: {
      Dimensions: { Length: 6, Width: 4, Unit: 'inches' },
      FileContents: {
        Contents: gzipSync(bytes).toString('base64'),
        FileType: type,
        Checksum: createHash('md5').update(bytes).digest('base64'),
      },
      LabelFormat: format,
    },
    Status: labels.status(label, call.now),
    TrackingId: label.tracking,
    CreatedDate: iso(label.boughtAt),
    LastUpdatedDate: iso(label.voidedAt ?? label.boughtAt),
  };
}
