import type { SimAddress, SimOrder } from '../store/sim-order.ts';
import { americas } from './countries-americas.ts';
import { asiaAndAfrica } from './countries-asia-africa.ts';
import { europe } from './countries-europe.ts';
import type { Country } from './country.ts';
import { createName } from './names.ts';
import type { Random } from './random.ts';
import type { Storefront } from './storefronts.ts';

export type Customer = { buyer: SimOrder['buyer']; address: SimAddress };

const countries = new Map([...americas, ...europe, ...asiaAndAfrica].map((country) => [country.code, country]));
/** Where parcels of an exporting store also go. */
const foreignCountries = ['IL', 'GR', 'TH', 'KR', 'TW', 'UA', 'JP', 'DE', 'GB', 'US', 'AU', 'IN'];
const mailAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Letters that stand in the postal codes of every country that uses letters. */
const postalLetters = 'ABEHJLNPRSTXY';

/** Where the clocks of an address stand, also of one in a country that the shop itself has no buyers in. */
export function timeZoneAt(address: Pick<SimAddress, 'countryCode'>, storefront: Storefront): string {
  return countries.get(address.countryCode)?.timeZone ?? storefront.timeZone;
}

/** How addresses are made in a country. Throws a RangeError for a country the shop does not ship to. */
export function countryOf(code: string): Country {
  const found = countries.get(code);
  if (!found) throw new RangeError(`country "${code}" is not one of the ${countries.size} that the demo shop ships to`);
  return found;
}

/** An invented buyer with an invented address; a business buyer has a company and mostly a purchase order number. */
export function createCustomer(random: Random, storefront: Storefront, options: { business: boolean; abroad: boolean }): Customer {
  const country = countryOf(
    options.abroad ? random.pick(foreignCountries.filter((code) => code !== storefront.country)) : storefront.country,
  );
  const name = createName(random, random.weighted(country.people));
  const companyName = options.business ? random.pick(country.companies) : undefined;
  const address = createAddress(random, country, name);
  if (companyName) Object.assign(address, { companyName, type: 'COMMERCIAL' } satisfies Partial<SimAddress>);
  const buyer: Customer['buyer'] = {
    // A gift or an office order often goes to somebody else than the buyer.
    name: random.chance(0.12) ? createName(random, random.weighted(country.people)) : name,
    email: `${random.text(13, mailAlphabet)}@marketplace.${storefront.domain.replace('www.', '')}`,
  };
  if (companyName) buyer.companyName = companyName;
  if (companyName && random.chance(0.7))
    buyer.purchaseOrderNumber = fill(random, random.pick(['PO-#####', '45000#####', 'PO/20##/###', 'REQ ####-B']));
  return { buyer, address };
}

function createAddress(random: Random, country: Country, name: string): SimAddress {
  const [city, region, postal, district] = random.pick(country.places);
  const line1 = fill(random, country.line1)
    .replace('{n}', String(random.int(1, 240)))
    .replace('{s}', random.pick(country.streets));
  const address: SimAddress = { name, line1, city, postalCode: fill(random, postal), countryCode: country.code, type: 'RESIDENTIAL' };
  if (random.chance(0.3)) address.line2 = fill(random, random.pick(country.line2));
  if (random.chance(0.03)) address.line3 = random.pick(['c/o Reception', '2nd entrance', 'Gate C']);
  if (region) address.stateOrRegion = region;
  if (district) address.districtOrCounty = district;
  if (random.chance(0.9)) address.phone = fill(random, random.pick(country.phones));
  if (random.chance(0.025)) address.type = 'PICKUP_POINT';
  return address;
}

/** '#' becomes a digit, '@' a letter; everything else stands as it is. */
function fill(random: Random, pattern: string): string {
  return pattern.replaceAll(/[#@]/g, (mark) => (mark === '#' ? random.text(1) : random.text(1, postalLetters)));
}
