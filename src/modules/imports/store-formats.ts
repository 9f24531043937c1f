import { marketplaceOf } from '#src/kernel/marketplaces.ts';

/** `point` 1,234.56 · `comma` 1.234,56 and 1 234,56 · `indian` 1,23,456.78 (rules.md 12.1). */
export type NumberFormat = 'point' | 'comma' | 'indian';
/** How 03/11/2026 is read; `undefined` where both are usual, so that it is refused and not guessed. */
export type DateOrder = 'dmy' | 'mdy' | undefined;

export type StoreFormat = { number: NumberFormat; dates: DateOrder; timeZone: string | undefined };

const byCountry: Record<string, [NumberFormat, DateOrder]> = {
  US: ['point', 'mdy'],
  CA: ['point', undefined],
  MX: ['point', 'dmy'],
  BR: ['comma', 'dmy'],
  GB: ['point', 'dmy'],
  IE: ['point', 'dmy'],
  DE: ['comma', 'dmy'],
  FR: ['comma', 'dmy'],
  IT: ['comma', 'dmy'],
  ES: ['comma', 'dmy'],
  NL: ['comma', 'dmy'],
  BE: ['comma', 'dmy'],
  SE: ['comma', 'dmy'],
  PL: ['comma', 'dmy'],
  TR: ['comma', 'dmy'],
  ZA: ['comma', 'dmy'],
  EG: ['point', 'dmy'],
  SA: ['point', 'dmy'],
  AE: ['point', 'dmy'],
  IN: ['indian', 'dmy'],
  JP: ['point', undefined],
  AU: ['point', 'dmy'],
  SG: ['point', 'dmy'],
};

const commaCurrencies = new Set(['EUR', 'BRL', 'SEK', 'PLN', 'TRY', 'ZAR']);

/** How the store of a row writes numbers and dates; by the currency alone where the store is unknown. */
export function storeFormat(marketplaceId: string | undefined, currency?: string): StoreFormat {
  const store = marketplaceId === undefined ? undefined : marketplaceOf(marketplaceId);
  const [number, dates] = (store && byCountry[store.country]) ?? [byCurrency(currency), undefined];
  return { number, dates, timeZone: store?.timeZone };
}

function byCurrency(currency: string | undefined): NumberFormat {
  if (currency === 'INR') return 'indian';
  return currency !== undefined && commaCurrencies.has(currency) ? 'comma' : 'point';
}
