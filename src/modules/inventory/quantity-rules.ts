/** What an offer may show: what is available less what is held back from it, and never less than nothing. */
export const quantityFor = (available: number, buffer: number): number => Math.max(0, Math.min(1_000_000, available - buffer));

/** How a pushed quantity stands, given what Amazon showed before and shows now. */
export type Shown = 'verified' | 'sold' | 'waiting';

/**
 * verified: Amazon shows it. sold: it shows less, and not the old number either: units were bought meanwhile, so ours had
 * arrived. waiting: it is not there yet.
 */
export function judgeShown(wanted: number, before: number | null, shown: number | undefined): Shown {
  if (shown === wanted) return 'verified';
  return shown !== undefined && shown < wanted && shown !== before ? 'sold' : 'waiting';
}

/** When to look again: 30 seconds after sending, then ever more slowly. */
export const lookAgainAfterMs = (reads: number): number => Math.min(15 * 60_000, 30_000 * 2 ** Math.min(reads, 5));

/** After so many looks it is sent again: the same number twice does no harm. */
export const mostReads = 5;
