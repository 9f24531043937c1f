import { ApiFailure, invalidInput } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { type Declared, drawCustomsForm, drawLabel } from '../labels/draw-label.ts';
import type { LabelDesk } from '../labels/label-desk.ts';
import { benefitsOf, type Quote } from '../labels/postage.ts';
import type { LabelFormat, SimLabel, SimParcel } from '../labels/sim-label.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { SimStore } from '../store/sim-store.ts';
import { type PurchaseRequest, purchaseShape, type RatesRequest, ratesShape } from './shapes.ts';
import { trackingView } from './tracking-view.ts';

const TOKEN_MS = 600_000;
type Asked = { request: RatesRequest; at: number };
type Sold = { purchase: PurchaseRequest; packageReference: string; declared: Declared[] };

/** Amazon Shipping v2 for orders of Amazon: rates, a label that is bought within ten minutes, its documents, its journey. */
export const shippingOperations = ({ store, labels }: { store: SimStore; labels: LabelDesk }): SellerOperation[] => {
  const limits = { rate: 80, burst: 100 };
  const labelOf = (call: SellerCall) => labels.find(call.account, call.params['shipmentId'] ?? '', 'shipping');
  const quotesOf = (call: SellerCall, { request, at }: Asked) => {
    const items = itemsOf(request);
    const order = labels.order(call.account, request.channelDetails.amazonOrderDetails?.orderId ?? '', items);
    const shipAt = Math.max(at, request.shipDate === undefined ? 0 : Date.parse(request.shipDate));
    return { order, items, ...labels.quotes('shipping', call.account, order, parcelOf(request), shipAt) };
  };
  const documentsOf = (label: SimLabel, call: SellerCall, wanted?: { format: string; dpi: number | undefined }) => {
    const { purchase, packageReference, declared } = label.request as Sold;
    const order = store.orders.get(label.orderId);
    if (!order) throw invalidInput(`Order ${label.orderId} is gone.`);
    const { format, dpi } = wanted ?? purchase.requestedDocumentSpecification;
    const { bytes } = drawLabel(label, order, call.account, fileFormat(format, dpi));
    const documents = [{ type: 'LABEL', format, contents: bytes.toString('base64') }];
    if (purchase.requestedDocumentSpecification.requestedDocumentTypes.includes('CUSTOM_FORM') && declared.length > 0)
      documents.push({ type: 'CUSTOM_FORM', format: 'PDF', contents: drawCustomsForm(label, declared).toString('base64') });
    return {
      packageClientReferenceId: packageReference,
      packageDocuments: documents,
      trackingId: label.tracking,
    };
  };
  const sold = (label: SimLabel, call: SellerCall) => {
    const order = store.orders.get(label.orderId);
    return {
      status: 200,
      body: {
        payload: {
          shipmentId: label.shipmentId,
          packageDocumentDetails: [documentsOf(label, call)],
          promise: promise(label),
          ...(order ? { benefits: { includedBenefits: ['CLAIMS_PROTECTED'], excludedBenefits: [] } } : {}),
        },
      },
    };
  };

  return [
    {
      name: 'getRates',
      method: 'POST',
      path: '/shipping/v2/shipments/rates',
      ...limits,
      handle(call) {
        const request = jsonBody(call, ratesShape);
        const asked: Asked = { request, at: call.now };
        if (request.channelDetails.channelType !== 'AMAZON')
          throw invalidInput('channelType EXTERNAL needs a contract that this account does not have.');
        const { order, fits, tooHeavy } = quotesOf(call, asked);
        const isForeign = isAbroad(request, order);
        // Nothing goes through customs of which it is not said what it is, what it is worth and what it weighs.
        const lacksCustoms = isForeign && declaredItems(request).length < itemsOf(request).length;
        const refused = lacksCustoms
          ? [...fits, ...tooHeavy].map((quote) => ({
              quote,
              code: 'UNKNOWN',
              message: 'Description, value or weight of an item is missing for customs.',
            }))
          : tooHeavy.map((quote) => ({ quote, code: 'WEIGHT_RESTRICTIONS', message: 'The package is heavier than this service takes.' }));
        return {
          status: 200,
          body: {
            payload: {
              requestToken: Buffer.from(JSON.stringify(asked)).toString('base64url'),
              rates: lacksCustoms ? [] : fits.map((quote) => rateView(quote, order, isForeign)),
              ineligibleRates: refused.map(({ quote: { service }, code, message }) => ({
                serviceId: service.id,
                serviceName: service.service,
                carrierId: service.carrierId,
                carrierName: service.carrier,
                ineligibilityReasons: [{ code, message }],
              })),
            },
          },
        };
      },
    },
    {
      name: 'purchaseShipment',
      method: 'POST',
      path: '/shipping/v2/shipments',
      ...limits,
      handle(call) {
        const purchase = jsonBody(call, purchaseShape);
        const header = call.headers['x-amzn-idempotencykey'];
        const key = typeof header === 'string' ? header : undefined;
        const before = key === undefined ? undefined : labels.byKey(call.account, key);
        if (before) return sold(before, call);
        const asked = readToken(purchase.requestToken);
        if (call.now >= asked.at + TOKEN_MS)
          throw new ApiFailure(400, [{ code: 'TOKEN_EXPIRED', message: 'The request token has expired; get rates again.' }]);
        const { fits, items, order } = quotesOf(call, asked);
        const quote = fits.find((each) => rateId(each) === purchase.rateId);
        if (!quote) throw invalidInput('rateId is not one of the rates of requestToken.');
        const request: Sold = {
          purchase,
          packageReference: asked.request.packages[0]?.packageClientReferenceId ?? '',
          declared: isAbroad(asked.request, order) ? declaredItems(asked.request) : [],
        };
        const label = labels.buy({
          api: 'shipping',
          sellerId: call.account.sellerId,
          orderId: asked.request.channelDetails.amazonOrderDetails?.orderId ?? '',
          items,
          parcel: parcelOf(asked.request),
          boughtAt: call.now,
          shipAt: quote.shipAt,
          request,
          quote,
          ...(key === undefined ? {} : { key }),
        });
        return sold(label, call);
      },
    },
    {
      name: 'getShipmentDocuments',
      method: 'GET',
      path: '/shipping/v2/shipments/{shipmentId}/documents',
      ...limits,
      handle(call) {
        const label = labelOf(call);
        const format = call.query.get('format');
        if (format !== null && !['PDF', 'PNG', 'ZPL'].includes(format)) throw invalidInput('format must be PDF, PNG or ZPL.');
        if (call.query.get('packageClientReferenceId') !== (label.request as Sold).packageReference)
          throw invalidInput('packageClientReferenceId is not one of this shipment.');
        const wanted = format === null ? undefined : { format, dpi: Number(call.query.get('dpi') ?? 203) };
        return {
          status: 200,
          body: { payload: { shipmentId: label.shipmentId, packageDocumentDetail: documentsOf(label, call, wanted) } },
        };
      },
    },
    {
      name: 'cancelShipmentV2',
      method: 'PUT',
      path: '/shipping/v2/shipments/{shipmentId}/cancel',
      ...limits,
      handle(call) {
        const voided = labels.void(labelOf(call), call.now);
        if (labels.status(voided, call.now) === 'RefundRejected')
          throw invalidInput('The carrier has the parcel; the shipment cannot be cancelled.');
        return { status: 200, body: { payload: {} } };
      },
    },
    {
      name: 'getTracking',
      method: 'GET',
      path: '/shipping/v2/tracking',
      ...limits,
      handle(call) {
        const tracking = call.query.get('trackingId') ?? '';
        const label = [...store.labels.all()].find((each) => each.tracking === tracking && each.sellerId === call.account.sellerId);
        if (!label || call.query.get('carrierId') === null)
          throw new ApiFailure(404, [{ code: 'NotFound', message: 'The tracking id is not known.' }]);
        const parcel = store.orders.get(label.orderId)?.packages.find(({ trackingNumber }) => trackingNumber === tracking);
        return { status: 200, body: { payload: trackingView(label, parcel, call.now) } };
      },
    },
  ];
};

