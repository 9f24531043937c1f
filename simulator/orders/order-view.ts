import { marketplaceOf } from '../accounts/marketplaces.ts';
import type { SimAccount } from '../accounts/sim-account.ts';
import { orderTotal } from '../store/item-money.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { IncludedData } from './included-data.ts';
import { itemView } from './item-view.ts';
import { packageView } from './package-view.ts';
import { isUnpaid, personalData } from './personal-data.ts';
import { orderBreakdowns } from './proceeds-view.ts';
import { recipientView } from './recipient-view.ts';
import { orderTaxView } from './tax-view.ts';
import { iso, type View, windowView } from './view.ts';

/** An order as version 2026-01-01 shows it to this seller with these data sets. */
export function orderView(order: SimOrder, account: SimAccount, included: IncludedData, now: number): View {
  const personal = personalData(order, account, now);
  const marketplace = marketplaceOf(order.marketplaceId);
  const isPriced = !isUnpaid(order) && order.status !== 'CANCELLED';
  const packages = order.fulfilledBy === 'MERCHANT' ? order.packages.filter((each) => each.hidden === undefined) : [];
  const recipient = included.has('RECIPIENT') ? recipientView(order, personal) : undefined;
  return {
    orderId: order.orderId,
    ...(order.sellerOrderId === undefined ? {} : { orderAliases: [{ aliasId: order.sellerOrderId, aliasType: 'SELLER_ORDER_ID' }] }),
    createdTime: iso(order.createdAt),
    lastUpdatedTime: iso(order.updatedAt),
    ...(order.programs.length === 0 ? {} : { programs: order.programs }),
    ...(order.replaces ? { associatedOrders: [{ orderId: order.replaces.orderId, associationType: order.replaces.type }] } : {}),
    salesChannel: { channelName: 'AMAZON', marketplaceId: order.marketplaceId, marketplaceName: marketplace.name },
    ...(included.has('BUYER') ? buyerView(order, personal) : {}),
    ...(recipient ? { recipient } : {}),
    ...(included.has('PROCEEDS') && isPriced
      ? {
          proceeds: {
            grandTotal: { amount: orderTotal(order.items, order.currency), currencyCode: order.currency },
            breakdowns: orderBreakdowns(order),
          },
        }
      : {}),
    ...(included.has('PAYMENT') && isPriced ? { payment: paymentView(order) } : {}),
    ...(included.has('TAX') ? orderTaxView(order, personal) : {}),
    ...(included.has('FULFILLMENT') ? { fulfillment: fulfillmentView(order) } : {}),
    orderItems: order.items.map((item) => itemView(item, order, included, personal)),
    ...(included.has('PACKAGES') && packages.length > 0 ? { packages: packages.map((each) => packageView(each, account)) } : {}),
    ...(included.has('FULFILLMENT_ORDERS') && order.programs.includes('AMAZON_EASY_SHIP')
      ? { fulfillmentOrders: [{ fulfillmentOrderId: `ES-${order.orderId.replaceAll('-', '')}` }] }
      : {}),
  };
}

function buyerView(order: SimOrder, personal: ReturnType<typeof personalData>): View {
  const { buyer } = order;
  const view = {
    ...(personal.name ? { buyerName: buyer.name } : {}),
    ...(personal.email ? { buyerEmail: buyer.email } : {}),
    ...(personal.company && buyer.companyName !== undefined ? { buyerCompanyName: buyer.companyName } : {}),
    ...(personal.company && buyer.purchaseOrderNumber !== undefined ? { buyerPurchaseOrderNumber: buyer.purchaseOrderNumber } : {}),
  };
  return { buyer: view };
}

function fulfillmentView(order: SimOrder): View {
  const isDated = !isUnpaid(order);
  return {
    fulfillmentStatus: order.status,
    fulfilledBy: order.fulfilledBy,
    fulfillmentServiceLevel: order.serviceLevel,
    ...(isDated && order.shipBy ? { shipByWindow: windowView(order.shipBy) } : {}),
    ...(isDated && order.deliverBy && order.status !== 'CANCELLED' ? { deliverByWindow: windowView(order.deliverBy) } : {}),
  };
}

function paymentView(order: SimOrder): View {
  const paymentMethod = { Standard: 'CreditCard', COD: 'CashOnDelivery', CVS: 'ConvenienceStore', Invoice: 'Invoice' }[order.paymentMethod];
  return {
    paymentExecutions: [
      { paymentMethod, paymentAmount: { amount: orderTotal(order.items, order.currency), currencyCode: order.currency } },
    ],
  };
}
