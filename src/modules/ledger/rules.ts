/** How long after its end a day may still grow: payment of late orders, delays of lists and reports (spapi.md 3, rules.md 9). */
export const settleMs = 12 * 3_600_000;

export type HeldOrder = { orderId: string; status: string; sources: readonly string[] };

/** What is known about a day when it is looked at. */
export type DayFacts = {
  end: Date;
  held: readonly HeldOrder[];
  /** Orders of the day in quarantine, unresolved. */
  odd: number;
  /** Orders that a source brought and another had left out, not yet fetched in full. */
  unfilled: number;
  /** Everything that Amazon's list showed as changed before this instant is in. */
  sweptTo: Date | null;
  /** When the newest report over the whole day was made. */
  reportAt: Date | null;
  /** Amazon's own count of the day's orders, and when it was asked. */
  metric: { orders: number; at: Date } | null;
};

export type Wait = 'day' | 'sweep' | 'report' | 'metric' | 'quarantine' | 'gap' | 'short';
export type DayVerdict = { state: 'open' | 'gap' | 'closed'; waitsFor: Wait[] };

/**
 * Orders that Amazon may count. Cancelled ones are no sales; of orders that wait for payment it is not said, so they may be
 * among its count: a day is never called short because of them.
 */
export const counted = (held: readonly HeldOrder[]): number => held.filter(({ status }) => status !== 'cancelled').length;

/**
 * May the day be closed? Everything that still keeps it open is named. `short`: Amazon counts more orders than are held,
 * and nobody knows which; another report is asked for.
 */
export function judgeDay(facts: DayFacts, now: Date): DayVerdict {
  const settled = new Date(facts.end.getTime() + settleMs);
  const waitsFor: Wait[] = [];
  if (now < settled) waitsFor.push('day');
  if (!facts.sweptTo || facts.sweptTo < settled) waitsFor.push('sweep');
  if (!facts.reportAt || facts.reportAt < settled) waitsFor.push('report');
  if (!facts.metric || facts.metric.at < settled) waitsFor.push('metric');
  if (facts.odd > 0) waitsFor.push('quarantine');
  if (facts.unfilled > 0) waitsFor.push('gap');
  if (shortBy(facts.metric?.orders ?? null, facts.held) > 0) waitsFor.push('short');
  const gap = waitsFor.includes('gap') || waitsFor.includes('short') || waitsFor.includes('quarantine');
  return { state: waitsFor.length === 0 ? 'closed' : gap ? 'gap' : 'open', waitsFor };
}

/** Ids per source. */
export function seenBy(held: readonly HeldOrder[]): Record<string, number> {
  const seen: Record<string, number> = {};
  for (const { sources } of held) for (const source of sources) seen[source] = (seen[source] ?? 0) + 1;
  return seen;
}

/** One hour of a day that is not closed. `missing`: shown by a source, but in quarantine or still to be fetched. */
export type Hour = { from: string; held: number; seen: Record<string, number>; missing: number };

const hourMs = 3_600_000;

/**
 * The hours of a day, as instants at which each begins, by what is held and what each source has shown; hours without an
 * order are left out. They are counted from the day's beginning, so that a day of 23 or 25 hours has so many; zones that are
 * half an hour off begin theirs at their own full hour.
 */
export function hoursOf(start: Date, held: readonly (HeldOrder & { purchasedAt: Date })[], missing: readonly Date[]): Hour[] {
  const hourOf = (at: Date) => Math.max(0, Math.floor((at.getTime() - start.getTime()) / hourMs));
  const byHour = Map.groupBy(held, ({ purchasedAt }) => hourOf(purchasedAt));
  const lost = Map.groupBy(missing, hourOf);
  return [...new Set([...byHour.keys(), ...lost.keys()])]
    .toSorted((a, b) => a - b)
    .map((hour) => ({
      from: new Date(start.getTime() + hour * hourMs).toISOString(),
      held: byHour.get(hour)?.length ?? 0,
      seen: seenBy(byHour.get(hour) ?? []),
      missing: lost.get(hour)?.length ?? 0,
    }));
}

/** How many orders Amazon counts beyond those that are held. */
export const shortBy = (metric: number | null, held: readonly HeldOrder[]): number => Math.max(0, (metric ?? 0) - counted(held));
