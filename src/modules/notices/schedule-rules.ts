import { Temporal } from 'temporal-polyfill';

/** A person is not written to more often than this in one way: what comes meanwhile joins the next message. */
export const spacingMs: Readonly<Record<'mail' | 'push', number>> = { mail: 5 * 60_000, push: 60_000 };

/** How long a message is tried before it is given up. */
export const triedForMs = 3 * 86_400_000;

/** Waiting before another try: a minute, doubling, an hour at most. */
export const retryAfterMs = (attempts: number): number => Math.min(3_600_000, 60_000 * 2 ** Math.min(Math.max(0, attempts - 1), 10));

/**
 * The next time it is `hour` o'clock in the zone, after `now`. Where the clock is put forward over that hour it is the
 * hour after; where it is put back, the first of the two.
 */
export function nextDigestAt(now: Date, hour: number, timeZone: string): Date {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const today = instant.toZonedDateTimeISO(timeZone).toPlainDate();
  for (let days = 0; ; days += 1) {
    const at = today.add({ days }).toZonedDateTime({ timeZone, plainTime: { hour } });
    if (at.epochMilliseconds > now.getTime()) return new Date(at.epochMilliseconds);
  }
}

export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
