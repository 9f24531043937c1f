/** An Amazon store: what is fixed about it. Ids and regions from Amazon's documentation (spapi.md 10.4). */
export type Marketplace = {
  id: string;
  country: string;
  region: 'NA' | 'EU' | 'FE';
  currency: string;
  timeZone: string;
  domain: string;
  sellerCentral: string;
};

type Row = [
  id: string,
  country: string,
  region: Marketplace['region'],
  currency: string,
  timeZone: string,
  domain: string,
  sellerCentral: string,
];

const rows: Row[] = [
  ['A2EUQ1WTGCTBG2', 'CA', 'NA', 'CAD', 'America/Los_Angeles', 'Amazon.ca', 'sellercentral.amazon.ca'],
  ['ATVPDKIKX0DER', 'US', 'NA', 'USD', 'America/Los_Angeles', 'Amazon.com', 'sellercentral.amazon.com'],
  ['A1AM78C64UM0Y8', 'MX', 'NA', 'MXN', 'America/Los_Angeles', 'Amazon.com.mx', 'sellercentral.amazon.com.mx'],
  ['A2Q3Y263D00KWC', 'BR', 'NA', 'BRL', 'America/Sao_Paulo', 'Amazon.com.br', 'sellercentral.amazon.com.br'],
  ['A28R8C7NBKEWEA', 'IE', 'EU', 'EUR', 'Europe/Dublin', 'Amazon.ie', 'sellercentral.amazon.ie'],
  ['A1RKKUPIHCS9HS', 'ES', 'EU', 'EUR', 'Europe/Paris', 'Amazon.es', 'sellercentral-europe.amazon.com'],
  ['A1F83G8C2ARO7P', 'GB', 'EU', 'GBP', 'Europe/London', 'Amazon.co.uk', 'sellercentral-europe.amazon.com'],
  ['A13V1IB3VIYZZH', 'FR', 'EU', 'EUR', 'Europe/Paris', 'Amazon.fr', 'sellercentral-europe.amazon.com'],
  ['AMEN7PMS3EDWL', 'BE', 'EU', 'EUR', 'Europe/Brussels', 'Amazon.com.be', 'sellercentral.amazon.com.be'],
  ['A1805IZSGTT6HS', 'NL', 'EU', 'EUR', 'Europe/Amsterdam', 'Amazon.nl', 'sellercentral.amazon.nl'],
  ['A1PA6795UKMFR9', 'DE', 'EU', 'EUR', 'Europe/Paris', 'Amazon.de', 'sellercentral-europe.amazon.com'],
  ['APJ6JRA9NG5V4', 'IT', 'EU', 'EUR', 'Europe/Paris', 'Amazon.it', 'sellercentral-europe.amazon.com'],
  ['A2NODRKZP88ZB9', 'SE', 'EU', 'SEK', 'Europe/Stockholm', 'Amazon.se', 'sellercentral.amazon.se'],
  ['AE08WJ6YKNBMC', 'ZA', 'EU', 'ZAR', 'Africa/Johannesburg', 'Amazon.co.za', 'sellercentral.amazon.co.za'],
  ['A1C3SOZRARQ6R3', 'PL', 'EU', 'PLN', 'Europe/Warsaw', 'Amazon.pl', 'sellercentral.amazon.pl'],
  ['ARBP9OOSHTCHU', 'EG', 'EU', 'EGP', 'Africa/Cairo', 'Amazon.eg', 'sellercentral.amazon.eg'],
  ['A33AVAJ2PDY3EV', 'TR', 'EU', 'TRY', 'Europe/Istanbul', 'Amazon.com.tr', 'sellercentral.amazon.com.tr'],
  ['A17E79C6D8DWNP', 'SA', 'EU', 'SAR', 'Asia/Riyadh', 'Amazon.sa', 'sellercentral.amazon.sa'],
  ['A2VIGQ35RCS4UG', 'AE', 'EU', 'AED', 'Asia/Dubai', 'Amazon.ae', 'sellercentral.amazon.ae'],
  ['A21TJRUUN4KGV', 'IN', 'EU', 'INR', 'Asia/Kolkata', 'Amazon.in', 'sellercentral.amazon.in'],
  ['A19VAU5U5O7RUS', 'SG', 'FE', 'SGD', 'Asia/Singapore', 'Amazon.sg', 'sellercentral.amazon.sg'],
  ['A39IBJ37TRP1C6', 'AU', 'FE', 'AUD', 'Australia/Sydney', 'Amazon.com.au', 'sellercentral.amazon.com.au'],
  ['A1VC38T7YXB528', 'JP', 'FE', 'JPY', 'Asia/Tokyo', 'Amazon.co.jp', 'sellercentral.amazon.co.jp'],
];

export const marketplaces: readonly Marketplace[] = rows.map(([id, country, region, currency, timeZone, domain, sellerCentral]) => ({
  id,
  country,
  region,
  currency,
  timeZone,
  domain,
  sellerCentral,
}));

const byId = new Map(marketplaces.map((m) => [m.id, m]));
const byDomain = new Map(marketplaces.map((m) => [m.domain.toLowerCase(), m]));

/** The store with this id; `undefined` for one that Amazon opened after this version. */
export const marketplaceOf = (id: string): Marketplace | undefined => byId.get(id);

/** The store with this name as order reports write it (`Amazon.com`, any case). */
export const marketplaceOfDomain = (domain: string): Marketplace | undefined => byDomain.get(domain.trim().toLowerCase());
