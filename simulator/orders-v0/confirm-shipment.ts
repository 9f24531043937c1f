import { z } from 'zod';
import { ApiFailure, invalidInput } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerOperation } from '../http/operation.ts';
import { orderOfCall } from '../orders/get-order.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import type { OrderTable } from '../store/order-table.ts';

const bodyShape = z.object({
  marketplaceId: z.string().min(1),
  codCollectionMethod: z.enum(['DirectPayment']).optional(),
  packageDetail: z.object({
    packageReferenceId: z.string().min(1),
    carrierCode: z.string().min(1),
    carrierName: z.string().optional(),
    shippingMethod: z.string().optional(),
    trackingNumber: z.string().min(1),
    shipDate: z.string(),
    shipFromSupplySourceId: z.string().optional(),
    orderItems: z.array(z.object({ orderItemId: z.string(), quantity: z.int(), transparencyCodes: z.array(z.string()).optional() })).min(1),
  }),
});

/** `confirmShipment`: 204 means taken, not yet shown. */
export const confirmShipment = (orders: OrderTable, writes: OrderWrites): SellerOperation => ({
  name: 'confirmShipment',
  method: 'POST',
  path: '/orders/v0/orders/{orderId}/shipmentConfirmation',
  rate: 2,
  burst: 10,
  handle(call) {
    const { marketplaceId, packageDetail } = jsonBody(call, bodyShape, 400);
    const order = orderOfCall(call, orders);
    if (marketplaceId !== order.marketplaceId)
      throw invalidInput('Invalid Input', `Order ${order.orderId} is not of marketplace ${marketplaceId}.`);
    const { packageReferenceId, shipDate, orderItems, carrierCode, carrierName, shippingMethod, trackingNumber } = packageDetail;
    const problems = writes.confirm(
      order,
      {
        reference: packageReferenceId,
        carrierCode,
        carrierName,
        shippingMethod,
        trackingNumber,
        shipDate: instant(shipDate),
        items: orderItems.map(({ orderItemId, quantity, transparencyCodes }) => ({ itemId: orderItemId, quantity, transparencyCodes })),
      },
      'api',
      call.now,
    );
    if (problems.length > 0)
      throw new ApiFailure(
        400,
        problems.map((message) => ({ code: 'InvalidInput', message })),
      );
    return { status: 204 };
  },
});

/** Amazon spells the code of this one mistake with a blank. */
function instant(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new ApiFailure(400, [{ code: 'Invalid Input', message: 'Invalid Input', details: 'shipDate is not an ISO 8601 date-time.' }]);
  return at;
}
