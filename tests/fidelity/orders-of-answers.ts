import type { NewOrder } from '../../simulator/control/new-order.ts';
import type { SimOrder } from '../../simulator/store/sim-order.ts';
import { entries, type Json, text } from '../../simulator/test-support/sim-client.ts';

/** An order to create at the simulator, and what the control API cannot say at its creation. */
export type OrderOfCase = NewOrder & { orderId: string; later?: Partial<SimOrder>; cancelRequest?: string };

/** Only what is there and says something: a description has no empty fields. */
const said = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
const word = (value: Json | undefined) => text(value) || undefined;
const number = (value: Json | undefined) => (typeof value === 'number' ? value : undefined);
const amount = (value: Json | undefined) => text(value?.['amount'] ?? value?.['Amount']) || undefined;
const window = (value: Json | undefined) =>
  value ? { earliest: text(value['earliestDateTime']), latest: text(value['latestDateTime']) } : undefined;

/** The order that stands behind an answer of version 2026-01-01. */
export function orderOf2026(order: Json): OrderOfCase {
  const { deliveryAddress: to } = order['recipient'] ?? {};
  const { fulfillment } = order;
  const registered = entries(order['tax']?.['taxRegistrations']).find((each) => text(each['entityType']) === 'BUYER');
  const packages = entries(order['packages']).map(packageOf);
  return said({
    orderId: text(order['orderId']),
    marketplaceId: word(order['salesChannel']?.['marketplaceId']),
    sellerOrderId: word(order['orderAliases']?.[0]?.['aliasId']),
    createdAt: word(order['createdTime']),
    updatedAt: word(order['lastUpdatedTime']),
    status: word(fulfillment?.['fulfillmentStatus']) as NewOrder['status'],
    fulfilledBy: word(fulfillment?.['fulfilledBy']) as NewOrder['fulfilledBy'],
    programs: entries(order['programs']).map(text),
    shipBy: window(fulfillment?.['shipByWindow']),
    deliverBy: window(fulfillment?.['deliverByWindow']),
    buyer: said({
      name: word(order['buyer']?.['buyerName']),
      email: word(order['buyer']?.['buyerEmail']),
      companyName: word(order['buyer']?.['buyerCompanyName'] ?? registered?.['legalName']),
      purchaseOrderNumber: word(order['buyer']?.['buyerPurchaseOrderNumber']),
    }),
    address: said({
      name: word(to?.['name']),
      companyName: word(to?.['companyName']),
      line1: word(to?.['addressLine1']),
      line2: word(to?.['addressLine2']),
      city: word(to?.['city']),
      districtOrCounty: word(to?.['districtOrCounty']),
      stateOrRegion: word(to?.['stateOrRegion']),
      postalCode: word(to?.['postalCode']),
      countryCode: word(to?.['countryCode']),
      phone: word(to?.['phone']),
      type: word(to?.['addressType']) as 'RESIDENTIAL',
      extended: to?.['extendedFields'] as object | undefined,
    }),
    items: entries(order['orderItems']).map(itemOf),
    later: packages.length > 0 ? { packages } : undefined,
  }) as OrderOfCase;
}

function itemOf(item: Json): NonNullable<NewOrder['items']>[number] {
  const { product } = item;
  const charge = (type: string) =>
    amount(entries(item['proceeds']?.['breakdowns']).find((each) => text(each['type']) === type)?.['subtotal']);
  const gift = item['fulfillment']?.['packing']?.['giftOption'];
  return said({
    itemId: word(item['orderItemId']),
    quantity: number(item['quantityOrdered']),
    programs: entries(item['programs']).map(text),
    asin: word(product?.['asin']),
    title: word(product?.['title']),
    sku: word(product?.['sellerSku']),
    unitPrice: amount(product?.['price']?.['unitPrice']),
    itemTax: charge('TAX'),
    pointsCost: amount(item['expense']?.['pointsCost']?.['pointsGranted']?.['pointsMonetaryValue']),
    promotionIds: entries(item['promotion']?.['breakdowns']).map((each) => text(each['promotionId'])),
    gift: gift ? said({ message: word(gift['giftMessage']), wrapLevel: word(gift['giftWrapLevel']) }) : undefined,
    iossNumber: item['tax']?.['taxCalculationBreakdowns'] ? 'IM2760000742' : undefined,
  });
}

