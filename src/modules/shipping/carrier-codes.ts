import { type Carrier, carriers } from './carriers.ts';
import type { CarrierChoice } from './contract.ts';

/** Amazon says UK where ISO says GB; our table speaks ISO. */
const isoCountry = (country: string): string => {
  const upper = country.trim().toUpperCase();
  return upper === 'UK' ? 'GB' : upper;
};

const byCode = new Map(carriers.map((carrier) => [carrier.code, carrier]));
const plain = (spelling: string) => spelling.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
const bySpelling = new Map(
  carriers.flatMap((carrier) =>
    [carrier.code, carrier.name, ...(carrier.amazon ?? []), ...(carrier.also ?? []), ...Object.values(carrier.amazonIn ?? {})].map(
      (spelling): [string, string] => [plain(spelling), carrier.code],
    ),
  ),
);

/** Our name for a carrier code; a code that is not in the table is shown as it is. */
export const carrierName = (code: string): string => byCode.get(code)?.name ?? code;

/** Our code for any spelling of Amazon, a report or a person ("Fed Ex", "YAMATO"); unknown ones give `undefined`. */
export const carrierOf = (spelling: string): string | undefined => bySpelling.get(plain(spelling));

/** Whether parcels are handed over to this carrier in that country. A carrier without countries serves all. */
function servesCountry(code: string, country: string): boolean {
  const countries = byCode.get(code)?.countries;
  return countries === undefined || countries.includes(isoCountry(country));
}

/** Whether the table names that country for the carrier: a stronger sign than `servesCountry`. */
export const isCarrierOfCountry = (code: string, country: string): boolean =>
  byCode.get(code)?.countries?.includes(isoCountry(country)) ?? false;

/** What confirmShipment wants. `carrierName` is given with `Other` only, where Amazon requires it. */
export type AmazonCarrier = { readonly carrierCode: string; readonly carrierName?: string };

/** Amazon's spelling of one of our carriers in the marketplace of a country; free text becomes `Other` with that text. */
export function amazonCarrier(code: string, country: string): AmazonCarrier {
  const carrier = byCode.get(code);
  const carrierCode = carrier?.amazonIn?.[isoCountry(country)] ?? carrier?.amazon?.[0];
  return carrierCode === undefined ? { carrierCode: 'Other', carrierName: carrier?.name ?? code } : { carrierCode };
}

/** The tracking page of a number, or nothing where the carrier has none we know. */
export const trackingUrl = (code: string, number: string): string | undefined =>
  byCode.get(code)?.url?.replace('{number}', encodeURIComponent(number));

/** The list for the confirm dialog of a marketplace, by name: carriers of its country and those that serve all. */
export const carriersFor = (country: string): CarrierChoice[] =>
  carriers
    .filter((carrier) => carrier.code !== 'other_post' && servesCountry(carrier.code, country))
    .map((carrier) => choice(carrier, country))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));

function choice(carrier: Carrier, country: string): CarrierChoice {
  const amazon = amazonCarrier(carrier.code, country);
  return {
    code: carrier.code,
    name: carrier.name,
    amazonCode: amazon.carrierCode,
    ...(amazon.carrierName === undefined ? {} : { amazonName: amazon.carrierName }),
    ...(carrier.url === undefined ? {} : { trackingUrl: carrier.url }),
  };
}
