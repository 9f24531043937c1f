import type { Journal } from './journal.ts';

/** Values by key that survive a restart: every change goes into the journal. Values are never changed in place. */
export type Table<T> = {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  remove(key: string): void;
  all(): IterableIterator<T>;
  entries(): IterableIterator<[string, T]>;
  size(): number;
  /** Takes a value from an earlier run without writing it again; null where it was removed. */
  load(key: string, value: T | null): void;
  /** Tells of every value that is put, and of the one that it replaces. */
  onPut(listener: (value: T, before: T | undefined) => void): void;
};

export function createTable<T>(name: string, journal: () => Journal): Table<T> {
  const values = new Map<string, T>();
  const listeners: ((value: T, before: T | undefined) => void)[] = [];
  return {
    get: (key) => values.get(key),
    put(key, value) {
      const before = values.get(key);
      values.set(key, value);
      journal().record(name, key, value);
      for (const listener of listeners) listener(value, before);
    },
    remove(key) {
      if (values.delete(key)) journal().record(name, key, null);
    },
    all: () => values.values(),
    entries: () => values.entries(),
    size: () => values.size,
    load(key, value) {
      if (value === null) values.delete(key);
      else values.set(key, value);
    },
    onPut: (listener) => void listeners.push(listener),
  };
}
