import { z } from 'zod';
import { ApiFailure, invalidInput } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerOperation } from '../http/operation.ts';
import { cancel, shipByAmazon as handOver } from '../life-cycle/changes.ts';
import { orderOfCall } from '../orders/get-order.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import type { OrderTable } from '../store/order-table.ts';

const bodyShape = z.object({
  marketplaceId: z.string(),
  shipmentStatus: z.enum(['ReadyForPickup', 'PickedUp', 'RefusedPickup']),
  orderItems: z.array(z.object({ orderItemId: z.string().optional(), quantity: z.int().optional() })).optional(),
});

/** `updateShipmentStatus`: how far an order is that the buyer picks up in a store. */
export const updateShipmentStatus = (orders: OrderTable, writes: OrderWrites): SellerOperation => ({
  name: 'updateShipmentStatus',
  method: 'POST',
  path: '/orders/v0/orders/{orderId}/shipment',
  rate: 5,
  burst: 15,
  handle(call) {
    const { marketplaceId, shipmentStatus } = jsonBody(call, bodyShape);
    const order = orderOfCall(call, orders);
    if (marketplaceId !== order.marketplaceId) {
      throw new ApiFailure(400, [{ code: 'InvalidInput', message: 'Marketplace ID is not defined', details: '1001' }]);
    }
    if (!order.programs.includes('IN_STORE_PICK_UP'))
      throw invalidInput('Invalid Input', `Order ${order.orderId} is not picked up in a store.`);
    if (order.status !== 'UNSHIPPED' || (shipmentStatus === 'PickedUp' && order.pickUp !== 'ReadyForPickup')) {
      throw invalidInput('Invalid Input', `Order ${order.orderId} cannot become ${shipmentStatus} now.`);
    }
    const at = call.now;
    const updated = { ...order, pickUp: shipmentStatus, updatedAt: at };
    const after =
      shipmentStatus === 'PickedUp'
        ? handOver(updated, at)
        : shipmentStatus === 'RefusedPickup'
          ? cancel(updated, { by: 'BUYER', reason: 'Refused at pick-up' }, at)
          : updated;
    orders.put(order.orderId, after);
    writes.note(order, { kind: 'pick-up', reference: shipmentStatus, detail: { shipmentStatus } }, 'api', at);
    return { status: 204 };
  },
});
