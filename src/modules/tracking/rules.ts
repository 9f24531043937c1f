import { mayMove } from '#src/kernel/states.ts';
import { type ExceptionKind, type Scan, type Source, type Step, steps } from './facts.ts';
import { parcelMoves } from './states.ts';

export type Progress = {
  state: Step;
  /** When the carrier first had it in hand. */
  firstScanAt: Date | null;
  lastScanAt: Date | null;
  deliveredAt: Date | null;
  trouble: 'address' | null;
};

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Where a parcel is by all that was told of it. The scans may come late, twice and in any order: they are put in the order of
 * their own times, so the same scans always give the same answer.
 */
export function progressOf(scans: readonly Scan[]): Progress {
  const progress: Progress = { state: 'label', firstScanAt: null, lastScanAt: null, deliveredAt: null, trouble: null };
  for (const scan of scans.toSorted(inOrder)) {
    if (scan.step !== 'label') progress.lastScanAt = scan.at;
    if (scan.step === null) continue;
    if (isInHand(scan.step)) progress.firstScanAt ??= scan.at;
    const step = stepOf(scan, progress.state);
    if (step === progress.state || mayMove(parcelMoves, progress.state, step)) {
      progress.trouble = step === progress.state ? (scan.trouble ?? progress.trouble) : scan.trouble;
      progress.state = step;
      if (step === 'delivered') progress.deliveredAt ??= scan.at;
    }
  }
  return progress;
}

/** A parcel that was never found, or not collected, was in nobody's hand. */
const isInHand = (step: Step): boolean => step !== 'label' && step !== 'lost' && step !== 'exception';

/** A delivery on the way back is one to the seller. */
function stepOf({ step, back }: Scan, state: Step): Step {
  if (step === null) return state;
  const isBack = back || state === 'returning';
  if (!isBack) return step;
  if (step === 'delivered' || step === 'returned') return 'returned';
  return step === 'lost' ? 'lost' : 'returning';
}

const inOrder = (a: Scan, b: Scan): number =>
  a.at.getTime() - b.at.getTime() ||
  rank(a.step) - rank(b.step) ||
  Number(a.back) - Number(b.back) ||
  compare(a.code, b.code) ||
  compare(a.place, b.place);
const rank = (step: Step | null): number => (step === null ? -1 : steps.indexOf(step));
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export type ParcelFacts = Progress & {
  source: Source;
  leftAt: Date;
  promisedAt: Date | null;
  deliverBy: Date | null;
  looks: number;
};

/**
 * How long a parcel may stay silent before somebody should ask: hours of working days until its first scan, days after that.
 * rules.md 3.2 (3): Amazon wants one scan.
 */
export type Patience = { scanHours: number; silentDays: number };
export const usualPatience: Patience = { scanHours: 24, silentDays: 7 };

/** Until when a parcel must have its first scan, and the days that it may stay silent after a scan. */
export type Limits = { scanDue: Date; silentDays: number };

/** So long a parcel is followed. */
export const followedMs = 60 * day;

/** What is wrong with a parcel now, the worst first. */
export function exceptionsOf(parcel: ParcelFacts, now: Date, limits: Limits): ExceptionKind[] {
  const { state, promisedAt, deliverBy, trouble, source } = parcel;
  if (state === 'delivered') return [];
  if (state === 'returning' || state === 'returned') return ['returned'];
  const found: ExceptionKind[] = [];
  const isSilent = source !== 'none' && parcel.firstScanAt !== null && now >= silentFrom(parcel, limits);
  if (state === 'lost' || isSilent) found.push('lost');
  if (trouble === 'address') found.push('address');
  else if (state === 'exception') found.push('problem');
  if (source !== 'none' && state === 'label' && now >= limits.scanDue) found.push('no_scan');
  if (deliverBy && ((promisedAt && promisedAt > deliverBy) || (source !== 'none' && now > deliverBy))) found.push('late');
  return found;
}

const silentFrom = ({ leftAt, lastScanAt }: Pick<ParcelFacts, 'leftAt' | 'lastScanAt'>, { silentDays }: Limits) =>
  new Date((lastScanAt ?? leftAt).getTime() + silentDays * day);

/** Why a parcel is not followed any more; undefined while it is. */
export function endOf({ state, leftAt }: Pick<ParcelFacts, 'state' | 'leftAt'>, now: Date): string | undefined {
  if (state === 'delivered' || state === 'returned' || state === 'lost') return state;
  return now.getTime() - leftAt.getTime() >= followedMs ? 'old' : undefined;
}

/**
 * When its source is asked next: first when a scan is due, then by how soon something may happen. Amazon tells by the order
 * anyway, so it is asked once a day at most.
 */
export function lookAt(parcel: ParcelFacts, now: Date, { scanDue }: Limits): Date | null {
  const { source, state, looks, promisedAt, deliverBy } = parcel;
  if (source === 'none') return null;
  if (looks === 0) return scanDue > now ? scanDue : now;
  const after = (ms: number) => new Date(now.getTime() + ms);
  if (source === 'amazon') return after(day);
  switch (state) {
    case 'out_for_delivery':
      return after(2 * hour);
    case 'exception':
    case 'returning':
      return after(day);
    case 'label':
      return after(now.getTime() - scanDue.getTime() < 2 * day ? 12 * hour : day);
    case 'accepted':
    case 'in_transit':
    case 'attempted':
    case 'waiting': {
      const expected = promisedAt ?? deliverBy;
      return after(expected && expected.getTime() - now.getTime() < day ? 4 * hour : 12 * hour);
    }
    case 'delivered':
    case 'returned':
    case 'lost':
      return null;
  }
}

/** When something about it falls due next: a look, a deadline, its end. */
export function nextAt(parcel: ParcelFacts, look: Date | null, now: Date, limits: Limits): Date {
  const times = [look, limits.scanDue, silentFrom(parcel, limits), parcel.deliverBy && new Date(parcel.deliverBy.getTime() + 1)];
  const ahead = times.flatMap((at) => (at && at > now ? [at.getTime()] : []));
  if (look && look <= now) ahead.push(now.getTime());
  return new Date(Math.min(...ahead, parcel.leftAt.getTime() + followedMs));
}
