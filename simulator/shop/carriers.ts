import type { SimOrder } from '../store/sim-order.ts';
import type { Random } from './random.ts';
import { createTrackingNumber, type TrackingFormat } from './tracking-numbers.ts';

type Way = readonly [carrierCode: string, shippingMethod: string, format: TrackingFormat, weight: number];

const british: readonly Way[] = [
  ['Royal Mail', 'Royal Mail Tracked 48', 's10-GB', 52],
  ['DPD', 'DPD Next Day', 'dpd', 20],
  ['Hermes UK', 'Evri Standard', 'digits-16', 16],
  ['Yodel', 'Yodel Direct', 'yodel', 12],
];
/** The carriers of a parcel from one country to another. */
const routes: Record<string, readonly Way[]> = {
  'US/US': [
    ['USPS', 'USPS Ground Advantage', 'usps-impb', 46],
    ['UPS', 'UPS Ground', 'ups', 26],
    ['FedEx', 'FedEx Home Delivery', 'fedex-12', 14],
    ['FedEx', 'FedEx Ground', 'fedex-ground', 8],
    ['OnTrac', 'OnTrac Ground', 'ontrac', 4],
    ['DHL eCommerce', 'SmartMail Parcel Plus', 'dhl-ecommerce', 2],
  ],
  'US/CA': [
    ['Canada Post', 'Expedited Parcel', 'digits-16-b', 50],
    ['UPS', 'UPS Standard', 'ups', 30],
    ['Purolator', 'Purolator Ground', 'purolator', 20],
  ],
  'US/MX': [
    ['DHL', 'DHL Express Worldwide', 'dhl-express', 50],
    ['FedEx', 'FedEx International Economy', 'fedex-12', 30],
    ['UPS', 'UPS Standard', 'ups', 20],
  ],
  'US/BR': [['Correios', 'SEDEX', 's10-BR', 1]],
  'DE/DE': [
    ['DHL', 'DHL Paket', 'dhl-piece', 58],
    ['DPD', 'DPD Classic', 'dpd', 18],
    ['GLS', 'GLS BusinessParcel', 'digits-11', 14],
    ['UPS', 'UPS Standard', 'ups', 10],
  ],
  'DE/GB': british,
  'DE/IE': [
    ['An Post', 'Express Post', 's10-IE', 70],
    ['DPD', 'DPD Ireland', 'dpd', 30],
  ],
  'DE/FR': [
    ['La Poste', 'Colissimo', 's10-FR', 55],
    ['Chronopost', 'Chrono Relais', 's10-FR', 20],
    ['DPD', 'DPD Classic', 'dpd', 25],
  ],
  'DE/IT': [
    ['Poste Italiane', 'Crono', 's10-IT', 50],
    ['GLS', 'EuroBusinessParcel', 'digits-11', 50],
  ],
  'DE/ES': [
    ['Correos', 'Paq Estándar', 's10-ES', 60],
    ['GLS', 'EuroBusinessParcel', 'digits-11', 40],
  ],
  'DE/NL': [
    ['PostNL', 'Pakket', 's10-NL', 70],
    ['DPD', 'DPD Classic', 'dpd', 30],
  ],
  'DE/BE': [
    ['bpost', 'bpack 24h', 's10-BE', 70],
    ['DPD', 'DPD Classic', 'dpd', 30],
  ],
  'DE/SE': [
    ['PostNord', 'MyPack Home', 's10-SE', 80],
    ['UPS', 'UPS Standard', 'ups', 20],
  ],
  'DE/PL': [
    ['Poczta Polska', 'Pocztex', 's10-PL', 40],
    ['DPD', 'DPD Classic', 'dpd', 60],
  ],
  'JP/JP': [
    ['YAMATO', '宅急便', 'mod7-12', 46],
    ['SAGAWA', '飛脚宅配便', 'mod7-12', 24],
    ['Japan Post', 'ゆうパック', 'mod7-12', 30],
  ],
  'JP/AU': [
    ['Australia Post', 'Parcel Post', 's10-AU', 70],
    ['DHL', 'DHL Express Worldwide', 'dhl-express', 30],
  ],
};
/** To anywhere else, by the country of the warehouse. */
const farAway: Record<string, readonly Way[]> = {
  US: [
    ['USPS', 'Priority Mail International', 's10-US', 60],
    ['DHL', 'DHL Express Worldwide', 'dhl-express', 40],
  ],
  DE: [
    ['Deutsche Post', 'Warenpost International', 's10-DE', 60],
    ['DHL', 'DHL Express Worldwide', 'dhl-express', 40],
  ],
  JP: [
    ['Japan Post', 'EMS', 's10-JP', 70],
    ['DHL', 'DHL Express Worldwide', 'dhl-express', 30],
  ],
};

export type Carriage = { carrierCode: string; carrierName?: string; shippingMethod: string; trackingNumber: string };

/** Carrier, service and a valid tracking number for one parcel of the order, from the warehouse country to the buyer. */
export function createCarriage(random: Random, order: SimOrder, fromCountry: string): Carriage {
  if (order.programs.includes('AMAZON_EASY_SHIP')) {
    return {
      carrierCode: 'Amazon Shipping',
      shippingMethod: 'Easy Ship',
      trackingNumber: createTrackingNumber(random, 'amazon-international'),
    };
  }
  if (order.programs.includes('PRIME') && random.chance(0.3)) {
    return {
      carrierCode: 'Amazon Shipping',
      shippingMethod: 'Amazon Shipping Ground',
      trackingNumber: createTrackingNumber(random, 'amazon-logistics'),
    };
  }
  if (random.chance(0.012)) {
    return { carrierCode: 'Other', carrierName: 'Thistle Couriers', shippingMethod: 'Local Van', trackingNumber: `TC${random.text(9)}` };
  }
  const ways = routes[`${fromCountry}/${order.address.countryCode}`] ?? farAway[fromCountry];
  if (!ways) throw new RangeError(`createCarriage: no carrier is known for parcels from "${fromCountry}"`);
  const [carrierCode, shippingMethod, format] = random.weighted(ways.map((way) => [way, way[3]] as const));
  return { carrierCode, shippingMethod, trackingNumber: createTrackingNumber(random, format) };
}
