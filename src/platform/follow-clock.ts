import type { Clock } from '#src/kernel/clock.ts';

export type FollowedClock = Clock & { refresh(): Promise<void>; stop(): void };

/**
 * The clock of a simulated Amazon: the desk must live in the same time as the shop it works for. Asked every few
 * seconds, and right between the questions as long as nobody turns it.
 */
export async function followClock(url: string, everyMs = 2_000): Promise<FollowedClock> {
  let base = Date.now();
  let asked = base;
  let factor = 1;
  const refresh = async () => {
    const response = await fetch(`${url}/_control/clock`, { signal: AbortSignal.timeout(5_000) });
    const clock = (await response.json()) as { now: string; factor: number };
    base = Date.parse(clock.now);
    asked = Date.now();
    factor = clock.factor;
  };
  await refresh();
  // While the simulator is away its time is taken to go on as it did.
  const timer = setInterval(() => void refresh().catch(() => {}), everyMs);
  timer.unref();
  return { now: () => new Date(base + (Date.now() - asked) * factor), refresh, stop: () => clearInterval(timer) };
}
