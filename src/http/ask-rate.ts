import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';

const minuteMs = 60_000;

/** Counts what each person and key asks within a minute, in this process. The function that comes back throws RATE_LIMITED when it is too much. */
export function askRate(clock: Clock): (id: string, perMinute: number) => void {
  let minute = 0;
  let counts = new Map<string, number>();
  return (id, perMinute) => {
    const at = clock.now().getTime();
    const now = Math.floor(at / minuteMs);
    if (now !== minute) [minute, counts] = [now, new Map()];
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    if (count > perMinute)
      throw new AppError('RATE_LIMITED', `this key or person may ask ${perMinute} times a minute`, {
        data: { retryAfter: Math.ceil(((now + 1) * minuteMs - at) / 1000) },
      });
  };
}
