/** Order ids by a time, smallest first, ties by id. */
export type TimeIndex = {
  add(at: number, id: string): void;
  remove(at: number, id: string): void;
  /** Ids after the position (at, id), or from `at` on when no id is given. */
  from(at: number, id?: string): Generator<IndexEntry>;
};

export type IndexEntry = { at: number; id: string };

const compare = (a: IndexEntry, b: IndexEntry) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** How far from the end an entry may belong to be put into its place at once. */
const NEAR = 2_000;

/**
 * A sorted array: nearly every change belongs at or near its end. What belongs further in front (a bulk load) is
 * appended and sorted once, at the next read.
 */
export function timeIndex(): TimeIndex {
  const entries: IndexEntry[] = [];
  let sorted = true;

  const sort = () => {
    if (!sorted) entries.sort(compare);
    sorted = true;
  };

  const lowerBound = (target: IndexEntry) => {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = entries[middle];
      if (entry && compare(entry, target) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    add(at, id) {
      const entry = { at, id };
      const last = entries.at(-1);
      const inOrder = !last || compare(last, entry) < 0;
      const position = inOrder || !sorted ? entries.length : lowerBound(entry);
      if (entries.length - position < NEAR) entries.splice(position, 0, entry);
      else entries.push(entry);
      sorted &&= inOrder || entries.at(-1) !== entry;
    },
    remove(at, id) {
      sort();
      const position = lowerBound({ at, id });
      if (entries[position]?.id === id) entries.splice(position, 1);
    },
    *from(at, id = '') {
      sort();
      let position = lowerBound({ at, id });
      const exact = entries[position];
      if (id && exact && compare(exact, { at, id }) === 0) position += 1;
      for (let entry = entries[position]; entry; entry = entries[++position]) yield entry;
    },
  };
}
