/** Where the virtual clock stands: at real time `real` it showed `virtual` and has run `factor` times as fast since. */
export type ClockState = { real: number; virtual: number; factor: number; stepped: boolean };

/** The simulated Amazon's only source of time, in epoch milliseconds. It never runs backwards. */
export type SimClock = {
  now(): number;
  state(): ClockState;
  change(change: ClockChange): void;
};

/** `now` sets, `advanceMs` moves on, `factor` changes the pace, `stepped` stops it between moves. */
export type ClockChange = { now?: number; advanceMs?: number; factor?: number; stepped?: boolean };

/** Continues a state kept from an earlier run: the time that was off has passed here too, unless the clock is stepped. */
export function simClock(initial: ClockState, realNow: () => number): SimClock {
  let state = initial;
  const now = () => (state.stepped ? state.virtual : Math.floor(state.virtual + Math.max(0, realNow() - state.real) * state.factor));
  return {
    now,
    state: () => state,
    change(change) {
      const from = now();
      const to = (change.now ?? from) + (change.advanceMs ?? 0);
      if (to < from) throw new RangeError(`The clock stands at ${new Date(from).toISOString()} and cannot go back to an earlier time.`);
      state = { real: realNow(), virtual: to, factor: change.factor ?? state.factor, stepped: change.stepped ?? state.stepped };
    },
  };
}
