import { isUnpaid, type PersonalData } from '../orders/personal-data.ts';
import type { View } from '../orders/view.ts';
import { itemMoney } from '../store/item-money.ts';
import type { SimItem, SimOrder } from '../store/sim-order.ts';
import { moneyV0 } from './money-v0.ts';

/** One order line as the v0 API shows it. Cancelled units are gone from its quantity. */
export function itemViewV0(item: SimItem, order: SimOrder, personal: PersonalData): View {
  const unpaid = isUnpaid(order);
  const buyerInfo = itemBuyerViewV0(item, order, personal);
  return {
    ASIN: item.asin,
    SellerSKU: item.sku,
    OrderItemId: item.itemId,
    Title: item.title,
    QuantityOrdered: item.quantity - item.cancelled,
    QuantityShipped: item.shipped,
    ProductInfo: { NumberOfItems: '1' },
    ...(unpaid ? {} : pricesView(item, order)),
    IsGift: String(item.gift !== undefined && !unpaid),
    ConditionId: item.condition,
    ConditionSubtypeId: { New: 'New', Used: 'Very Good', Refurbished: 'Refurbished', Collectible: 'Good' }[item.condition],
    IsTransparency: item.programs.includes('TRANSPARENCY'),
    SerialNumberRequired: false,
    ...(order.programs.includes('AMAZON_BUSINESS') && !unpaid ? { PriceDesignation: 'BusinessPrice' } : {}),
    ...(item.iossNumber === undefined ? {} : { IossNumber: item.iossNumber, DeemedResellerCategory: 'IOSS' }),
    ...(item.cancelRequest
      ? { BuyerRequestedCancel: { IsBuyerRequestedCancel: 'true', BuyerCancelReason: item.cancelRequest.reason } }
      : { BuyerRequestedCancel: { IsBuyerRequestedCancel: 'false' } }),
    ...programsView(item, order),
    ...(Object.keys(buyerInfo).length === 0 ? {} : { BuyerInfo: buyerInfo }),
  };
}

/** This version knows two programmes of a line, one of which stands at the order since 2026. */
function programsView(item: SimItem, order: SimOrder): View {
  const programs = [...item.programs, ...order.programs].filter((each) => each === 'SUBSCRIBE_AND_SAVE' || each === 'FBM_SHIP_PLUS');
  return programs.length === 0 ? {} : { AmazonPrograms: { Programs: programs } };
}

function pricesView(item: SimItem, order: SimOrder): View {
  const money = itemMoney(item, order.currency);
  const view = (minor: bigint) => moneyV0(minor, order.currency);
  return {
    ItemPrice: view(money.principal),
    ItemTax: view(money.tax),
    ShippingPrice: view(money.shipping),
    ShippingTax: view(money.shippingTax),
    ShippingDiscount: view(money.shippingDiscount),
    PromotionDiscount: view(money.itemDiscount),
    ...(item.promotionIds.length === 0 ? {} : { PromotionIds: item.promotionIds }),
    ...(item.pointsCost === undefined
      ? {}
      : {
          PointsGranted: {
            PointsNumber: Number.parseInt(item.pointsCost, 10),
            PointsMonetaryValue: { CurrencyCode: order.currency, Amount: item.pointsCost },
          },
        }),
  };
}

/** Gift and customisation of a line: all of it personal. */
export function itemBuyerViewV0(item: SimItem, order: SimOrder, personal: PersonalData): View {
  if (!personal.gift) return {};
  const money = itemMoney(item, order.currency);
  return {
    ...(item.customizationUrl === undefined ? {} : { BuyerCustomizedInfo: { CustomizedURL: item.customizationUrl } }),
    ...(item.gift
      ? {
          GiftWrapPrice: moneyV0(money.giftWrap, order.currency),
          GiftWrapTax: moneyV0(money.giftWrapTax, order.currency),
          ...(item.gift.message === undefined ? {} : { GiftMessageText: item.gift.message }),
          ...(item.gift.wrapLevel === undefined ? {} : { GiftWrapLevel: item.gift.wrapLevel }),
        }
      : {}),
  };
}
