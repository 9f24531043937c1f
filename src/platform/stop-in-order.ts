import type { Log } from './log.ts';

export type Stop = { what: string; patienceMs: number; stop(): Promise<void> };

/**
 * What was started, to be stopped in the opposite order. Each has so long; then it is left behind, as a kill would leave
 * it, which every part survives. So a stop ends in bounded time, whatever hangs.
 */
export function stopInOrder(log: Log) {
  const stops: Stop[] = [];
  const within = async ({ what, patienceMs, stop }: Stop): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, patienceMs, 'late')));
    try {
      if ((await Promise.race([stop(), patience])) === 'late')
        log.warn({ what, patienceMs }, 'something did not stop in time and is left behind');
    } catch (error) {
      log.warn({ what, error: String(error) }, 'something did not stop cleanly');
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    add: (what: string, stop: () => Promise<void>, patienceMs = 40_000): void => void stops.push({ what, stop, patienceMs }),
    /** Those of one name side by side, the others one after the other. */
    stop: async (): Promise<void> => {
      for (let last = stops.pop(); last; last = stops.pop()) {
        const together = [last];
        while (stops.at(-1)?.what === last.what) together.push(...stops.splice(-1));
        await Promise.all(together.map(within));
      }
    },
  };
}
