import { dayOf, endOfDay } from '../shop/calendar.ts';
import type { TrackingFormat } from '../shop/tracking-numbers.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { SimParcel } from './sim-label.ts';

export type PostageService = {
  id: string;
  carrierId: string;
  carrier: string;
  service: string;
  tracking: TrackingFormat;
  /** Cents for the parcel, and for each pound. */
  base: number;
  perPound: number;
  days: [number, number];
  heaviestPounds: number;
  protected: boolean;
};

const service = (
  id: string,
  [carrierId, carrier, name]: [string, string, string],
  tracking: TrackingFormat,
  [base, perPound]: [number, number],
  days: [number, number],
  more: Partial<PostageService> = {},
): PostageService => ({
  id,
  carrierId,
  carrier,
  service: name,
  tracking,
  base,
  perPound,
  days,
  heaviestPounds: 150,
  protected: true,
  ...more,
});

const american = [
  service('USPS_PTP_GA', ['USPS', 'USPS', 'USPS Ground Advantage'], 'usps-impb', [430, 85], [3, 5], { heaviestPounds: 70 }),
  service('USPS_PTP_PRI', ['USPS', 'USPS', 'USPS Priority Mail'], 'usps-impb', [840, 140], [2, 3], { heaviestPounds: 70 }),
  service('UPS_PTP_GND', ['UPS', 'UPS', 'UPS Ground'], 'ups', [790, 75], [2, 4]),
  service('UPS_PTP_2ND_DAY_AIR', ['UPS', 'UPS', 'UPS 2nd Day Air'], 'ups', [1890, 260], [2, 2]),
  service('UPS_PTP_NEXT_DAY_AIR', ['UPS', 'UPS', 'UPS Next Day Air'], 'ups', [4100, 480], [1, 1]),
  service('FEDEX_PTP_HOME_DELIVERY', ['FEDEX', 'FedEx', 'FedEx Home Delivery'], 'fedex-12', [840, 80], [2, 4]),
  service('ONTRAC_MFN_GROUND', ['ONTRAC', 'OnTrac', 'OnTrac Ground'], 'ontrac', [395, 60], [3, 6], {
    heaviestPounds: 50,
    protected: false,
  }),
];
const german = [
  service('DHL_PAKET', ['DHL', 'DHL', 'DHL Paket'], 'dhl-piece', [499, 40], [1, 2], { heaviestPounds: 69 }),
  service('DPD_CLASSIC', ['DPD', 'DPD', 'DPD Classic'], 'dpd', [449, 45], [1, 3], { heaviestPounds: 69 }),
  service('UPS_STANDARD', ['UPS', 'UPS', 'UPS Standard'], 'ups', [690, 60], [1, 2]),
];
const japanese = [
  service('YAMATO_TAQBIN', ['YAMATO', 'YAMATO', '宅急便'], 'mod7-12', [94_000, 9000], [1, 2], { heaviestPounds: 66 }),
  service('JP_YUPACK', ['JP_POST', 'Japan Post', 'ゆうパック'], 'mod7-12', [87_000, 9000], [1, 3], { heaviestPounds: 66 }),
];
const amazons = service('std-us-swa-mfn', ['AMZN_US', 'Amazon Shipping', 'Amazon Shipping Ground'], 'amazon-logistics', [520, 65], [2, 4], {
  heaviestPounds: 50,
});

/** What can be bought from a country; each API has its own selection. */
export function servicesFrom(country: string, api: 'merchant-fulfillment' | 'shipping'): PostageService[] {
  const list = country === 'JP' ? japanese : country === 'US' ? american : german;
  return api === 'shipping' ? [amazons, ...list.slice(0, 3)] : list;
}

/** Whole pounds, by weight or by volume. */
export const pounds = ({ inches: [a, b, c], ounces }: SimParcel): number =>
  Math.max(Math.ceil(ounces / 16), Math.ceil((Math.ceil(a) * Math.ceil(b) * Math.ceil(c)) / 139));

export type Quote = { service: PostageService; price: string; currency: string; shipAt: number; earliest: number; latest: number };

/** Price and days of a service for a parcel of an order that is handed over at `shipAt`. */
export function quote(service: PostageService, order: SimOrder, parcel: SimParcel, shipAt: number): Quote {
  const cents = service.base + service.perPound * pounds(parcel);
  const { currency } = order;
  const price = currency === 'JPY' ? String(Math.round(cents / 100)) : (cents / 100).toFixed(2);
  const [first, last] = service.days;
  return { service, price, currency, shipAt, earliest: arrival(shipAt, first), latest: arrival(shipAt, last) };
}

/** The evening of the so-manieth day on which carriers drive: not on Sundays. */
function arrival(shipAt: number, days: number): number {
  let day = dayOf(shipAt, 'UTC');
  for (let left = days; left > 0; ) {
    day += 1;
    if (!isSunday(day)) left -= 1;
  }
  return endOfDay(day, 'UTC');
}

// Day 0 was a Thursday.
const isSunday = (day: number) => day % 7 === 3;

/** What Amazon grants with a label, and what not: a parcel that will be late is not protected. */
export function benefitsOf(
  { service, latest }: Quote,
  order: SimOrder,
): { included: string[]; excluded: { benefit: string; reasons: string[] }[] } {
  if (!service.protected) return { included: [], excluded: [{ benefit: 'CLAIMS_PROTECTED', reasons: ['NOT_A_PARTICIPATING_SERVICE'] }] };
  if (order.deliverBy && latest > order.deliverBy.latest)
    return { included: [], excluded: [{ benefit: 'CLAIMS_PROTECTED', reasons: ['LATE_DELIVERY_RISK'] }] };
  return { included: ['CLAIMS_PROTECTED'], excluded: [] };
}
