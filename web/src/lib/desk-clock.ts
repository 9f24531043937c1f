import { useSyncExternalStore } from 'react';

/** The desk's time, not this machine's: countdowns must agree with what the desk will do. */
let ahead = 0;

/** Called with the time in an answer of the desk. */
export function setDeskTime(now: string): void {
  ahead = new Date(now).getTime() - Date.now();
}

export const deskNow = (): Date => new Date(Date.now() + ahead);

const listeners = new Set<() => void>();
let tick = deskNow();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = deskNow();
    for (const each of listeners) each();
  }, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const snapshot = () => {
  // A first reader, or one that comes back to a sleeping tab, must not see an old time.
  if (Math.abs(deskNow().getTime() - tick.getTime()) > 11_000) tick = deskNow();
  return tick;
};

/** The desk's time; renders again every ten seconds. */
export const useNow = (): Date => useSyncExternalStore(subscribe, snapshot);
