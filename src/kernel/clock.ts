/** The only source of time. `now()` is an instant; a day always needs a time zone beside it. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved: for tests, benches and soaks. */
export type SteppedClock = Clock & { set(at: Date): void; advance(ms: number): void };

export function steppedClock(start: Date): SteppedClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    set: (next) => {
      at = next.getTime();
    },
    advance: (ms) => {
      at += ms;
    },
  };
}
