/** A life-cycle as a table: from each state, the states it may move to. */
export type StateTable<S extends string> = Readonly<Record<S, readonly S[]>>;

export const mayMove = <S extends string>(table: StateTable<S>, from: S, to: S): boolean => table[from].includes(to);

export const isFinal = <S extends string>(table: StateTable<S>, state: S): boolean => table[state].length === 0;

/** The states that can be reached from `start`, itself included: a test holds it against the whole table. */
export function reachable<S extends string>(table: StateTable<S>, start: S): Set<S> {
  const seen = new Set<S>([start]);
  for (const state of seen) for (const next of table[state]) seen.add(next);
  return seen;
}
