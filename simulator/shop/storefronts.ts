import { type Marketplace, marketplaceOf } from '../accounts/marketplaces.ts';

/** One Amazon store as the demo shop sells in it: Amazon's own facts and the shop's way of trading there. */
export type Storefront = Marketplace & {
  /** Price of goods that cost 1.00 USD, before rounding to a price point. */
  priceFactor: number;
  /** Where its buyers' clocks stand. */
  timeZone: string;
  /** The warehouse that sends its parcels: one for each region. */
  warehouse: { timeZone: string; country: string };
  /** Share of orders compared with the other stores of the same account. */
  weight: number;
  /** First digits of its order ids. */
  orderPrefixes: readonly number[];
  /** Sales tax comes on top of the price (in per cent, lowest and highest rate); elsewhere the price includes it. */
  taxOnTop?: readonly [number, number];
  primeBySeller: boolean;
  easyShip: boolean;
};

const warehouses = {
  NA: { timeZone: 'America/Los_Angeles', country: 'US' },
  EU: { timeZone: 'Europe/Berlin', country: 'DE' },
  FE: { timeZone: 'Asia/Tokyo', country: 'JP' },
} as const;
const german = [302, 303, 304, 305, 306];
const latin = [171, 402, 403, 404, 405, 406, 407, 408];
const eastern = [249, 250, 503];

type Terms = readonly [id: string, timeZone: string, priceFactor: number, weight: number, orderPrefixes: readonly number[]];

const terms: readonly Terms[] = [
  ['ATVPDKIKX0DER', 'America/Los_Angeles', 1, 60, [111, 112, 113, 114]],
  ['A2EUQ1WTGCTBG2', 'America/Los_Angeles', 1.38, 14, [701, 702]],
  ['A1AM78C64UM0Y8', 'America/Los_Angeles', 18.5, 8, [701, 702]],
  ['A2Q3Y263D00KWC', 'America/Sao_Paulo', 5.4, 5, [701, 702]],
  ['A1F83G8C2ARO7P', 'Europe/London', 0.82, 26, [202, 203, 204, 205, 206]],
  ['A28R8C7NBKEWEA', 'Europe/Dublin', 0.98, 2, german],
  ['A1PA6795UKMFR9', 'Europe/Paris', 0.95, 30, german],
  ['A13V1IB3VIYZZH', 'Europe/Paris', 0.96, 15, latin],
  ['APJ6JRA9NG5V4', 'Europe/Paris', 0.96, 12, latin],
  ['A1RKKUPIHCS9HS', 'Europe/Paris', 0.96, 10, latin],
  ['A1805IZSGTT6HS', 'Europe/Amsterdam', 0.97, 4, latin],
  ['AMEN7PMS3EDWL', 'Europe/Brussels', 0.97, 2, latin],
  ['A2NODRKZP88ZB9', 'Europe/Stockholm', 10.8, 3, latin],
  ['A1C3SOZRARQ6R3', 'Europe/Warsaw', 4.1, 4, latin],
  ['A33AVAJ2PDY3EV', 'Europe/Istanbul', 33, 2, latin],
  ['ARBP9OOSHTCHU', 'Africa/Cairo', 46, 1, latin],
  ['A17E79C6D8DWNP', 'Asia/Riyadh', 3.9, 3, latin],
  ['A2VIGQ35RCS4UG', 'Asia/Dubai', 3.8, 3, latin],
  ['A21TJRUUN4KGV', 'Asia/Kolkata', 62, 8, latin],
  ['AE08WJ6YKNBMC', 'Africa/Johannesburg', 18.4, 1, latin],
  ['A1VC38T7YXB528', 'Asia/Tokyo', 148, 30, eastern],
  ['A39IBJ37TRP1C6', 'Australia/Sydney', 1.55, 10, eastern],
  ['A19VAU5U5O7RUS', 'Asia/Singapore', 1.36, 2, eastern],
];
const salesTax: Record<string, readonly [number, number]> = { US: [4, 10.25], CA: [5, 15] };
const primeCountries = new Set(['US', 'CA', 'GB', 'DE', 'FR', 'IT', 'ES', 'JP']);
const easyShipCountries = new Set(['IN', 'SG', 'EG', 'BR']);

const storefronts = new Map(terms.map((entry) => [entry[0], open(entry)]));

/** The storefront of a marketplace id. Throws a RangeError for an id in which Amazon has no store. */
export function storefrontOf(id: string): Storefront {
  const found = storefronts.get(id);
  if (!found)
    throw new RangeError(`marketplaceId "${id}" is not a store of the demo shop; it sells in ${storefronts.size}, such as ATVPDKIKX0DER`);
  return found;
}

function open([id, timeZone, priceFactor, weight, orderPrefixes]: Terms): Storefront {
  const marketplace = marketplaceOf(id);
  const tax = salesTax[marketplace.country];
  return {
    ...marketplace,
    timeZone,
    priceFactor,
    weight,
    orderPrefixes,
    warehouse: warehouses[marketplace.region],
    primeBySeller: primeCountries.has(marketplace.country),
    easyShip: easyShipCountries.has(marketplace.country),
    ...(tax ? { taxOnTop: tax } : {}),
  };
}
