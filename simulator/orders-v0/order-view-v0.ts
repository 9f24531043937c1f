import { marketplaceOf } from '../accounts/marketplaces.ts';
import type { SimAccount } from '../accounts/sim-account.ts';
import { hasAddress, isUnpaid, type PersonalData } from '../orders/personal-data.ts';
import type { View } from '../orders/view.ts';
import { orderTotal } from '../store/item-money.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { CHANNEL_V0, isoV0, paymentMethodV0, SERVICE_LEVEL_V0, STATUS_V0 } from './words-v0.ts';

/** An order as the v0 API shows it. */
export function orderViewV0(order: SimOrder, account: SimAccount, personal: PersonalData): View {
  const { name } = marketplaceOf(order.marketplaceId);
  const has = (program: string) => order.programs.includes(program);
  const units = (count: (item: SimOrder['items'][number]) => number) => order.items.reduce((sum, item) => sum + count(item), 0);
  const isPriced = !isUnpaid(order) && order.status !== 'CANCELLED';
  return {
    AmazonOrderId: order.orderId,
    ...(order.sellerOrderId === undefined ? {} : { SellerOrderId: order.sellerOrderId }),
    PurchaseDate: isoV0(order.createdAt),
    LastUpdateDate: isoV0(order.updatedAt),
    OrderStatus: STATUS_V0[order.status],
    FulfillmentChannel: CHANNEL_V0[order.fulfilledBy],
    SalesChannel: name,
    OrderChannel: name,
    ShipServiceLevel: order.shipServiceName,
    ...(isPriced ? { OrderTotal: { CurrencyCode: order.currency, Amount: orderTotal(order.items, order.currency) } } : {}),
    NumberOfItemsShipped: units((item) => item.shipped),
    NumberOfItemsUnshipped: units((item) => item.quantity - item.shipped - item.cancelled),
    PaymentMethod: paymentMethodV0(order),
    PaymentMethodDetails: [order.paymentMethod],
    MarketplaceId: order.marketplaceId,
    ShipmentServiceLevelCategory: SERVICE_LEVEL_V0[order.serviceLevel],
    OrderType: order.status === 'PENDING_AVAILABILITY' || has('PREORDER') ? 'Preorder' : 'StandardOrder',
    ...datesView(order),
    IsBusinessOrder: has('AMAZON_BUSINESS'),
    IsPrime: has('PRIME'),
    IsPremiumOrder: has('PREMIUM'),
    IsGlobalExpressEnabled: false,
    IsReplacementOrder: order.replaces?.type === 'REPLACEMENT_ORIGINAL_ID',
    ...(order.replaces ? { ReplacedOrderId: order.replaces.orderId } : {}),
    IsSoldByAB: false,
    IsIBA: has('INVOICE_BY_AMAZON'),
    IsISPU: has('IN_STORE_PICK_UP'),
    IsAccessPointOrder: order.address.type === 'PICKUP_POINT',
    HasRegulatedItems: order.regulated === true || order.verification !== undefined,
    ...(has('AMAZON_EASY_SHIP') ? { EasyShipShipmentStatus: easyShipStatus(order) } : {}),
    ...(order.fulfilledBy === 'MERCHANT' ? { DefaultShipFromLocationAddress: shipFromView(account) } : {}),
    AutomatedShippingSettings: { HasAutomatedShippingSettings: false },
    ...(hasAddress(order) && personal.address ? { ShippingAddress: addressViewV0(order, personal) } : {}),
    ...(personal.name || personal.email ? { BuyerInfo: buyerViewV0(order, personal) } : {}),
  };
}

/** Dates of the seller's own shipping; the delivery is promised once the order is paid. */
function datesView(order: SimOrder): View {
  if (order.fulfilledBy === 'AMAZON') return {};
  return {
    ...(order.shipBy ? { EarliestShipDate: isoV0(order.shipBy.earliest), LatestShipDate: isoV0(order.shipBy.latest) } : {}),
    ...(order.deliverBy && !isUnpaid(order) && order.status !== 'CANCELLED'
      ? { EarliestDeliveryDate: isoV0(order.deliverBy.earliest), LatestDeliveryDate: isoV0(order.deliverBy.latest) }
      : {}),
  };
}

/** Buyer and company, without e-mail where it is not open. */
export function buyerViewV0({ buyer }: SimOrder, personal: PersonalData): View {
  return {
    ...(personal.email ? { BuyerEmail: buyer.email } : {}),
    ...(personal.name ? { BuyerName: buyer.name } : {}),
    ...(personal.company && buyer.purchaseOrderNumber !== undefined ? { PurchaseOrderNumber: buyer.purchaseOrderNumber } : {}),
  };
}

export function addressViewV0({ address }: SimOrder, personal: PersonalData): View {
  return {
    Name: address.name,
    ...(address.companyName === undefined ? {} : { CompanyName: address.companyName }),
    AddressLine1: address.line1,
    ...(address.line2 === undefined ? {} : { AddressLine2: address.line2 }),
    ...(address.line3 === undefined ? {} : { AddressLine3: address.line3 }),
    City: address.city,
    ...(address.districtOrCounty === undefined ? {} : { County: address.districtOrCounty }),
    ...(address.stateOrRegion === undefined ? {} : { StateOrRegion: address.stateOrRegion }),
    PostalCode: address.postalCode,
    CountryCode: address.countryCode,
    ...(personal.phone && address.phone !== undefined ? { Phone: address.phone } : {}),
    ...(address.extended === undefined ? {} : { ExtendedFields: extendedView(address.extended) }),
    AddressType: address.type === 'COMMERCIAL' ? 'Commercial' : 'Residential',
  };
}

const extendedView = (fields: NonNullable<SimOrder['address']['extended']>): View =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, value]));

const shipFromView = ({ shipFrom }: SimAccount): View => ({
  Name: shipFrom.name,
  AddressLine1: shipFrom.addressLine1,
  City: shipFrom.city,
  ...(shipFrom.stateOrRegion === undefined ? {} : { StateOrRegion: shipFrom.stateOrRegion }),
  PostalCode: shipFrom.postalCode,
  CountryCode: shipFrom.countryCode,
  AddressType: 'Commercial',
});

export function easyShipStatus(order: SimOrder): string {
  const parcel = order.packages.at(-1);
  if (!parcel) return order.status === 'SHIPPED' ? 'Delivered' : 'PendingSchedule';
  return {
    PENDING: 'PendingPickUp',
    SHIPPED: 'PickedUp',
    IN_TRANSIT: 'PickedUp',
    DELIVERED: 'Delivered',
    CANCELLED: 'LabelCanceled',
    UNDELIVERABLE: 'Undeliverable',
  }[parcel.status];
}
