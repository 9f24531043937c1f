import { toDecimal, toMinor } from './decimal.ts';
import type { SimItem } from './sim-order.ts';

/** What one order line costs, in minor units, for the units that are not cancelled. */
export type ItemMoney = Record<
  'principal' | 'tax' | 'shipping' | 'shippingTax' | 'giftWrap' | 'giftWrapTax' | 'itemDiscount' | 'shippingDiscount' | 'total',
  bigint
>;

/** The line's amounts, scaled down to the units that remain when some are cancelled. */
export function itemMoney(item: SimItem, currency: string): ItemMoney {
  const units = BigInt(item.quantity - item.cancelled);
  const whole = BigInt(Math.max(1, item.quantity));
  const share = (amount: string) => (toMinor(amount, currency) * units) / whole;
  const money = {
    principal: toMinor(item.unitPrice, currency) * units,
    tax: share(item.itemTax),
    shipping: share(item.shippingPrice),
    shippingTax: share(item.shippingTax),
    giftWrap: share(item.giftWrapPrice),
    giftWrapTax: share(item.giftWrapTax),
    itemDiscount: share(item.itemDiscount),
    shippingDiscount: share(item.shippingDiscount),
  };
  const charges = money.principal + money.tax + money.shipping + money.shippingTax + money.giftWrap + money.giftWrapTax;
  return { ...money, total: charges - money.itemDiscount - money.shippingDiscount };
}

/** The order's total as decimal text. */
export function orderTotal(items: SimItem[], currency: string): string {
  return toDecimal(
    items.reduce((sum, item) => sum + itemMoney(item, currency).total, 0n),
    currency,
  );
}
