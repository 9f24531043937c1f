import { createHash } from 'node:crypto';

/** A fingerprint of the set of ids: the same whatever their order. */
export const digestOf = (orderIds: readonly string[]): string =>
  createHash('sha256')
    .update([...orderIds].sort().join('\n'))
    .digest('hex');

export type Entry = {
  marketplaceId: string;
  day: string;
  kind: 'closed' | 'reopened';
  orders: number;
  digest: string;
  at: Date;
  previous: string;
};

/** The hash of an entry, which holds that of the one before: nothing can be changed or left out unseen. */
export const hashOf = (accountId: string, entry: Entry): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        accountId,
        entry.marketplaceId,
        entry.day,
        entry.kind,
        entry.orders,
        entry.digest,
        entry.at.toISOString(),
        entry.previous,
      ]),
    )
    .digest('hex');

export const firstHash = '0'.repeat(64);

/** The first entry that does not fit its hash, its signature or the one before; undefined when the chain holds. */
export function brokenLink(
  accountId: string,
  entries: readonly (Entry & { entryId: string; hash: string; signature: string })[],
  sign: (hash: string) => string,
): string | undefined {
  let previous = firstHash;
  for (const entry of entries) {
    if (entry.previous !== previous || hashOf(accountId, entry) !== entry.hash || sign(entry.hash) !== entry.signature)
      return entry.entryId;
    previous = entry.hash;
  }
  return undefined;
}