function packageOf(parcel: Json): SimOrder['packages'][number] {
  return {
    reference: text(parcel['packageReferenceId']),
    carrierCode: text(parcel['carrier']),
    shippingMethod: text(parcel['shippingService']),
    trackingNumber: text(parcel['trackingNumber']),
    shipDate: Date.parse(text(parcel['shipTime'])),
    confirmedAt: Date.parse(text(parcel['createdTime'])),
    visibleAt: Date.parse(text(parcel['createdTime'])),
    status: text(parcel['packageStatus']?.['status']) as 'IN_TRANSIT',
    detailedStatus: text(parcel['packageStatus']?.['detailedStatus']),
    items: entries(parcel['packageItems']).map((each) => ({
      itemId: text(each['orderItemId']),
      quantity: number(each['quantity']) ?? 0,
      transparencyCodes: entries(each['transparencyCodes']).map(text),
    })),
  };
}

const STATUSES: Record<string, NewOrder['status']> = { Pending: 'PENDING', Unshipped: 'UNSHIPPED', Shipped: 'SHIPPED' };
const PROGRAMS = { IsBusinessOrder: 'AMAZON_BUSINESS', IsPrime: 'PRIME', IsIBA: 'INVOICE_BY_AMAZON', IsISPU: 'IN_STORE_PICK_UP' };

/** The order that stands behind an answer of the v0 API: an order, its buyer, its address or its items. */
export function orderOfV0(payload: Json): OrderOfCase {
  const to = payload['ShippingAddress'];
  const isEasyShip = text(payload['EasyShipShipmentStatus']) !== '';
  const programs = Object.entries(PROGRAMS).flatMap(([flag, program]) => ((payload[flag] as unknown) === true ? [program] : []));
  const dates = (earliest: string, latest: string) =>
    payload[latest] ? { earliest: text(payload[earliest]), latest: text(payload[latest]) } : undefined;
  const lines = entries(payload['OrderItems']).map(itemOfV0);
  return said({
    orderId: text(payload['AmazonOrderId']),
    marketplaceId: word(payload['MarketplaceId']),
    createdAt: word(payload['PurchaseDate']),
    updatedAt: word(payload['LastUpdateDate']),
    status: STATUSES[text(payload['OrderStatus'])],
    fulfilledBy: payload['FulfillmentChannel'] ? (text(payload['FulfillmentChannel']) === 'AFN' ? 'AMAZON' : 'MERCHANT') : undefined,
    shipServiceName: word(payload['ShipServiceLevel']),
    paymentMethod: text(payload['PaymentMethodDetails']?.[0]) === 'Invoice' ? 'Invoice' : undefined,
    programs: [...programs, ...(isEasyShip ? ['AMAZON_EASY_SHIP'] : [])],
    shipBy: dates('EarliestShipDate', 'LatestShipDate'),
    deliverBy: dates('EarliestDeliveryDate', 'LatestDeliveryDate'),
    buyer: said({ name: word(payload['BuyerName']), email: word(payload['BuyerEmail']) }),
    address: said({
      name: word(to?.['Name']),
      line1: word(to?.['AddressLine1']),
      city: word(to?.['City']),
      stateOrRegion: word(to?.['StateOrRegion']),
      postalCode: word(to?.['PostalCode']),
      countryCode: word(to?.['CountryCode']),
      phone: word(to?.['Phone']),
      type: text(to?.['AddressType']) === 'Commercial' ? ('COMMERCIAL' as const) : undefined,
    }),
    items: lines.length > 0 ? lines : [said({ unitPrice: amount(payload['OrderTotal']) })],
    cancelRequest: word(payload['OrderItems']?.[0]?.['BuyerRequestedCancel']?.['BuyerCancelReason']),
    later: isEasyShip ? { packages: [waitingForPickUp] } : undefined,
  }) as OrderOfCase;
}

function itemOfV0(item: Json): NonNullable<NewOrder['items']>[number] {
  const gift = said({ message: word(item['GiftMessageText']), wrapLevel: word(item['GiftWrapLevel']) });
  return said({
    itemId: word(item['OrderItemId']),
    asin: word(item['ASIN']),
    sku: word(item['SellerSKU']),
    title: word(item['Title']),
    quantity: number(item['QuantityOrdered']),
    unitPrice: amount(item['ItemPrice']),
    itemTax: amount(item['ItemTax']),
    customizationUrl: word(item['BuyerCustomizedInfo']?.['CustomizedURL']),
    giftWrapPrice: amount(item['GiftWrapPrice']),
    iossNumber: item['DeemedResellerCategory'] ? 'IM2760000742' : undefined,
    gift: Object.keys(gift).length > 0 ? gift : undefined,
  });
}

const waitingForPickUp: SimOrder['packages'][number] = {
  reference: '1',
  carrierCode: 'UPS',
  trackingNumber: '1Z5R89390357567127',
  shipDate: 0,
  confirmedAt: 0,
  visibleAt: 0,
  status: 'PENDING',
  items: [],
};
