import type { SimOrder } from '../store/sim-order.ts';
import type { Random } from './random.ts';
import type { Storefront } from './storefronts.ts';

/** What kind of order it is, before anybody knows who buys what. */
export type Traits = {
  fulfilledBy: SimOrder['fulfilledBy'];
  serviceLevel: SimOrder['serviceLevel'];
  programs: string[];
  paymentMethod: SimOrder['paymentMethod'];
  business: boolean;
  gift: boolean;
  abroad: boolean;
  /** What decides the first item: `ordinary` goods or those that need special handling. */
  goods: 'ordinary' | 'personalised' | 'preorder' | 'transparency' | 'regulated';
  leastUnits: number;
};

/** Traits that the caller has decided already. `noSpecial` keeps out Transparency, regulated and Easy Ship orders. */
export type Wishes = Partial<Traits> & { noSpecial?: boolean };

/** How many of a hundred orders are Transparency, regulated or Easy Ship ones: the desk does not serve them fully yet. */
const specialShare = 0.014;

export function drawTraits(random: Random, storefront: Storefront, month: number, wishes: Wishes = {}): Traits {
  const easyShip = wishes.programs?.includes('AMAZON_EASY_SHIP') ?? false;
  const special = !wishes.noSpecial && random.chance(specialShare) ? drawSpecial(random, storefront) : undefined;
  const goods = wishes.goods ?? (special === 'easy-ship' ? 'ordinary' : (special ?? random.weighted(goodsShares)));
  const fulfilledBy = wishes.fulfilledBy ?? (special || easyShip || goods !== 'ordinary' || random.chance(0.58) ? 'MERCHANT' : 'AMAZON');
  const isPlain = !special && goods === 'ordinary';
  const business = wishes.business ?? random.chance(0.07);

  const programs = wishes.programs ?? [];
  if (!wishes.programs) {
    if (special === 'easy-ship') programs.push('AMAZON_EASY_SHIP');
    if (goods === 'preorder') programs.push('PREORDER');
    if (business) programs.push('AMAZON_BUSINESS');
    if (isPlain && fulfilledBy === 'AMAZON' && random.chance(0.55)) programs.push('PRIME');
    if (isPlain && fulfilledBy === 'MERCHANT' && storefront.primeBySeller && random.chance(0.09)) programs.push('PRIME');
    else if (isPlain && fulfilledBy === 'MERCHANT' && random.chance(0.025)) programs.push('PREMIUM');
  }
  const isSwift = programs.includes('PRIME') || programs.includes('PREMIUM');
  const abroad = wishes.abroad ?? (isPlain && !isSwift && !business && fulfilledBy === 'MERCHANT' && random.chance(0.035));
  return {
    fulfilledBy,
    programs,
    business,
    abroad,
    goods,
    serviceLevel: wishes.serviceLevel ?? (abroad ? 'STANDARD' : drawServiceLevel(random, fulfilledBy, programs)),
    paymentMethod: wishes.paymentMethod ?? drawPayment(random, storefront, { business, fulfilledBy }),
    gift: wishes.gift ?? (!business && goods !== 'regulated' && random.chance(month === 12 ? 0.2 : 0.08)),
    leastUnits: wishes.leastUnits ?? 1,
  };
}

const goodsShares = [
  ['ordinary', 0.965],
  ['personalised', 0.032],
  ['preorder', 0.003],
] as const;

function drawSpecial(random: Random, storefront: Storefront): 'transparency' | 'regulated' | 'easy-ship' {
  return random.weighted([
    ['transparency', 6],
    ['regulated', 3],
    ['easy-ship', storefront.easyShip ? 6 : 0],
  ] as const);
}

function drawServiceLevel(random: Random, fulfilledBy: SimOrder['fulfilledBy'], programs: string[]): SimOrder['serviceLevel'] {
  if (fulfilledBy === 'AMAZON') {
    return random.weighted([
      ['SECOND_DAY', 45],
      ['STANDARD', 30],
      ['NEXT_DAY', 17],
      ['FREE_ECONOMY', 6],
      ['SAME_DAY', 2],
    ] as const);
  }
  if (programs.includes('PRIME')) return random.chance(0.7) ? 'SECOND_DAY' : 'NEXT_DAY';
  if (programs.includes('PREMIUM')) return random.chance(0.55) ? 'NEXT_DAY' : 'SECOND_DAY';
  return random.weighted([
    ['STANDARD', 82],
    ['EXPEDITED', 9],
    ['FREE_ECONOMY', 6],
    ['PRIORITY', 2],
    ['SCHEDULED', 1],
  ] as const);
}

function drawPayment(random: Random, storefront: Storefront, order: Pick<Traits, 'business' | 'fulfilledBy'>): SimOrder['paymentMethod'] {
  if (order.business && random.chance(0.35)) return 'Invoice';
  if (storefront.country === 'JP') {
    return random.weighted([
      ['Standard', 87],
      ['CVS', 9],
      ['COD', order.fulfilledBy === 'MERCHANT' ? 4 : 0],
    ] as const);
  }
  return ['IN', 'SA', 'AE', 'EG'].includes(storefront.country) && random.chance(0.2) ? 'COD' : 'Standard';
}
