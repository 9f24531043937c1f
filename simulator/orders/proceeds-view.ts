import { toDecimal } from '../store/decimal.ts';
import { type ItemMoney, itemMoney } from '../store/item-money.ts';
import type { SimItem, SimOrder } from '../store/sim-order.ts';

type Money = { amount: string; currencyCode: string };
type Part = { type: string; sum: bigint; details?: { subtype: string; sum: bigint }[] };

const ZERO: ItemMoney = {
  principal: 0n,
  tax: 0n,
  shipping: 0n,
  shippingTax: 0n,
  giftWrap: 0n,
  giftWrapTax: 0n,
  itemDiscount: 0n,
  shippingDiscount: 0n,
  total: 0n,
};

/** The parts of an amount in Amazon's categories; discounts are negative, so the parts add up to the total. */
function parts(money: ItemMoney): Part[] {
  return [
    { type: 'ITEM', sum: money.principal },
    { type: 'SHIPPING', sum: money.shipping },
    { type: 'GIFT_WRAP', sum: money.giftWrap },
    {
      type: 'TAX',
      sum: money.tax + money.shippingTax + money.giftWrapTax,
      details: [
        { subtype: 'ITEM', sum: money.tax },
        { subtype: 'SHIPPING', sum: money.shippingTax },
        { subtype: 'GIFT_WRAP', sum: money.giftWrapTax },
      ],
    },
    {
      type: 'DISCOUNT',
      sum: -(money.itemDiscount + money.shippingDiscount),
      details: [
        { subtype: 'ITEM', sum: -money.itemDiscount },
        { subtype: 'SHIPPING', sum: -money.shippingDiscount },
      ],
    },
  ].filter((part) => part.type === 'ITEM' || part.sum !== 0n);
}

const moneyView = (sum: bigint, currency: string): Money => ({ amount: toDecimal(sum, currency), currencyCode: currency });

export function orderBreakdowns(order: SimOrder): { type: string; subtotal: Money }[] {
  const names = Object.keys(ZERO) as (keyof ItemMoney)[];
  const whole = order.items
    .map((item) => itemMoney(item, order.currency))
    .reduce((sum, money) => Object.fromEntries(names.map((name) => [name, sum[name] + money[name]])) as ItemMoney, ZERO);
  return parts(whole).map(({ type, sum }) => ({ type, subtotal: moneyView(sum, order.currency) }));
}

export function itemProceeds(item: SimItem, currency: string): Record<string, unknown> {
  const money = itemMoney(item, currency);
  return {
    proceedsTotal: moneyView(money.total, currency),
    breakdowns: parts(money).map(({ type, sum, details }) => ({
      type,
      subtotal: moneyView(sum, currency),
      ...(details
        ? {
            detailedBreakdowns: details
              .filter((each) => each.sum !== 0n)
              .map((each) => ({ subtype: each.subtype, value: moneyView(each.sum, currency) })),
          }
        : {}),
    })),
  };
}
