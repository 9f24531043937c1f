import { denied } from '../http/api-failure.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { orderOfCall } from '../orders/get-order.ts';
import { hasAddress } from '../orders/personal-data.ts';
import type { View } from '../orders/view.ts';
import type { OrderTable } from '../store/order-table.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { itemBuyerViewV0, itemViewV0 } from './item-view-v0.ts';
import { addressViewV0, buyerViewV0, orderViewV0 } from './order-view-v0.ts';
import { personalV0 } from './personal-v0.ts';

/** The v0 reads of one order. The three that hold nothing but personal data open with a restricted data token only. */
export function readOperationsV0(orders: OrderTable): SellerOperation[] {
  const read = (name: string, suffix: string, view: (order: SimOrder, call: SellerCall) => View): SellerOperation => ({
    name,
    method: 'GET',
    path: `/orders/v0/orders/{orderId}${suffix}`,
    rate: 0.5,
    burst: 30,
    handle: (call) => ({ status: 200, body: { payload: view(orderOfCall(call, orders), call) } }),
  });
  const restricted = (name: string, suffix: string, view: (order: SimOrder, call: SellerCall) => View): SellerOperation =>
    read(name, suffix, (order, call) => {
      if (call.restricted === undefined) throw denied('Access to this resource needs a restricted data token.');
      return view(order, call);
    });

  return [
    read('getOrderV0', '', (order, call) => orderViewV0(order, call.account, personalV0(order, call))),
    restricted('getOrderBuyerInfo', '/buyerInfo', (order, call) => ({
      AmazonOrderId: order.orderId,
      ...buyerViewV0(order, personalV0(order, call)),
    })),
    restricted('getOrderAddress', '/address', (order, call) => addressAnswer(order, call)),
    read('getOrderItems', '/orderItems', (order, call) => ({
      AmazonOrderId: order.orderId,
      OrderItems: order.items.map((item) => itemViewV0(item, order, personalV0(order, call))),
    })),
    restricted('getOrderItemsBuyerInfo', '/orderItems/buyerInfo', (order, call) => ({
      AmazonOrderId: order.orderId,
      OrderItems: order.items.map((item) => ({ OrderItemId: item.itemId, ...itemBuyerViewV0(item, order, personalV0(order, call)) })),
    })),
  ];
}

function addressAnswer(order: SimOrder, call: SellerCall): View {
  const personal = personalV0(order, call);
  return {
    AmazonOrderId: order.orderId,
    ...(personal.company && order.buyer.companyName !== undefined ? { BuyerCompanyName: order.buyer.companyName } : {}),
    ...(hasAddress(order) && personal.address ? { ShippingAddress: addressViewV0(order, personal) } : {}),
    ...(personal.address && order.deliveryInstruction !== undefined
      ? { DeliveryPreferences: { AddressInstructions: order.deliveryInstruction } }
      : {}),
  };
}
