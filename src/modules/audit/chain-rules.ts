/** One entry as it is hashed. `details` are texts by name. */
export type Chained = {
  seq: string;
  at: Date;
  actorKind: string;
  actorId: string;
  action: string;
  accountId: string | null;
  subjects: readonly string[];
  details: Readonly<Record<string, string>>;
  place: string;
};

export type Link = Chained & { previous: string; hash: string };

/** What the first entry carries as the hash of the one before. */
export const firstHash = '0'.repeat(64);

/** The text that an entry's hash is made of: the same whatever order its details stand in. */
export const textOf = (previous: string, entry: Chained): string =>
  JSON.stringify([
    previous,
    entry.seq,
    entry.at.toISOString(),
    entry.actorKind,
    entry.actorId,
    entry.action,
    entry.accountId,
    entry.subjects,
    Object.entries(entry.details).sort(([a], [b]) => (a < b ? -1 : 1)),
    entry.place,
  ]);

/**
 * The first entry that is not what was written after the one before it, or that does not follow it; undefined when all hold.
 * `before` is the last entry that was found good.
 */
export function brokenAt(
  entries: readonly Link[],
  digest: (text: string) => string,
  before: { seq: string; hash: string } = { seq: '0', hash: firstHash },
): string | undefined {
  let last = before;
  for (const entry of entries) {
    const follows = BigInt(entry.seq) === BigInt(last.seq) + 1n && entry.previous === last.hash;
    if (!follows || digest(textOf(entry.previous, entry)) !== entry.hash) return entry.seq;
    last = entry;
  }
  return undefined;
}