const itemsOf = ({ packages }: RatesRequest) =>
  packages.flatMap(({ items }) => items.map(({ itemIdentifier = '', quantity }) => ({ itemId: itemIdentifier, quantity })));

function parcelOf({ packages: [one] }: RatesRequest): SimParcel {
  if (!one) throw invalidInput('packages is empty.');
  const { dimensions: size, weight } = one;
  const per = size.unit === 'CENTIMETER' ? 2.54 : 1;
  const ounces = { OUNCE: 1, POUND: 16, GRAM: 1 / 28.349523125, KILOGRAM: 35.27396195 }[weight.unit] * weight.value;
  return { inches: [size.length / per, size.width / per, size.height / per], ounces };
}

const isAbroad = ({ shipFrom }: RatesRequest, order: SimOrder) => shipFrom.countryCode !== order.address.countryCode;

/** Items of which customs is told all. */
const declaredItems = ({ packages }: RatesRequest): Declared[] =>
  packages.flatMap(({ items }) =>
    items.flatMap(({ quantity, description, itemValue, weight }) =>
      description && itemValue && weight ? [{ quantity, description, value: `${itemValue.value} ${itemValue.unit}` }] : [],
    ),
  );

function readToken(token: string): Asked {
  try {
    const { request, at } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as { request: unknown; at: number };
    return { request: ratesShape.parse(request), at };
  } catch {
    throw invalidInput('requestToken is not one of getRates.');
  }
}

const fileFormat = (format: string, dpi: number | undefined): LabelFormat =>
  format === 'ZPL' ? (dpi === 300 ? 'ZPL300' : 'ZPL203') : format === 'PNG' ? 'PNG' : 'PDF';
const rateId = ({ service, price }: Quote) => `${service.id}:${price}`;
const iso = (at: number) => new Date(at).toISOString();
const promise = ({ earliest, latest }: { earliest: number; latest: number }) => ({
  deliveryWindow: { start: iso(earliest), end: iso(latest) },
});

function rateView(quote: Quote, order: SimOrder, isForeign: boolean) {
  const { service, price, currency } = quote;
  const { included, excluded } = benefitsOf(quote, order);
  const option = (dpis: number[]) => ({
    ...(dpis.length > 0 ? { supportedDPIs: dpis } : {}),
    supportedPageLayouts: ['DEFAULT'],
    supportedFileJoiningOptions: [false],
    supportedDocumentDetails: [{ name: 'LABEL', isMandatory: true }, ...(isForeign ? [{ name: 'CUSTOM_FORM', isMandatory: false }] : [])],
  });
  return {
    rateId: rateId(quote),
    carrierId: service.carrierId,
    carrierName: service.carrier,
    serviceId: service.id,
    serviceName: service.service,
    totalCharge: { value: Number(price), unit: currency },
    promise: promise(quote),
    supportedDocumentSpecifications: (['PDF', 'PNG', 'ZPL'] as const).map((format) => ({
      format,
      size: { width: 4, length: 6, unit: 'INCH' },
      printOptions: [option(format === 'ZPL' ? [203, 300] : [])],
    })),
    requiresAdditionalInputs: false,
    paymentType: 'PAY_THROUGH_AMAZON',
    benefits: {
      includedBenefits: included,
      excludedBenefits: excluded.map(({ benefit, reasons }) => ({ benefit, reasonCodes: reasons })),
    },
  };
}
