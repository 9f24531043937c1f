import { toDecimal, toMinor } from '../store/decimal.ts';
import type { SimItem, SimOrder } from '../store/sim-order.ts';
import type { IncludedData } from './included-data.ts';
import { isUnpaid, type PersonalData } from './personal-data.ts';
import { itemProceeds } from './proceeds-view.ts';
import { itemTaxView } from './tax-view.ts';
import type { View } from './view.ts';

const CONDITION_SUBTYPE = { New: 'NEW', Used: 'VERY_GOOD', Refurbished: 'REFURBISHED', Collectible: 'GOOD' } as const;

/** One order line as version 2026-01-01 shows it. */
export function itemView(item: SimItem, order: SimOrder, included: IncludedData, personal: PersonalData): View {
  const unpaid = isUnpaid(order);
  const isPriced = !unpaid && item.quantity > item.cancelled;
  return {
    orderItemId: item.itemId,
    quantityOrdered: item.quantity,
    ...(item.programs.length === 0 ? {} : { programs: item.programs }),
    product: productView(item, order, personal, unpaid),
    ...(included.has('PROCEEDS') && isPriced ? { proceeds: itemProceeds(item, order.currency) } : {}),
    ...(included.has('EXPENSE') && isPriced && item.pointsCost !== undefined
      ? { expense: expenseView(item.pointsCost, order.currency) }
      : {}),
    ...(included.has('PROMOTION') && isPriced && item.promotionIds.length > 0
      ? { promotion: { breakdowns: item.promotionIds.map((promotionId) => ({ promotionId })) } }
      : {}),
    ...(included.has('CANCELLATION') && (item.cancelRequest || item.cancellation) ? { cancellation: cancellationView(item) } : {}),
    ...(included.has('FULFILLMENT') ? { fulfillment: fulfillmentView(item, personal, unpaid) } : {}),
    ...(included.has('TAX') && isPriced ? itemTaxView(item, order) : {}),
  };
}

function productView(item: SimItem, order: SimOrder, personal: PersonalData, unpaid: boolean): View {
  const unitPrice = { amount: toDecimal(toMinor(item.unitPrice, order.currency), order.currency), currencyCode: order.currency };
  const isBusiness = order.programs.includes('AMAZON_BUSINESS');
  return {
    asin: item.asin,
    title: item.title,
    sellerSku: item.sku,
    condition: { conditionType: item.condition.toUpperCase(), conditionSubtype: CONDITION_SUBTYPE[item.condition] },
    ...(unpaid ? {} : { price: { unitPrice, ...(isBusiness ? { priceDesignation: 'BUSINESS_PRICE' } : {}) } }),
    ...(item.customizationUrl !== undefined && personal.gift ? { customization: { customizedUrl: item.customizationUrl } } : {}),
  };
}

/** Points cost the seller their value in yen, one each. */
function expenseView(pointsCost: string, currency: string): View {
  const pointsNumber = Number(toMinor(pointsCost, 'JPY'));
  return { pointsCost: { pointsGranted: { pointsNumber, pointsMonetaryValue: { amount: pointsCost, currencyCode: currency } } } };
}

function cancellationView(item: SimItem): View {
  return {
    ...(item.cancelRequest ? { cancellationRequest: { requester: 'BUYER', cancelReason: item.cancelRequest.reason } } : {}),
    ...(item.cancellation ? { cancellationExecution: { cancelledBy: item.cancellation.by, cancelReason: item.cancellation.reason } } : {}),
  };
}

function fulfillmentView(item: SimItem, personal: PersonalData, unpaid: boolean): View {
  const { gift } = item;
  return {
    quantityFulfilled: item.shipped,
    quantityUnfulfilled: item.quantity - item.shipped - item.cancelled,
    ...(gift && !unpaid
      ? {
          packing: {
            giftOption: {
              ...(gift.message !== undefined && personal.gift ? { giftMessage: gift.message } : {}),
              ...(gift.wrapLevel === undefined ? {} : { giftWrapLevel: gift.wrapLevel }),
            },
          },
        }
      : {}),
    ...(item.iossNumber === undefined ? {} : { shipping: { internationalShipping: { iossNumber: item.iossNumber } } }),
  };
}
