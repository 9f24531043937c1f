import { AppError } from '#src/kernel/app-error.ts';

/** What is queued waits with this reason while the account is read-only. */
export const heldReason = 'writes.reason.readOnly';

/** What a call that certainly changed nothing at Amazon means for the work: when to try again, and why it waits. */
export type Setback = { nextAt: Date; reason: string | null; stopsAll: boolean };

/** Waiting before another try: 30 s, doubling, a quarter of an hour at most. */
const retryAfterMs = (tries: number): number => Math.min(900_000, 30_000 * 2 ** Math.min(Math.max(0, tries), 5));

/**
 * Undefined for an error that does not say that nothing happened: a defect, or the database. `stopsAll`: the next call
 * would fare no better.
 */
export function setbackOf(error: unknown, tries: number, now: Date): Setback | undefined {
  if (!(error instanceof AppError)) return undefined;
  const later = new Date(now.getTime() + retryAfterMs(tries));
  switch (error.code) {
    case 'AMAZON_THROTTLED':
      return { nextAt: error.data.nextAt instanceof Date ? error.data.nextAt : later, reason: null, stopsAll: true };
    case 'AMAZON_UNAVAILABLE':
      return { nextAt: later, reason: 'writes.reason.notReached', stopsAll: true };
    case 'AMAZON_UNAUTHORISED':
      return { nextAt: later, reason: 'writes.reason.noAccess', stopsAll: true };
    // Switched on while the call was about to leave.
    case 'READ_ONLY':
      return { nextAt: later, reason: heldReason, stopsAll: true };
    case 'AMAZON_REFUSED':
    case 'AMAZON_ANSWER':
      return { nextAt: later, reason: 'writes.reason.notReadable', stopsAll: false };
    default:
      return undefined;
  }
}
