import type { PeopleName } from './names.ts';

/** A city with the shape of its postal codes: '#' is any digit, '@' any letter that every country with letters allows. */
export type Place = readonly [city: string, region: string, postal: string, district?: string];

/** How addresses of one country are made. `{n}` in a pattern is a house number, `{s}` a street, `#` a digit. */
export type Country = {
  code: string;
  places: readonly Place[];
  streets: readonly string[];
  line1: string;
  line2: readonly string[];
  /** Number shapes that are kept free for fiction where the country has them, else numbers that cannot be dialled. */
  phones: readonly string[];
  people: readonly (readonly [PeopleName, number])[];
  companies: readonly string[];
  language: 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'sv' | 'pl' | 'ja' | 'ar' | 'tr';
  timeZone: string;
};
