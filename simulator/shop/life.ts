import type { SimOrder } from '../store/sim-order.ts';
import { timeZoneAt } from './buyers.ts';
import { dayOf, startOfDay } from './calendar.ts';
import { addOperatingDays, operatingDayFrom } from './operating-days.ts';
import { transitOf } from './promise.ts';
import type { Random } from './random.ts';
import { storefrontOf } from './storefronts.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

type Next = NonNullable<SimOrder['next']>;

/**
 * What happens first to an order that waits for its payment: mostly the payment goes through within half an hour
 * (cards in minutes, cash at a shop in days), sometimes the buyer or Amazon cancels before.
 */
export function afterPlacing(order: SimOrder, random: Random): Next {
  if (order.status === 'PENDING_AVAILABILITY') return { at: order.createdAt + random.int(14 * day, 60 * day), what: 'authorise-payment' };
  const fate = random.next();
  if (fate < 0.025) return { at: order.createdAt + random.int(2 * minute, 29 * minute), what: 'cancel-by-buyer' };
  if (fate < 0.032) return { at: order.createdAt + random.int(4 * hour, 6 * day), what: 'cancel-by-amazon' };
  return { at: order.createdAt + paymentDelay(order, random), what: 'authorise-payment' };
}

/** When Amazon's own warehouse ships an order paid at an instant: within about a day. */
export function amazonShipsAt(paidAt: number, random: Random): number {
  return paidAt + Math.round(random.between(3, 26) * hour);
}

/**
 * When the seller's warehouse hands over a parcel of an order paid at an instant: in its working hours of the ship-by
 * day or the day before, for one order in fifty too late.
 */
export function handOverAt(order: SimOrder, paidAt: number, random: Random): number {
  const { timeZone } = storefrontOf(order.marketplaceId).warehouse;
  const firstDay = dayOf(order.shipBy?.earliest ?? paidAt, timeZone);
  const shipDay = dayOf(order.shipBy?.latest ?? paidAt, timeZone);
  const chosen = random.chance(0.02) ? addOperatingDays(shipDay, random.int(1, 2)) : random.chance(0.35) ? firstDay : shipDay;
  const opensAt = startOfDay(operatingDayFrom(chosen), timeZone);
  return Math.max(paidAt + random.int(10 * minute, 2 * hour), opensAt + Math.round(random.between(9.5, 17.5) * hour));
}

/** The carrier's first scan: in the hours after the hand-over, for a few parcels much later. */
export function scanAt(shippedAt: number, random: Random): number {
  return shippedAt + Math.round((random.chance(0.04) ? random.between(24, 60) : random.between(2, 9)) * hour);
}

/** When a scanned parcel reaches its buyer, between 9:00 and 19:00 there: mostly as promised, one in thirty late. */
export function deliverAt(order: SimOrder, scannedAt: number, random: Random): number {
  const timeZone = timeZoneAt(order.address, storefrontOf(order.marketplaceId));
  const [least, most] = transitOf(order);
  const days = random.chance(0.03) ? most + random.int(1, 4) : random.int(Math.max(0, least - 1), most);
  const onDay = addOperatingDays(dayOf(scannedAt, timeZone), days);
  return Math.max(scannedAt + 3 * hour, startOfDay(onDay, timeZone) + Math.round(random.between(9, 19) * hour));
}

function paymentDelay(order: SimOrder, random: Random): number {
  if (order.paymentMethod === 'CVS') return random.int(40 * minute, 5 * day);
  if (order.fulfilledBy === 'AMAZON' && random.chance(0.2)) return random.int(30 * minute, 8 * hour);
  return random.chance(0.6) ? random.int(4 * second, 3 * minute) : random.int(3 * minute, 30 * minute);
}
