import { type ProductLine, productLines, type Season } from './product-lines.ts';
import { createRandom, type Random } from './random.ts';
import type { Storefront } from './storefronts.ts';

/** One offer of the shop. A product sold both ways has two offers: two SKUs, one ASIN, the same title. */
export type Offer = {
  sku: string;
  asin: string;
  title: string;
  family: string;
  fulfilledBy: 'MERCHANT' | 'AMAZON';
  /** In US cents; see `priceAt` for the price in a store. */
  baseCents: number;
  weightGrams: number;
  /** Share of the shop's sales, before the season; a few offers sell most (Pareto). */
  popularity: number;
  season: Season;
  trait: ProductLine['trait'];
};

const asinAlphabet = '0123456789BCDFGHJKLMNPQRSTVWXYZ';
const monthFactors: Record<Season, readonly number[]> = {
  steady: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  summer: [0.3, 0.35, 0.6, 1, 1.6, 2.1, 2.2, 1.8, 1, 0.5, 0.3, 0.3],
  winter: [1.4, 1.2, 0.9, 0.7, 0.5, 0.4, 0.4, 0.5, 0.9, 1.3, 1.7, 1.9],
  gift: [0.6, 1, 0.8, 0.9, 1.2, 0.9, 0.7, 0.7, 0.8, 1, 1.7, 2.4],
  school: [1.5, 0.8, 0.7, 0.7, 0.7, 0.8, 1.3, 2.1, 1.8, 0.9, 0.8, 1],
};

/** All offers of the shop "Kiln & Thistle": the same in every run. */
export const catalogue: readonly Offer[] = buildCatalogue();

const bySku = new Map(catalogue.map((offer) => [offer.sku, offer]));

export function findOffer(sku: string): Offer | undefined {
  return bySku.get(sku);
}

type Pool = { trait: Offer['trait'] | 'ordinary'; fulfilledBy: Offer['fulfilledBy']; month: number };
const pools = new Map<string, { offers: Offer[]; reach: number[] }>();

/**
 * An offer, drawn by popularity and season. `ordinary` leaves out what needs special handling (personalised,
 * Transparency, regulated, pre-order); any other trait draws only from the offers that have it.
 */
export function pickOffer(random: Random, pool: Pool): Offer {
  const key = `${pool.trait}/${pool.fulfilledBy}/${pool.month}`;
  let known = pools.get(key);
  if (!known) pools.set(key, (known = buildPool(pool)));
  const target = random.next() * (known.reach.at(-1) ?? 0);
  let low = 0;
  for (let high = known.reach.length - 1; low < high; ) {
    const middle = (low + high) >> 1;
    if ((known.reach[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  const offer = known.offers[low];
  if (!offer) throw new RangeError(`pickOffer: no offer is "${pool.trait}" and fulfilled by ${pool.fulfilledBy}`);
  return offer;
}

/** The price of one piece in a store, in the smallest unit of its currency, rounded to a usual price point. */
export function priceAt(offer: Offer, storefront: Storefront): number {
  const amount = (offer.baseCents / 100) * storefront.priceFactor;
  if (storefront.currency === 'JPY') return Math.max(1, Math.round(amount / 100)) * 100 - 20;
  if (storefront.priceFactor >= 9) return (Math.max(1, Math.round(amount / 10)) * 10 - 1) * 100;
  return Math.max(1, Math.round(amount)) * 100 - (storefront.currency === 'EUR' ? 5 : 1);
}

function buildPool({ trait, fulfilledBy, month }: Pool): { offers: Offer[]; reach: number[] } {
  const fits = (offer: Offer): boolean =>
    trait === 'ordinary' ? offer.trait === 'plain' || offer.trait === 'subscription' : offer.trait === trait;
  const offers = catalogue.filter((offer) => offer.fulfilledBy === fulfilledBy && fits(offer));
  let sum = 0;
  const reach = offers.map((offer) => (sum += offer.popularity * (monthFactors[offer.season][month - 1] ?? 1)));
  return { offers, reach };
}

function buildCatalogue(): Offer[] {
  const random = createRandom('shop');
  const asins = new Set<string>();
  return productLines.flatMap((line) =>
    line.looks.flatMap((look) => line.sizes.flatMap((size) => offersOf(random, line, look, size, createAsin(random, asins)))),
  );
}

/** One product: offered by the seller, by Amazon's warehouse, or by both under two SKUs. */
function offersOf(
  random: Random,
  line: ProductLine,
  look: ProductLine['looks'][number],
  size: ProductLine['sizes'][number],
  asin: string,
): Offer[] {
  const { family, season, trait, draw } = line;
  const title = `Kiln & Thistle ${line.noun}, ${look.name}, ${size.name}`;
  // A Pareto tail: a fifth of the offers makes about two thirds of the sales.
  const popularity = draw * Math.min(80, (1 - random.next()) ** (-1 / 1.1));
  const common = { asin, title, family, season, trait, popularity, baseCents: size.cents, weightGrams: size.grams };
  const sku = `KT-${line.code}-${look.code}-${size.code}`;
  const seller: Offer = { ...common, sku, fulfilledBy: 'MERCHANT' };
  if (trait !== 'plain' && trait !== 'subscription') return [seller];
  const way = random.next();
  if (way < 0.6) return [seller];
  if (way < 0.88) return [{ ...common, sku, fulfilledBy: 'AMAZON' }];
  return [seller, { ...common, sku: `${sku}-FBA`, fulfilledBy: 'AMAZON' }];
}

function createAsin(random: Random, taken: Set<string>): string {
  let asin = '';
  do asin = `B0${random.text(8, asinAlphabet)}`;
  while (taken.has(asin));
  taken.add(asin);
  return asin;
}
