import type { Region } from './sim-account.ts';

export type Marketplace = {
  id: string;
  region: Region;
  country: string;
  name: string;
  domain: string;
  currency: string;
  language: string;
};

const rows: [id: string, region: Region, country: string, domain: string, currency: string, language: string][] = [
  ['ATVPDKIKX0DER', 'NA', 'US', 'amazon.com', 'USD', 'en_US'],
  ['A2EUQ1WTGCTBG2', 'NA', 'CA', 'amazon.ca', 'CAD', 'en_CA'],
  ['A1AM78C64UM0Y8', 'NA', 'MX', 'amazon.com.mx', 'MXN', 'es_MX'],
  ['A2Q3Y263D00KWC', 'NA', 'BR', 'amazon.com.br', 'BRL', 'pt_BR'],
  ['A28R8C7NBKEWEA', 'EU', 'IE', 'amazon.ie', 'EUR', 'en_IE'],
  ['A1RKKUPIHCS9HS', 'EU', 'ES', 'amazon.es', 'EUR', 'es_ES'],
  ['A1F83G8C2ARO7P', 'EU', 'GB', 'amazon.co.uk', 'GBP', 'en_GB'],
  ['A13V1IB3VIYZZH', 'EU', 'FR', 'amazon.fr', 'EUR', 'fr_FR'],
  ['AMEN7PMS3EDWL', 'EU', 'BE', 'amazon.com.be', 'EUR', 'fr_BE'],
  ['A1805IZSGTT6HS', 'EU', 'NL', 'amazon.nl', 'EUR', 'nl_NL'],
  ['A1PA6795UKMFR9', 'EU', 'DE', 'amazon.de', 'EUR', 'de_DE'],
  ['APJ6JRA9NG5V4', 'EU', 'IT', 'amazon.it', 'EUR', 'it_IT'],
  ['A2NODRKZP88ZB9', 'EU', 'SE', 'amazon.se', 'SEK', 'sv_SE'],
  ['AE08WJ6YKNBMC', 'EU', 'ZA', 'amazon.co.za', 'ZAR', 'en_ZA'],
  ['A1C3SOZRARQ6R3', 'EU', 'PL', 'amazon.pl', 'PLN', 'pl_PL'],
  ['ARBP9OOSHTCHU', 'EU', 'EG', 'amazon.eg', 'EGP', 'ar_EG'],
  ['A33AVAJ2PDY3EV', 'EU', 'TR', 'amazon.com.tr', 'TRY', 'tr_TR'],
  ['A17E79C6D8DWNP', 'EU', 'SA', 'amazon.sa', 'SAR', 'ar_SA'],
  ['A2VIGQ35RCS4UG', 'EU', 'AE', 'amazon.ae', 'AED', 'en_AE'],
  ['A21TJRUUN4KGV', 'EU', 'IN', 'amazon.in', 'INR', 'en_IN'],
  ['A19VAU5U5O7RUS', 'FE', 'SG', 'amazon.sg', 'SGD', 'en_SG'],
  ['A39IBJ37TRP1C6', 'FE', 'AU', 'amazon.com.au', 'AUD', 'en_AU'],
  ['A1VC38T7YXB528', 'FE', 'JP', 'amazon.co.jp', 'JPY', 'ja_JP'],
];

/** Every Amazon store by its marketplace id. */
export const MARKETPLACES: ReadonlyMap<string, Marketplace> = new Map(
  rows.map(([id, region, country, domain, currency, language]) => [
    id,
    { id, region, country, name: domain.replace('amazon', 'Amazon'), domain: `www.${domain}`, currency, language },
  ]),
);

/** The marketplace, or an error that names the id: orders never stand in an unknown one. */
export function marketplaceOf(id: string): Marketplace {
  const marketplace = MARKETPLACES.get(id);
  if (!marketplace) throw new RangeError(`"${id}" is not an Amazon marketplace id, such as ATVPDKIKX0DER for amazon.com`);
  return marketplace;
}
