/**
 * The editable table of carriers. One line:
 *   code       ours, never changes
 *   name       as people know it; also sent as `carrierName` where Amazon has no spelling
 *   amazon     Amazon's `carrierCode` spellings, the one to send first; a country's own under `amazonIn`. Amazon
 *              publishes no enumeration (the field is free text), so these come from its old product schema and may be
 *              added to freely. Nothing listed = `Other` is sent, with the name.
 *   also       spellings that are understood when read, but never sent
 *   countries  ISO codes of where parcels are handed over to it; nothing listed = anywhere
 *   url        tracking page; `{number}` is replaced
 */
export type Carrier = {
  readonly code: string;
  readonly name: string;
  readonly amazon?: readonly string[];
  readonly amazonIn?: Readonly<Record<string, string>>;
  readonly also?: readonly string[];
  readonly countries?: readonly string[];
  readonly url?: string;
};

export const carriers: readonly Carrier[] = [
  {
    code: 'amazon',
    name: 'Amazon Shipping',
    also: ['Amazon', 'Amazon Logistics', 'AMZN_US', 'AMZN_UK'],
    url: 'https://track.amazon.com/tracking/{number}',
  },
  { code: 'an_post', name: 'An Post', countries: ['IE'], url: 'https://www.anpost.com/Post-Parcels/Track/History?item={number}' },
  { code: 'aramex', name: 'Aramex', amazon: ['Aramex'], countries: ['AE', 'SA', 'EG', 'IN', 'ZA', 'AU'] },
  {
    code: 'australia_post',
    name: 'Australia Post',
    countries: ['AU'],
    url: 'https://auspost.com.au/mypost/track/details/{number}',
  },
  { code: 'austrian_post', name: 'Österreichische Post', countries: ['AT'] },
  { code: 'blue_dart', name: 'Blue Dart', amazon: ['BlueDart'], countries: ['IN'] },
  { code: 'blue_package', name: 'Blue Package', amazon: ['Blue Package'], countries: ['US'] },
  { code: 'bpost', name: 'bpost', countries: ['BE'] },
  {
    code: 'canada_post',
    name: 'Canada Post',
    amazon: ['Canada Post'],
    countries: ['CA'],
    url: 'https://www.canadapost-postescanada.ca/track-reperage/en#/details/{number}',
  },
  { code: 'canpar', name: 'Canpar', countries: ['CA'] },
  { code: 'ceska_posta', name: 'Česká pošta', countries: ['CZ'] },
  { code: 'china_post', name: 'China Post', countries: ['CN'] },
  { code: 'chronopost', name: 'Chronopost', amazon: ['Chronopost'], countries: ['FR'] },
  { code: 'chunghwa_post', name: 'Chunghwa Post', countries: ['TW'] },
  { code: 'city_link', name: 'City Link', amazon: ['City Link'], countries: ['GB'] },
  {
    code: 'correios',
    name: 'Correios',
    countries: ['BR'],
    url: 'https://rastreamento.correios.com.br/app/index.php?objetos={number}',
  },
  {
    code: 'correos',
    name: 'Correos',
    countries: ['ES'],
    url: 'https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={number}',
  },
  { code: 'correos_mexico', name: 'Correos de México', countries: ['MX'] },
  { code: 'ctt', name: 'CTT', countries: ['PT'] },
  {
    code: 'delhivery',
    name: 'Delhivery',
    amazon: ['Delhivery'],
    countries: ['IN'],
    url: 'https://www.delhivery.com/track/package/{number}',
  },
  { code: 'deutsche_post', name: 'Deutsche Post', amazon: ['Deutsche Post'], countries: ['DE'] },
  {
    code: 'dhl',
    name: 'DHL',
    amazon: ['DHL', 'DHL Global Mail'],
    also: ['DHL Express', 'DHL eCommerce'],
    url: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}',
  },
  {
    code: 'dpd',
    name: 'DPD',
    amazon: ['DPD'],
    countries: ['DE', 'GB', 'FR', 'NL', 'BE', 'IE', 'PL', 'ES', 'IT', 'AT', 'CH'],
    url: 'https://www.dpdgroup.com/be/mydpd/my-parcels/search?parcelNumber={number}',
  },
  { code: 'dtdc', name: 'DTDC', amazon: ['DTDC'], countries: ['IN'] },
  { code: 'egypt_post', name: 'Egypt Post', countries: ['EG'] },
  { code: 'emirates_post', name: 'Emirates Post', countries: ['AE'] },
  {
    code: 'evri',
    name: 'Evri',
    amazonIn: { DE: 'Hermes Logistik Gruppe' },
    also: ['Hermes', 'Parcelnet'],
    countries: ['GB', 'DE', 'AT'],
    url: 'https://www.evri.com/track/parcel/{number}',
  },
  { code: 'fastway', name: 'Fastway', amazon: ['Fastway'], countries: ['AU', 'IE', 'ZA'] },
  {
    code: 'fedex',
    name: 'FedEx',
    amazon: ['FedEx', 'FedEx SmartPost', 'AFL/Fedex'],
    amazonIn: { JP: 'FEDEX_JP' },
    url: 'https://www.fedex.com/fedextrack/?trknbr={number}',
  },
  { code: 'first_flight', name: 'First Flight', amazon: ['First Flight'], countries: ['IN'] },
  {
    code: 'gls',
    name: 'GLS',
    amazon: ['GLS'],
    countries: ['DE', 'FR', 'IT', 'ES', 'NL', 'BE', 'IE', 'PL', 'AT', 'DK', 'HU', 'CZ', 'PT'],
    url: 'https://gls-group.com/track/{number}',
  },
  { code: 'go', name: 'GO!', amazon: ['GO!'], countries: ['DE', 'AT', 'CH'] },
  { code: 'gofo', name: 'GOFO', countries: ['US'] },
  { code: 'hongkong_post', name: 'Hongkong Post', countries: ['HK'] },
  { code: 'india_post', name: 'India Post', amazon: ['India Post'], countries: ['IN'] },
  { code: 'israel_post', name: 'Israel Post', countries: ['IL'] },
  {
    code: 'japan_post',
    name: 'Japan Post',
    also: ['JP_EXPRESS', 'Japan Post Parcel'],
    countries: ['JP'],
    url: 'https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={number}&locale=en',
  },
  { code: 'korea_post', name: 'Korea Post', countries: ['KR'] },
  {
    code: 'la_poste',
    name: 'La Poste',
    amazon: ['La Poste'],
    countries: ['FR'],
    url: 'https://www.laposte.fr/outils/suivre-vos-envois?code={number}',
  },
  { code: 'landmark', name: 'Landmark Global', url: 'https://track.landmarkglobal.com/?search={number}' },
  { code: 'lasership', name: 'LaserShip', amazon: ['Lasership'], countries: ['US'] },
  { code: 'magyar_posta', name: 'Magyar Posta', countries: ['HU'] },
  { code: 'newgistics', name: 'Newgistics', amazon: ['Newgistics'], countries: ['US'] },
  { code: 'nippon_express', name: 'Nippon Express', amazon: ['NipponExpress', 'NITTSU'], countries: ['JP'] },
  { code: 'nz_post', name: 'NZ Post', countries: ['NZ'] },
  {
    code: 'old_dominion',
    name: 'Old Dominion',
    countries: ['US'],
    url: 'https://www.odfl.com/us/en/tools/trace-track-ltl-freight.html?proNumbers={number}',
  },
  { code: 'ontrac', name: 'OnTrac', amazon: ['OnTrac'], countries: ['US'], url: 'https://www.ontrac.com/tracking/?number={number}' },
  { code: 'osm', name: 'OSM Worldwide', amazon: ['OSM'], countries: ['US'] },
  { code: 'overnite_express', name: 'Overnite Express', amazon: ['Overnite Express'], countries: ['IN'] },
  {
    code: 'parcelforce',
    name: 'Parcelforce',
    amazon: ['Parcelforce'],
    countries: ['GB'],
    url: 'https://www.parcelforce.com/track-trace?trackNumber={number}',
  },
  { code: 'poczta_polska', name: 'Poczta Polska', countries: ['PL'] },
  { code: 'pos_malaysia', name: 'Pos Malaysia', countries: ['MY'] },
  { code: 'post_luxembourg', name: 'POST Luxembourg', countries: ['LU'] },
  { code: 'poste_italiane', name: 'Poste Italiane', amazon: ['Poste Italiane'], countries: ['IT'] },
  { code: 'posten', name: 'Posten', countries: ['NO'] },
  { code: 'posti', name: 'Posti', countries: ['FI'] },
  { code: 'postnl', name: 'PostNL', countries: ['NL', 'BE'] },
  {
    code: 'postnord',
    name: 'PostNord',
    countries: ['SE', 'DK'],
    url: 'https://www.postnord.se/en/our-tools/track-and-trace?shipmentId={number}',
  },
  { code: 'professional', name: 'Professional', amazon: ['Professional'], countries: ['IN'] },
  { code: 'ptt', name: 'PTT', countries: ['TR'] },
  { code: 'purolator', name: 'Purolator', countries: ['CA'], url: 'https://www.purolator.com/en/shipping/tracker?pin={number}' },
  {
    code: 'royal_mail',
    name: 'Royal Mail',
    amazon: ['Royal Mail'],
    countries: ['GB'],
    url: 'https://www.royalmail.com/track-your-item#/tracking-results/{number}',
  },
  {
    code: 'sagawa',
    name: 'Sagawa Express',
    amazon: ['SAGAWA', 'SagawaExpress'],
    countries: ['JP'],
    url: 'https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo={number}',
  },
  { code: 'saudi_post', name: 'Saudi Post', countries: ['SA'] },
  { code: 'sda', name: 'SDA', amazon: ['SDA'], countries: ['IT'] },
  { code: 'singapore_post', name: 'Singapore Post', countries: ['SG'] },
  { code: 'smartmail', name: 'Smartmail', amazon: ['Smartmail'], countries: ['US'] },
  { code: 'south_african_post_office', name: 'South African Post Office', countries: ['ZA'] },
  { code: 'speedee', name: 'Spee-Dee', countries: ['US'] },
  { code: 'streamlite', name: 'Streamlite', amazon: ['Streamlite'], countries: ['US'] },
  { code: 'swiss_post', name: 'Swiss Post', countries: ['CH'] },
  { code: 'target', name: 'Target', amazon: ['Target'] },
  { code: 'thailand_post', name: 'Thailand Post', countries: ['TH'] },
  { code: 'tnt', name: 'TNT', amazon: ['TNT'] },
  { code: 'ukrposhta', name: 'Ukrposhta', countries: ['UA'] },
  {
    code: 'ups',
    name: 'UPS',
    amazon: ['UPS', 'UPS Mail Innovations', 'UPSMI'],
    url: 'https://www.ups.com/track?tracknum={number}',
  },
  { code: 'usps', name: 'USPS', amazon: ['USPS'], countries: ['US'], url: 'https://tools.usps.com/go/TrackConfirmAction?tLabels={number}' },
  { code: 'vietnam_post', name: 'Vietnam Post', countries: ['VN'] },
  {
    code: 'yamato',
    name: 'Yamato Transport',
    amazon: ['YAMATO', 'YamatoTransport'],
    countries: ['JP'],
    url: 'https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number00=1&number01={number}',
  },
  { code: 'yodel', name: 'Yodel', amazon: ['Yodel'], countries: ['GB'], url: 'https://www.yodel.co.uk/tracking/{number}' },
  { code: 'yunexpress', name: 'YunExpress', url: 'https://www.yuntrack.com/parcelTracking?id={number}' },
  { code: 'other_post', name: 'Another national post' },
];
