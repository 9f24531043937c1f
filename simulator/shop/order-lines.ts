import { toDecimal } from '../store/decimal.ts';
import type { SimItem } from '../store/sim-order.ts';
import { countryOf } from './buyers.ts';
import { type Offer, pickOffer, priceAt } from './catalogue.ts';
import { giftMessages } from './phrases.ts';
import type { Random } from './random.ts';
import type { Storefront } from './storefronts.ts';
import type { Traits } from './traits.ts';

/** Wanted goods of one line. */
export type Line = { offer: Offer; quantity: number };

const tokenAlphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const promotions = ['KT-WELCOME-10', 'KT-SPRING-10', 'KT-SUMMER-10', 'KT-AUTUMN-10', 'KT-BUNDLE-10'];
/** Delivery in US cents for the first line and for every further one. */
const shippingCents: Record<Traits['serviceLevel'], readonly [number, number]> = {
  FREE_ECONOMY: [0, 0],
  STANDARD: [499, 100],
  SCHEDULED: [799, 150],
  EXPEDITED: [999, 200],
  PRIORITY: [1199, 200],
  SECOND_DAY: [1299, 250],
  NEXT_DAY: [1899, 300],
  SAME_DAY: [999, 200],
};

/** What a buyer of this kind puts into the basket: mostly one piece of one thing, an office more. */
export function drawLines(random: Random, traits: Traits, month: number): Line[] {
  const count = random.weighted(traits.business ? officeLineCounts : lineCounts);
  const lines: Line[] = [];
  for (let tries = 0; lines.length < count && tries < 20; tries++) {
    const trait = lines.length === 0 ? traits.goods : 'ordinary';
    const offer = pickOffer(random, { trait, fulfilledBy: traits.fulfilledBy, month });
    if (lines.some((line) => line.offer.sku === offer.sku)) continue;
    lines.push({ offer, quantity: random.weighted(traits.business ? officeQuantities : quantities) });
  }
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  const first = lines[0];
  if (first && units < traits.leastUnits) first.quantity += traits.leastUnits - units;
  return lines;
}

const lineCounts = [
  [1, 80],
  [2, 14],
  [3, 4.5],
  [4, 1.5],
] as const;
const officeLineCounts = [
  [1, 60],
  [2, 25],
  [3, 10],
  [5, 5],
] as const;
const quantities = [
  [1, 85],
  [2, 10],
  [3, 3],
  [4, 1.5],
  [6, 0.5],
] as const;
const officeQuantities = [
  [1, 40],
  [2, 20],
  [4, 15],
  [6, 12],
  [12, 9],
  [24, 4],
] as const;

/** The order lines with every amount in the store's currency: prices, delivery, gift wrap, discounts and tax on top. */
export function priceLines(random: Random, lines: readonly Line[], traits: Traits, storefront: Storefront): SimItem[] {
  const { currency } = storefront;
  const money = (minor: number): string => toDecimal(BigInt(minor), currency);
  const taxRate = storefront.taxOnTop && random.chance(0.9) ? random.between(...storefront.taxOnTop) / 100 : 0;
  const isDeliveryFree = traits.programs.includes('PRIME') || random.chance(0.45);
  const isDeliveryWaived = !isDeliveryFree && random.chance(traits.fulfilledBy === 'AMAZON' ? 0.6 : 0.1);
  const promotion = random.chance(0.09) ? random.pick(promotions) : undefined;
  const message = random.chance(0.85) ? random.pick(giftMessages(countryOf(storefront.country).language)) : undefined;

  return lines.map(({ offer, quantity }, index) => {
    const listed = priceAt(offer, storefront);
    const unitPrice = traits.business && quantity >= 4 ? Math.round(listed * 0.93) : listed;
    const goods = unitPrice * quantity;
    const isSubscribed = offer.trait === 'subscription' && !traits.business && !traits.gift && random.chance(0.3);
    const saved = (promotion ? 0.1 : 0) + (isSubscribed ? 0.05 : 0);
    const itemDiscount = Math.round(goods * saved);
    const shippingPrice = isDeliveryFree ? 0 : scale(shippingCents[traits.serviceLevel][index === 0 ? 0 : 1], storefront);
    const isWrapped = traits.gift && random.chance(0.6);
    const giftWrapPrice = isWrapped ? scale(399, storefront) : 0;
    const tax = (amount: number): string => money(Math.round(amount * taxRate));
    const shippingDiscount = isDeliveryWaived ? shippingPrice : 0;
    const item: SimItem = {
      itemId: `${random.int(1, 9)}${random.text(13)}`,
      asin: offer.asin,
      sku: offer.sku,
      title: offer.title,
      quantity,
      shipped: 0,
      cancelled: 0,
      condition: 'New',
      unitPrice: money(unitPrice),
      itemTax: tax(goods - itemDiscount),
      shippingPrice: money(shippingPrice),
      shippingTax: tax(shippingPrice - shippingDiscount),
      giftWrapPrice: money(giftWrapPrice),
      giftWrapTax: tax(giftWrapPrice),
      itemDiscount: money(itemDiscount),
      shippingDiscount: money(shippingDiscount),
      promotionIds: [],
      programs: [],
    };
    if (promotion) item.promotionIds.push(promotion);
    if (isSubscribed) item.promotionIds.push('KT-SUBSCRIBE-5');
    if (shippingDiscount > 0) item.promotionIds.push(`${storefront.country} Free Delivery`);
    if (isSubscribed) item.programs.push('SUBSCRIBE_AND_SAVE');
    if (offer.trait === 'transparency') item.programs.push('TRANSPARENCY');
    if (traits.gift) item.gift = { ...(message === undefined ? {} : { message }), ...(isWrapped ? { wrapLevel: 'Classic' } : {}) };
    // A name of the reserved top-level domain: nobody can be made to fetch a real file by a simulated order.
    if (offer.trait === 'personalised')
      item.customizationUrl = `https://customised.example/t/${random.text(24, tokenAlphabet)}/${random.int(1, 90)}`;
    if (currency === 'JPY' && random.chance(0.3)) item.pointsCost = String(Math.max(1, Math.floor(goods / 100)));
    return item;
  });
}

/** The line of an order that costs nothing (a replacement). */
export function freeOfCharge(item: SimItem, currency: string): SimItem {
  const { pointsCost: _points, ...rest } = item;
  const zero = toDecimal(0n, currency);
  const amounts = { itemTax: zero, shippingPrice: zero, shippingTax: zero, giftWrapPrice: zero, giftWrapTax: zero };
  return { ...rest, ...amounts, unitPrice: zero, itemDiscount: zero, shippingDiscount: zero, promotionIds: [] };
}

/** US cents to the smallest unit of the store's currency, in round amounts outside the US. */
function scale(cents: number, storefront: Storefront): number {
  const amount = cents * storefront.priceFactor;
  if (storefront.currency === 'USD') return amount;
  if (storefront.currency === 'JPY') return Math.round(amount / 1_000) * 10;
  return storefront.priceFactor >= 9 ? Math.round(amount / 100) * 100 : Math.round(amount / 10) * 10;
}
