import { type DayKey, dayOf, spanOf, zoneOf } from '#src/modules/ledger/index.ts';

type Span = { from: Date; to: Date; marketplaceIds: readonly string[] };

/**
 * The local days that a report touches and that it covers wholly, alone or together with other reports that were taken
 * in: a day cut by the edge of two slices is covered once both are there.
 */
export function coveredDays(report: Span, taken: readonly Span[]): DayKey[] {
  return report.marketplaceIds.flatMap((marketplaceId) => {
    const zone = zoneOf(marketplaceId);
    const spans = [report, ...taken.filter((span) => span.marketplaceIds.includes(marketplaceId))].toSorted(
      (a, b) => a.from.getTime() - b.from.getTime(),
    );
    return daysOf(report, zone)
      .filter((day) => covers(spans, spanOf(day, zone)))
      .map((day) => ({ marketplaceId, day }));
  });
}

function daysOf({ from, to }: { from: Date; to: Date }, zone: string): string[] {
  const days = new Set<string>();
  // Steps shorter than the shortest local day, so that none is left out.
  for (let at = from.getTime(); at < to.getTime(); at += 12 * 3_600_000) days.add(dayOf(new Date(at), zone));
  if (to > from) days.add(dayOf(new Date(to.getTime() - 1), zone));
  return [...days];
}

/** Spans in the order of their beginning; no instant of the day lies outside all of them. */
function covers(spans: readonly { from: Date; to: Date }[], day: { from: Date; to: Date }): boolean {
  let reached = day.from.getTime();
  for (const { from, to } of spans) if (from.getTime() <= reached) reached = Math.max(reached, to.getTime());
  return reached >= day.to.getTime();
}
