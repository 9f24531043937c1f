import type { SimOrder, SimWindow } from '../store/sim-order.ts';
import { timeZoneAt } from './buyers.ts';
import { dayOf, endOfDay, hourOf, startOfDay } from './calendar.ts';
import { addOperatingDays, operatingDayFrom } from './operating-days.ts';
import { storefrontOf } from './storefronts.ts';

/** The warehouse works Monday to Friday; what is paid after this local hour counts as the next operating day. */
const cutOffHour = 14;
/** Operating days on the way, from the first to the last one that is promised. */
const transitDays: Record<SimOrder['serviceLevel'], readonly [number, number]> = {
  SAME_DAY: [0, 0],
  NEXT_DAY: [1, 1],
  SECOND_DAY: [2, 2],
  PRIORITY: [1, 2],
  EXPEDITED: [1, 3],
  STANDARD: [3, 5],
  SCHEDULED: [4, 6],
  FREE_ECONOMY: [5, 8],
};
const transitAbroad = [7, 16] as const;

type Promised = Pick<SimOrder, 'marketplaceId' | 'serviceLevel' | 'programs' | 'address'>;

/**
 * The windows of an order that became ready to ship at an instant: days of the warehouse and of the buyer, first to last
 * second, as UTC instants. One day of handling; Prime parcels of the seller and faster services leave on the same day.
 */
export function promiseFor(order: Promised, readyAt: number): { shipBy: SimWindow; deliverBy: SimWindow } {
  const storefront = storefrontOf(order.marketplaceId);
  const { warehouse } = storefront;
  const firstDay = operatingDayFrom(dayOf(readyAt, warehouse.timeZone) + (hourOf(readyAt, warehouse.timeZone) >= cutOffHour ? 1 : 0));
  const shipDay = addOperatingDays(firstDay, handlingDays(order));
  const [least, most] = transitOf(order);
  const zone = timeZoneAt(order.address, storefront);
  const deliverBy = {
    earliest: startOfDay(addOperatingDays(shipDay, least), zone),
    latest: endOfDay(addOperatingDays(shipDay, most), zone),
  };
  return { shipBy: { earliest: startOfDay(firstDay, warehouse.timeZone), latest: endOfDay(shipDay, warehouse.timeZone) }, deliverBy };
}

/** The operating days that a parcel of this order is promised to travel: the fewest and the most. */
export function transitOf(order: Promised): readonly [number, number] {
  return isAbroad(order) ? transitAbroad : transitDays[order.serviceLevel];
}

function handlingDays(order: Promised): number {
  return order.programs.includes('PRIME') || order.serviceLevel === 'SAME_DAY' || order.serviceLevel === 'NEXT_DAY' ? 0 : 1;
}

function isAbroad(order: Promised): boolean {
  return order.address.countryCode !== storefrontOf(order.marketplaceId).country;
}
