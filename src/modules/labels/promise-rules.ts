import type { Offer } from './ports.ts';

/** in-time: by its latest day. risky: the buyer's day lies within the estimate. unknown: the carrier promises nothing. */
export type Arrival = 'in-time' | 'risky' | 'late' | 'unknown';

/** The estimate of a parcel held against the day that the buyer was promised. Without a promise nothing is late. */
export function arrivalOf({ earliest, latest }: Pick<Offer, 'earliest' | 'latest'>, deliverBy: Date | null): Arrival {
  const last = latest ?? earliest;
  if (last === null) return 'unknown';
  if (deliverBy === null || Date.parse(last) <= deliverBy.getTime()) return 'in-time';
  return earliest === null || Date.parse(earliest) > deliverBy.getTime() ? 'late' : 'risky';
}

/** Late risk, by the days and by what Amazon says of the service. */
export function isLateRisk(offer: Offer, deliverBy: Date | null): boolean {
  const said = offer.protection.excluded.some(({ reasons }) => reasons.includes('LATE_DELIVERY_RISK'));
  const arrival = arrivalOf(offer, deliverBy);
  return said || arrival === 'late' || arrival === 'risky';
}

/** Claims that the parcel never came are Amazon's, not the seller's. */
export const isProtected = (offer: Offer): boolean => offer.protection.claims === true;
