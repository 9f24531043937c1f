import type { Journal } from './journal.ts';

/** Values by key that survive a restart: every change goes into the journal. Values are never changed in place. */
export type Table<T> = {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  all(): IterableIterator<T>;
  entries(): IterableIterator<[string, T]>;
  size(): number;
  /** Takes a value from an earlier run without writing it again. */
  load(key: string, value: T): void;
};

export function createTable<T>(name: string, journal: () => Journal): Table<T> {
  const values = new Map<string, T>();
  return {
    get: (key) => values.get(key),
    put(key, value) {
      values.set(key, value);
      journal().record(name, key, value);
    },
    all: () => values.values(),
    entries: () => values.entries(),
    size: () => values.size,
    load: (key, value) => void values.set(key, value),
  };
}
