import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';

const minuteMs = 60_000;

/** Counts what each key asks within a minute, in this process. The function that comes back throws RATE_LIMITED when it is too much. */
export function keyRate(clock: Clock): (keyId: string, perMinute: number) => void {
  let minute = 0;
  let counts = new Map<string, number>();
  return (keyId, perMinute) => {
    const now = Math.floor(clock.now().getTime() / minuteMs);
    if (now !== minute) [minute, counts] = [now, new Map()];
    const count = (counts.get(keyId) ?? 0) + 1;
    counts.set(keyId, count);
    if (count > perMinute) throw new AppError('RATE_LIMITED', `this key may ask ${perMinute} times a minute`);
  };
}
