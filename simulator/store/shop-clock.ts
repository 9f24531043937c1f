import { type ClockState, type SimClock, simClock } from '../clock/sim-clock.ts';
import type { SimStore } from './sim-store.ts';

export type ShopClock = SimClock;

/** The clock of a shop: it goes on where an earlier run left it, and every change of it is kept. */
export function shopClock(store: SimStore, initial: ClockState, realNow: () => number): ShopClock {
  const kept = store.settings.get('clock') as ClockState | undefined;
  const clock = simClock(kept ?? initial, realNow);
  const keep = () => store.settings.put('clock', clock.state());
  if (!kept) keep();
  return {
    ...clock,
    change(change) {
      clock.change(change);
      keep();
    },
  };
}
