import { Temporal } from 'temporal-polyfill';
import type { Calendar, Leaving } from './calendar.ts';

/** Nobody closes for longer: beyond it holidays are not believed. */
const longestBreak = 60;

type Day = Temporal.PlainDate;

/** Whether a time zone is one that dates can be reckoned in. */
export function isZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** A zone that is unknown counts as UTC. Looked up once per question: it is the dearest part of one. */
const zoneOf = ({ timeZone }: Calendar): string => (isZone(timeZone) ? timeZone : 'UTC');
const localOf = (zone: string, at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
const instantOf = (zoned: Temporal.ZonedDateTime) => new Date(zoned.epochMilliseconds);
const startOf = (zone: string, day: Day) => instantOf(day.toZonedDateTime(zone));

/** Monday to Friday always, the weekend where it is switched on, holidays never. */
function works(calendar: Calendar, day: Day, premium: boolean): boolean {
  if (calendar.holidays.some((holiday) => holiday.day === day.toString())) return false;
  if (day.dayOfWeek === 6) return calendar.saturday || (premium && calendar.premiumSaturday);
  if (day.dayOfWeek === 7) return calendar.sunday || (premium && calendar.premiumSunday);
  return true;
}

/** The first working day that is `day` or after it. */
function workingDay(calendar: Calendar, day: Day, premium: boolean): Day {
  for (let n = 0; n < longestBreak; n += 1) {
    const next = day.add({ days: n });
    if (works(calendar, next, premium)) return next;
  }
  return day;
}

/** The end of a local day, its last second: as Amazon writes its deadlines. */
const endOf = (zone: string, day: Day): Date => new Date(startOf(zone, day.add({ days: 1 })).getTime() - 1000);

/** The end of the local day of an instant, or of the day so many days after. */
export function endOfDay(calendar: Calendar, at: Date, daysAfter = 0): Date {
  const zone = zoneOf(calendar);
  return endOf(zone, localOf(zone, at).toPlainDate().add({ days: daysAfter }));
}

/**
 * By when an order has to be shipped: the end of the local day that lies `handlingDays` working days after the order's.
 * Handling on the same day counts the order's own day only until `orderUntil`. For what Amazon sent no deadline of. Works on
 * local dates, so changes of summer time do not move it.
 */
export function shipBy(ordered: Date, calendar: Calendar, { premium = false }: Leaving = {}): Date {
  const zone = zoneOf(calendar);
  const here = localOf(zone, ordered);
  const today = here.toPlainDate();
  const isLate = Temporal.PlainTime.compare(here.toPlainTime(), Temporal.PlainTime.from(calendar.orderUntil)) >= 0;
  if (calendar.handlingDays === 0) return endOf(zone, workingDay(calendar, isLate ? today.add({ days: 1 }) : today, premium));
  let day = today;
  for (let n = 0; n < calendar.handlingDays; n += 1) day = workingDay(calendar, day.add({ days: 1 }), premium);
  return endOf(zone, day);
}

/** Spellings of a carrier differ in case and signs: `UPS®` and `ups` are one. */
export const foldCarrier = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** When the parcels of a day are collected: the service's own time, else the carrier's, else the day's, else the usual one. */
function cutOffOf(calendar: Calendar, day: Day, { carrier = '', service = '' }: Leaving): string {
  const fits = calendar.cutOffs.filter(
    (each) =>
      each.weekday === day.dayOfWeek &&
      foldCarrier(carrier).startsWith(foldCarrier(each.carrier)) &&
      (each.service === '' || foldCarrier(each.service) === foldCarrier(service)),
  );
  const weight = (each: { carrier: string; service: string }) => (each.service === '' ? 0 : 1000) + each.carrier.length;
  return fits.toSorted((a, b) => weight(b) - weight(a))[0]?.at ?? calendar.cutOff;
}

/** The instant at which a parcel of that day must be ready; never on the day before. */
function readyBy(calendar: Calendar, zone: string, day: Day, what: Leaving): Date {
  const plainTime = Temporal.PlainTime.from(cutOffOf(calendar, day, what));
  const at = day.toZonedDateTime({ timeZone: zone, plainTime }).subtract({ minutes: calendar.safetyMinutes });
  if (Temporal.PlainDate.compare(at.toPlainDate(), day) >= 0) return instantOf(at);
  return startOf(zone, day);
}

/**
 * The next safe cut-off after an instant: when a parcel that is ready now leaves. Safe means with the location's minutes to
 * spare; on working days only.
 */
export function departureOf(calendar: Calendar, after: Date, what: Leaving = {}): Date {
  const zone = zoneOf(calendar);
  const today = localOf(zone, after).toPlainDate();
  for (let n = 0; n < longestBreak; n += 1) {
    const day = today.add({ days: n });
    if (!works(calendar, day, what.premium ?? false)) continue;
    const at = readyBy(calendar, zone, day, what);
    if (at > after) return at;
  }
  return readyBy(calendar, zone, today.add({ days: longestBreak }), what);
}

/** The last safe cut-off that is not after a deadline; undefined where `since` comes before there is one. */
export function lastDeparture(calendar: Calendar, deadline: Date, since: Date, what: Leaving = {}): Date | undefined {
  const zone = zoneOf(calendar);
  const last = localOf(zone, deadline).toPlainDate();
  for (let n = 0; n < longestBreak; n += 1) {
    const day = last.subtract({ days: n });
    if (endOf(zone, day) < since) return undefined;
    if (!works(calendar, day, what.premium ?? false)) continue;
    const at = readyBy(calendar, zone, day, what);
    if (at <= deadline && at >= since) return at;
  }
  return undefined;
}

/** No list looks further back: what was to leave longer ago is late by its ship-by. */
const longestLate = 30 * 86_400_000;

/** By when an order must be ready: the last safe cut-off before its ship-by; where weeks have none, the ship-by itself. */
export const leaveBy = (calendar: Calendar, deadline: Date, now: Date, what: Leaving = {}): Date =>
  lastDeparture(calendar, deadline, new Date(now.getTime() - longestLate), what) ?? deadline;

/**
 * The instant at which so many hours of working days have passed since another. A working day counts from midnight to midnight
 * in local time, so one on which summer time begins or ends has an hour less or more.
 */
export function afterWorkingHours(calendar: Calendar, since: Date, hours: number, { premium = false }: Leaving = {}): Date {
  const zone = zoneOf(calendar);
  let left = hours * 3_600_000;
  let day = localOf(zone, since).toPlainDate();
  for (let off = 0; off < longestBreak; day = day.add({ days: 1 })) {
    if (!works(calendar, day, premium)) {
      off += 1;
      continue;
    }
    off = 0;
    const start = Math.max(since.getTime(), startOf(zone, day).getTime());
    const end = startOf(zone, day.add({ days: 1 })).getTime();
    if (end - start >= left) return new Date(start + left);
    left -= end - start;
  }
  return new Date(since.getTime() + hours * 3_600_000);
}

/** Every safe cut-off of a span, in order. */
export function departuresIn(calendar: Calendar, from: Date, to: Date, what: Leaving = {}): Date[] {
  const found: Date[] = [];
  const zone = zoneOf(calendar);
  const end = localOf(zone, to).toPlainDate();
  for (let day = localOf(zone, from).toPlainDate(); Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 })) {
    if (!works(calendar, day, what.premium ?? false)) continue;
    const at = readyBy(calendar, zone, day, what);
    if (at >= from && at <= to) found.push(at);
  }
  return found;
}

/** The place that counts for what no location has promised: the first location that is in use. */
export const standIn = <Place extends { active: boolean }>(places: readonly Place[]): Place | undefined =>
  places.find(({ active }) => active) ?? places[0];
