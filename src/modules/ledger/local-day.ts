import { Temporal } from 'temporal-polyfill';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';

/** The zone in which a store counts its days; UTC for a store that this version does not know. */
export const zoneOf = (marketplaceId: string): string => marketplaceOf(marketplaceId)?.timeZone ?? 'UTC';

/** The local day of an instant, `2026-11-01`. */
export const dayOf = (at: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** A local day as a span of instants, end excluded; 23, 24 or 25 hours long. */
export function spanOf(day: string, timeZone: string): { from: Date; to: Date } {
  const start = Temporal.PlainDate.from(day);
  const at = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime(timeZone).epochMilliseconds);
  return { from: at(start), to: at(start.add({ days: 1 })) };
}
