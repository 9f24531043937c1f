import { dayOf, startOfDay } from '../shop/calendar.ts';
import { addOperatingDays } from '../shop/operating-days.ts';
import type { SimSlot } from './scheduled.ts';

const hour = 3_600_000;
/** Local hours between which parcels are taken. */
const windows = [
  [10, 13],
  [14, 18],
] as const;
const zones: Readonly<Record<string, string>> = {
  A21TJRUUN4KGV: 'Asia/Kolkata',
  A19VAU5U5O7RUS: 'Asia/Singapore',
  A2VIGQ35RCS4UG: 'Asia/Dubai',
  A17E79C6D8DWNP: 'Asia/Riyadh',
  ARBP9OOSHTCHU: 'Africa/Cairo',
};

/** The stores that use Easy Ship, by the time zone of their slots. */
export const zoneOf = (marketplaceId: string): string | undefined => zones[marketplaceId];

/** The slots of the next three working days: collected in the morning or the afternoon, or brought by the evening. */
export function slotsAfter(orderId: string, zone: string, now: number): SimSlot[] {
  const today = dayOf(now, zone);
  return [0, 1, 2].flatMap((n) => {
    const midnight = startOfDay(addOperatingDays(today, n), zone);
    const of = (method: SimSlot['method'], [from, to]: readonly [number, number]): SimSlot => {
      const [start, end] = [midnight + from * hour, midnight + to * hour];
      return { slotId: slotId(orderId, start, end, method), start, end, method };
    };
    return [...windows.map((window) => of('PICKUP', window)), of('DROPOFF', [9, 19])].filter(({ start }) => start > now);
  });
}

const slotId = (orderId: string, start: number, end: number, method: string): string =>
  Buffer.from(JSON.stringify([orderId, start, end, method])).toString('base64url');

/** The slot of an id; undefined for one that was not made for this order. */
export function slotOfId(orderId: string, id: string): SimSlot | undefined {
  try {
    const [of, start, end, method] = JSON.parse(Buffer.from(id, 'base64url').toString('utf8')) as [
      string,
      number,
      number,
      SimSlot['method'],
    ];
    return of === orderId ? { slotId: id, start, end, method } : undefined;
  } catch {
    return undefined;
  }
}
