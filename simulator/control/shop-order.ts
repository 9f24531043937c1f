import { z } from 'zod';
import type { OrderDescription } from '../shop/order-from-description.ts';
import { dropUndefined } from './drop-undefined.ts';
import { addressShape, giftShape, instant, itemShape, newOrderShape, STATUSES, window } from './new-order.ts';

/** What may be said about a believable order of the demo shop; the shop makes up the rest. */
export const shopOrderShape = z
  .strictObject({
    account: z.string(),
    orderId: newOrderShape.shape.orderId,
    marketplaceId: newOrderShape.shape.marketplaceId,
    status: z.enum(STATUSES),
    fulfilledBy: newOrderShape.shape.fulfilledBy,
    serviceLevel: newOrderShape.shape.serviceLevel,
    programs: z.array(z.string()),
    paymentMethod: newOrderShape.shape.paymentMethod,
    items: z.union([
      z.int().min(1).max(20),
      z
        .array(
          itemShape.pick({
            itemId: true,
            asin: true,
            sku: true,
            title: true,
            quantity: true,
            unitPrice: true,
            condition: true,
            programs: true,
            customizationUrl: true,
            iossNumber: true,
            gift: true,
          }),
        )
        .min(1),
    ]),
    business: z.boolean(),
    gift: z.union([z.boolean(), giftShape]),
    buyerName: z.string(),
    buyerEmail: z.string(),
    companyName: z.string(),
    purchaseOrderNumber: z.string(),
    address: addressShape,
    sellerOrderId: z.string(),
    createdAt: instant,
    shipBy: window,
    deliverBy: window,
    replaces: z.string(),
    regulated: z.boolean(),
    cancelRequest: z.string(),
    cancelledBy: z.enum(['BUYER', 'MERCHANT', 'AMAZON']),
  })
  .partial();

export type ShopOrder = OrderDescription & { account?: string };

export const shopOrder = (parsed: z.output<typeof shopOrderShape>): ShopOrder => dropUndefined(parsed) as ShopOrder;
