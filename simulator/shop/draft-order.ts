import type { SimOrder } from '../store/sim-order.ts';
import { type Customer, countryOf, createCustomer } from './buyers.ts';
import { dateOf, dayOf } from './calendar.ts';
import { drawLines, type Line, priceLines } from './order-lines.ts';
import { deliveryInstructions } from './phrases.ts';
import type { Random } from './random.ts';
import { storefrontOf } from './storefronts.ts';
import { drawTraits, type Traits, type Wishes } from './traits.ts';

export type Draft = {
  sellerId: string;
  marketplaceId: string;
  createdAt: number;
  orderId?: string;
  wishes?: Wishes;
  customer?: Customer;
  lines?: readonly Line[];
};

/** An order in the moment it is placed: complete, not paid, without dates and without a next event. */
export function draftOrder(random: Random, { sellerId, marketplaceId, createdAt, orderId, wishes, customer, lines }: Draft): SimOrder {
  const storefront = storefrontOf(marketplaceId);
  const { month } = dateOf(dayOf(createdAt, storefront.timeZone));
  const traits = drawTraits(random, storefront, month, wishes);
  const { buyer, address } = customer ?? createCustomer(random, storefront, traits);
  const order: SimOrder = {
    orderId: orderId ?? createOrderId(random, marketplaceId),
    sellerId,
    marketplaceId,
    createdAt,
    updatedAt: createdAt,
    status: traits.goods === 'preorder' ? 'PENDING_AVAILABILITY' : 'PENDING',
    fulfilledBy: traits.fulfilledBy,
    serviceLevel: traits.serviceLevel,
    shipServiceName: serviceName(traits, address.countryCode),
    programs: traits.programs,
    currency: storefront.currency,
    buyer,
    address,
    paymentMethod: traits.paymentMethod,
    items: priceLines(random, lines ?? drawLines(random, traits, month), traits, storefront),
    packages: [],
  };
  if (traits.fulfilledBy === 'MERCHANT') {
    if (random.chance(0.25)) order.sellerOrderId = `KT-${random.int(10_000, 999_999)}`;
    if (random.chance(0.08)) order.deliveryInstruction = random.pick(deliveryInstructions(countryOf(address.countryCode).language));
  }
  if (traits.goods === 'regulated') order.regulated = true;
  return order;
}

/** An order id as the store writes it: 3-7-7 digits, the first three by store. Unlikely to meet another one, not impossible. */
export function createOrderId(random: Random, marketplaceId: string): string {
  return `${random.pick(storefrontOf(marketplaceId).orderPrefixes)}-${random.text(7)}-${random.text(7)}`;
}

const serviceWords: Record<SimOrder['serviceLevel'], string> = {
  STANDARD: 'Std',
  EXPEDITED: 'Exp',
  FREE_ECONOMY: 'Econ',
  NEXT_DAY: 'Next',
  SECOND_DAY: 'Second',
  PRIORITY: 'Priority',
  SAME_DAY: 'Same',
  SCHEDULED: 'Scheduled',
};

function serviceName(traits: Traits, country: string): string {
  const word = serviceWords[traits.serviceLevel];
  if (traits.abroad) return `${word} Intl ${country}`;
  return traits.programs.includes('PRIME') && traits.fulfilledBy === 'MERCHANT'
    ? `SFP ${word} ${country} D2D Dom`
    : `${word} ${country} D2D Dom`;
}
