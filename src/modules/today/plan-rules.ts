import {
  type Calendar,
  departuresIn,
  endOfDay,
  foldCarrier,
  type Leaving,
  type LocationCalendar,
  shipBy,
  standIn,
} from '#src/modules/calendar/questions.ts';

const dayMs = 86_400_000;
/** How far back and ahead departures are reckoned: an order beyond is late anyway, or far away. */
const backMs = 30 * dayMs;
const aheadMs = 30 * dayMs;

/** The departures of one location for one kind of parcel. */
export type Plan = {
  /** Location (`0`: what no location has promised yet), premium or not (t, f), way. */
  key: string;
  /** Which carrier and service it is of; empty: any. */
  way: string;
  /** As `foldCarrier` writes them. */
  carrier: string;
  service: string;
  departures: string[];
  /** The ends of this and the next local day. */
  today: string;
  tomorrow: string;
};

/** What the statement joins: each location, for ordinary and premium parcels, by any carrier and by those with times of their own. */
export function plansOf(calendars: readonly LocationCalendar[], now: Date): Plan[] {
  const instead = standIn(calendars);
  const places = calendars.map((calendar) => ({ locationId: calendar.locationId, calendar }));
  if (instead) places.push({ locationId: '0', calendar: instead });
  const ways = waysOf(calendars);
  return places.flatMap(({ locationId, calendar }) => {
    const days = { today: endOfDay(calendar, now).toISOString(), tomorrow: endOfDay(calendar, now, 1).toISOString() };
    return [false, true].flatMap((premium) =>
      ways.map(({ way, carrier, service }) => ({
        key: `${locationId} ${premium ? 't' : 'f'} ${way}`,
        way,
        carrier,
        service,
        departures: departuresAround(calendar, now, { premium, carrier, service }),
        ...days,
      })),
    );
  });
}

/** Every carrier and service that collects at a time of its own, at any location. */
function waysOf(calendars: readonly Calendar[]): { way: string; carrier: string; service: string }[] {
  const ways = new Map([['', { way: '', carrier: '', service: '' }]]);
  for (const cutOff of calendars.flatMap(({ cutOffs }) => cutOffs)) {
    const [carrier, service] = [foldCarrier(cutOff.carrier), foldCarrier(cutOff.service)];
    if (carrier !== '') ways.set(`${carrier} ${service}`, { way: `${carrier} ${service}`, carrier, service });
  }
  return [...ways.values()];
}

const remembered = new Map<string, string[]>();
const mostRemembered = 500;

/** The departures of the weeks around a day, which are the same all day long: reckoning them costs more than the whole list. */
function departuresAround(calendar: Calendar, now: Date, way: Leaving): string[] {
  const { timeZone, saturday, sunday, premiumSaturday, premiumSunday, cutOff, safetyMinutes, cutOffs, holidays } = calendar;
  const day = now.toISOString().slice(0, 10);
  const weekend = [saturday, sunday, premiumSaturday, premiumSunday];
  const key = JSON.stringify([day, way, timeZone, weekend, cutOff, safetyMinutes, cutOffs, holidays]);
  const before = remembered.get(key);
  if (before) return before;
  const start = Date.parse(day);
  const found = departuresIn(calendar, new Date(start - backMs), new Date(start + aheadMs), way).map((at) => at.toISOString());
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, found);
  return found;
}

/** The end of the last day that departures are reckoned for. */
export const horizonOf = (now: Date): Date => new Date(now.getTime() + aheadMs - dayMs);

/** The ship-by by the location's own handling time, for what Amazon sent none of. */
export const estimateOf = (calendar: Calendar | undefined, purchasedAt: Date, premium: boolean): Date | undefined =>
  calendar && shipBy(purchasedAt, calendar, { premium });
