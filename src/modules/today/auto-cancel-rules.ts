import { Temporal } from 'temporal-polyfill';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';

type Term = { count: number; unit: 'business days' | 'days' | 'hours' };

/** After its ship-by an order that nobody confirmed is cancelled by Amazon, and counts as cancelled by the seller. */
const weekAndAHalf: Term = { count: 7, unit: 'business days' };
const terms: Readonly<Record<string, Term>> = {
  // Announced for the United States and Europe for 2020-09-30.
  ...Object.fromEntries(
    ['US', 'BR', 'GB', 'IE', 'DE', 'FR', 'IT', 'ES', 'NL', 'BE', 'SE', 'PL'].map((country) => [country, weekAndAHalf] as const),
  ),
  SA: { count: 5, unit: 'days' },
  AE: { count: 5, unit: 'days' },
  IN: { count: 24, unit: 'hours' },
};

/**
 * When Amazon cancels an order that is not confirmed, by the rule of its store; undefined where the rule is not known. Holidays
 * are not reckoned, so it is never told too late.
 */
export function autoCancelAt(marketplaceId: string, shipBy: Date): Date | undefined {
  const store = marketplaceOf(marketplaceId);
  const term = store && terms[store.country];
  if (!term) return undefined;
  if (term.unit === 'hours') return new Date(shipBy.getTime() + term.count * 3_600_000);
  let at = Temporal.Instant.fromEpochMilliseconds(shipBy.getTime()).toZonedDateTimeISO(store.timeZone);
  for (let left = term.count; left > 0; ) {
    at = at.add({ days: 1 });
    if (term.unit === 'days' || at.dayOfWeek <= 5) left -= 1;
  }
  return new Date(at.epochMilliseconds);
}
