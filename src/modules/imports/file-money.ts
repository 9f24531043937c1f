import { compare, type Money, money, sum, times } from '#src/kernel/money.ts';
import type { FileAmounts } from './file-order.ts';
import type { ToldOrder } from './told-order.ts';

type Item = ToldOrder['items'][number];
type Part = { type: string; subtotal: Money };

/** Both must be told; a missing currency is never guessed. */
export const moneyOf = (amount: string | undefined, currency: string | undefined): Money | undefined =>
  amount === undefined || currency === undefined ? undefined : money(amount, currency);

/** Where prices stand without tax, which is added on top. Everywhere else the price holds it. */
const taxOnTop = new Set(['USD', 'CAD']);

const kinds: [type: string, fields: (keyof FileAmounts)[]][] = [
  ['ITEM', ['itemPrice']],
  ['SHIPPING', ['shippingPrice']],
  ['GIFT_WRAP', ['giftWrapPrice']],
  ['TAX', ['itemTax', 'shippingTax', 'giftWrapTax']],
  ['DISCOUNT', ['itemPromotionDiscount', 'shipPromotionDiscount']],
];

/** The parts of a line's price as Amazon's API breaks them down; `undefined` without amounts or without a currency. */
export function itemProceeds({ amounts, currency }: Item): Part[] | undefined {
  const parts = kinds.flatMap(([type, fields]) => {
    const told = fields.flatMap((field) => moneyOf(amounts[field], currency) ?? []);
    const subtotal = sum(type === 'DISCOUNT' ? told.map(lessThanNothing) : told);
    return subtotal ? [{ type, subtotal }] : [];
  });
  return parts.length > 0 ? parts : undefined;
}

/** The same for the whole order; `undefined` where its lines have several currencies. */
export function orderProceeds({ items }: Pick<ToldOrder, 'items'>): Part[] | undefined {
  const parts = items.flatMap((item) => itemProceeds(item) ?? []);
  if (parts.length === 0 || new Set(parts.map(({ subtotal }) => subtotal.currency)).size > 1) return undefined;
  return kinds.flatMap(([type]) => {
    const subtotal = sum(parts.filter((part) => part.type === type).map((part) => part.subtotal));
    return subtotal ? [{ type, subtotal }] : [];
  });
}

/** What the buyer pays; `undefined` as long as the price of a line that is not cancelled is missing. */
export function orderTotal(order: Pick<ToldOrder, 'items'>): Money | undefined {
  if (order.items.some((item) => item.quantity > 0 && moneyOf(item.amounts.itemPrice, item.currency) === undefined)) return undefined;
  const parts = orderProceeds(order) ?? [];
  if (!parts.some(({ type }) => type === 'ITEM')) return undefined;
  return sum(parts.filter(({ type, subtotal }) => type !== 'TAX' || taxOnTop.has(subtotal.currency)).map(({ subtotal }) => subtotal));
}

/** Files write a discount with either sign. */
const lessThanNothing = (amount: Money): Money => (compare(amount, { ...amount, amount: '0' }) > 0 ? times(amount, -1) : amount);
