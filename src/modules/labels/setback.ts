import { AppError } from '#src/kernel/app-error.ts';

/** When to try again after a call that certainly did nothing; undefined for an error that does not say so. */
export function setbackOf(error: unknown, tries: number, now: Date): { nextAt: Date; reason: string } | undefined {
  if (!(error instanceof AppError)) return undefined;
  const later = new Date(now.getTime() + Math.min(900_000, 30_000 * 2 ** Math.min(tries, 5)));
  switch (error.code) {
    case 'AMAZON_THROTTLED':
      return { nextAt: error.data.nextAt instanceof Date ? error.data.nextAt : later, reason: 'labels.reason.noQuota' };
    case 'AMAZON_UNAVAILABLE':
    case 'CARRIER_UNAVAILABLE':
      return { nextAt: later, reason: 'labels.reason.notReached' };
    case 'AMAZON_UNAUTHORISED':
    case 'CARRIER_UNAUTHORISED':
    case 'CARRIER_REFUSED':
    case 'AMAZON_REFUSED':
    case 'AMAZON_ANSWER':
      return { nextAt: later, reason: 'labels.reason.noAccess' };
    case 'READ_ONLY':
      return { nextAt: later, reason: 'labels.reason.readOnly' };
    default:
      return undefined;
  }
}
