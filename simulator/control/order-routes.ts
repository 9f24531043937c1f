import { z } from 'zod';
import type { SimOrder } from '../store/sim-order.ts';
import type { Control } from './control.ts';
import { ControlError } from './control.ts';
import type { ControlRoute } from './control-call.ts';
import { dropUndefined } from './drop-undefined.ts';
import { instant, type NewOrder, newOrderShape } from './new-order.ts';
import { shopOrder, shopOrderShape } from './shop-order.ts';

const reasonShape = z.strictObject({ reason: z.string(), itemIds: z.array(z.string()) }).partial();
const cancelShape = reasonShape.extend({ by: z.enum(['BUYER', 'AMAZON', 'MERCHANT']).optional() });
const changeShape = newOrderShape.omit({ account: true, count: true, orderId: true, items: true, gift: true });
const parcelShape = z.strictObject({
  reference: z.string().default('1'),
  carrierCode: z.string().default('UPS'),
  carrierName: z.string().optional(),
  shippingMethod: z.string().optional(),
  trackingNumber: z.string().default('1Z5R89390357567127'),
  shipDate: z.iso.datetime({ offset: true }).optional(),
  items: z
    .array(z.strictObject({ itemId: z.string(), quantity: z.int().min(1), transparencyCodes: z.array(z.string()).optional() }))
    .optional(),
});

const journeyShape = z
  .strictObject({
    journey: z.array(z.strictObject({ eventCode: z.string(), at: instant, back: z.boolean().optional() })),
    promised: instant,
    detailCodes: z.array(z.string()),
  })
  .partial();

/** Orders under /_control/orders: make them, look at them, let things happen to them. */
export function orderRoutes(control: Control): ControlRoute[] {
  const act = (name: string, handle: (orderId: string, call: Parameters<ControlRoute['handle']>[0]) => unknown): ControlRoute => ({
    method: 'POST',
    path: `/_control/orders/{orderId}/${name}`,
    handle: (call) => handle(call.params['orderId'] ?? '', call),
  });
  return [
    {
      method: 'POST',
      path: '/_control/orders',
      handle(call) {
        const wanted = call.json(newOrderShape);
        const description = JSON.parse(call.body.toString('utf8') || '{}') as NewOrder;
        if (wanted.count === undefined) return control.createOrder(description);
        return { orderIds: control.createOrders({ ...description, count: wanted.count }).map((order) => order.orderId) };
      },
    },
    { method: 'POST', path: '/_control/shop-orders', handle: (call) => control.createShopOrder(shopOrder(call.json(shopOrderShape))) },
    {
      method: 'GET',
      path: '/_control/orders',
      handle({ query }) {
        const sellerId = control.accounts().find((account) => account.name === query.get('account'))?.sellerId;
        const orders = control
          .orders()
          .filter(
            (order) =>
              (sellerId === undefined || order.sellerId === sellerId) && (!query.get('status') || order.status === query.get('status')),
          );
        const counts: Record<string, number> = {};
        for (const { status } of orders) counts[status] = (counts[status] ?? 0) + 1;
        return { total: orders.length, counts, orderIds: orders.map((order) => order.orderId) };
      },
    },
    {
      method: 'GET',
      path: '/_control/orders/{orderId}',
      handle({ params }) {
        const order = control.order(params['orderId'] ?? '');
        if (!order) throw new ControlError(`There is no order ${params['orderId'] ?? ''}.`);
        return order;
      },
    },
    {
      method: 'PATCH',
      path: '/_control/orders/{orderId}',
      handle(call) {
        const { address, buyer, ...change } = call.json(changeShape);
        const order = control.order(call.params['orderId'] ?? '');
        if (!order) throw new ControlError(`There is no order ${call.params['orderId'] ?? ''}.`);
        const merged = { ...change, address: { ...order.address, ...address }, buyer: { ...order.buyer, ...buyer } };
        return control.changeOrder(order.orderId, dropUndefined(merged) as Partial<SimOrder>);
      },
    },
    act('authorise', (orderId) => control.authorise(orderId)),
    act('cancel-request', (orderId, call) => {
      const { reason, itemIds } = call.json(reasonShape);
      return control.cancelRequest(orderId, reason, itemIds);
    }),
    act('cancel', (orderId, call) => {
      const { by, reason, itemIds } = call.json(cancelShape);
      return control.cancel(orderId, by, reason, itemIds);
    }),
    act('deliver', (orderId) => control.deliver(orderId)),
    act('ship', (orderId) => control.ship(orderId)),
    act('journey', (orderId, call) => {
      control.travel(orderId, dropUndefined(call.json(journeyShape)) as Parameters<Control['travel']>[1]);
      return { orderId };
    }),
    act('confirm', (orderId, call) => {
      const { items, shipDate, ...parcel } = call.json(parcelShape);
      const open = control
        .order(orderId)
        ?.items.map((item) => ({ itemId: item.itemId, quantity: item.quantity - item.shipped - item.cancelled }));
      return control.confirmInSellerCentral(orderId, {
        ...parcel,
        shipDate: shipDate === undefined ? control.now() : Date.parse(shipDate),
        items: items ?? open?.filter((item) => item.quantity > 0) ?? [],
      });
    }),
  ];
}
