import { hasAddress, isUnpaid } from '../orders/personal-data.ts';
import { iso, type View } from '../orders/view.ts';
import { easyShipStatus } from '../orders-v0/order-view-v0.ts';
import { CHANNEL_V0, STATUS_V0 } from '../orders-v0/words-v0.ts';
import type { SimItem, SimOrder } from '../store/sim-order.ts';

export type OrderChangeType = 'OrderStatusChange' | 'BuyerRequestedChange';

/**
 * What Amazon tells about a change of an order; nothing for what it keeps to itself: an order that is not paid for yet,
 * a parcel's journey, other dates.
 */
export function orderChangeType(order: SimOrder, before: SimOrder | undefined): OrderChangeType | undefined {
  if (!before) return isUnpaid(order) ? undefined : 'OrderStatusChange';
  const hasChanged = (of: (item: SimItem) => unknown) =>
    order.items.some((item, i) => of(item) !== (before.items[i] && of(before.items[i])));
  if (order.status !== before.status || hasChanged((item) => item.shipped) || hasChanged((item) => item.cancelled))
    return 'OrderStatusChange';
  return hasChanged((item) => item.cancelRequest?.at) ? 'BuyerRequestedChange' : undefined;
}

/** The payload of ORDER_CHANGE, in the words of the v0 API, with the order as it is after the change. */
export function orderChangePayload(order: SimOrder, type: OrderChangeType): View {
  return {
    OrderChangeNotification: {
      NotificationLevel: 'OrderLevel',
      SellerId: order.sellerId,
      AmazonOrderId: order.orderId,
      OrderChangeType: type,
      OrderChangeTrigger: {
        TimeOfOrderChange: iso(order.updatedAt),
        ChangeReason: type === 'BuyerRequestedChange' ? 'Buyer Requested Cancel' : 'Order Status Change',
      },
      Summary: summary(order),
    },
  };
}

function summary(order: SimOrder): View {
  const has = (program: string) => order.programs.includes(program);
  const units = (count: (item: SimItem) => number) => order.items.reduce((sum, item) => sum + count(item), 0);
  const orderPrograms = [
    ...(has('AMAZON_BUSINESS') ? ['Business'] : []),
    ...(has('PRIME') ? ['Prime'] : []),
    ...(has('PREMIUM') ? ['Premium'] : []),
    ...(has('INVOICE_BY_AMAZON') ? ['IBA'] : []),
    ...(order.replaces?.type === 'REPLACEMENT_ORIGINAL_ID' ? ['Replacement'] : []),
  ];
  const shippingPrograms = [
    ...(has('IN_STORE_PICK_UP') ? ['ISPU'] : []),
    ...(order.address.type === 'PICKUP_POINT' ? ['AccessPoint'] : []),
    ...(has('AMAZON_EASY_SHIP') ? ['EasyShip'] : []),
  ];
  return {
    MarketplaceId: order.marketplaceId,
    OrderStatus: STATUS_V0[order.status],
    PurchaseDate: iso(order.createdAt),
    DestinationPostalCode: hasAddress(order) ? order.address.postalCode : null,
    FulfillmentType: CHANNEL_V0[order.fulfilledBy],
    OrderType: order.status === 'PENDING_AVAILABILITY' || has('PREORDER') ? 'Preorder' : 'StandardOrder',
    NumberOfItemsShipped: units((item) => item.shipped),
    NumberOfItemsUnshipped: units((item) => item.quantity - item.shipped - item.cancelled),
    ...dates(order),
    ...(orderPrograms.length === 0 ? {} : { OrderPrograms: orderPrograms }),
    ...(shippingPrograms.length === 0 ? {} : { ShippingPrograms: shippingPrograms }),
    ...(has('AMAZON_EASY_SHIP') ? { EasyShipShipmentStatus: easyShipStatus(order) } : {}),
    OrderItems: order.items.map((item) => itemView(item, order)),
  };
}

function dates(order: SimOrder): View {
  if (isUnpaid(order)) return {};
  const isCommitted = order.fulfilledBy === 'MERCHANT' && order.deliverBy && order.status !== 'CANCELLED';
  return {
    ...(order.shipBy ? { EarliestShipDate: iso(order.shipBy.earliest), LatestShipDate: iso(order.shipBy.latest) } : {}),
    ...(isCommitted && order.deliverBy
      ? { EarliestDeliveryDate: iso(order.deliverBy.earliest), LatestDeliveryDate: iso(order.deliverBy.latest) }
      : {}),
  };
}

function itemView(item: SimItem, order: SimOrder): View {
  const words = new Set(order.items.map(itemStatus));
  return {
    OrderItemId: item.itemId,
    SellerSKU: item.sku,
    SupplySourceId: null,
    // Said only where the items of an order differ in it.
    ...(words.size > 1 ? { OrderItemStatus: itemStatus(item) } : {}),
    Quantity: item.quantity - item.cancelled,
    QuantityShipped: item.shipped,
    IsBuyerRequestedCancel: item.cancelRequest !== undefined,
  };
}

const itemStatus = (item: SimItem) => (item.shipped > 0 && item.shipped >= item.quantity - item.cancelled ? 'Shipped' : 'Unshipped');
