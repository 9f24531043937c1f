import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenLink, digestOf, type Entry, firstHash, hashOf } from './chain.ts';

const late = new Date('2026-11-02T20:00:00Z');

describe('the chain', () => {
  const sign = (hash: string) => `signed ${hash}`;
  const chain = (days: readonly { day: string; orders: number }[]) => {
    let previous = firstHash;
    return days.map(({ day, orders }, n) => {
      const entry: Entry = { marketplaceId: 'M', day, kind: 'closed', orders, digest: digestOf([day]), at: late, previous };
      previous = hashOf('1', entry);
      return { ...entry, entryId: String(n + 1), hash: previous, signature: sign(previous) };
    });
  };
  const days = fc.array(fc.record({ day: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03'), orders: fc.nat(1000) }), {
    minLength: 2,
    maxLength: 8,
  });

  it('holds, and breaks wherever something is changed or left out', () => {
    fc.assert(
      fc.property(days, fc.nat(), (list, pick) => {
        const entries = chain(list);
        expect(brokenLink('1', entries, sign)).toBeUndefined();
        expect(brokenLink('2', entries, sign)).toBe('1');
        const at = pick % entries.length;
        const changed = entries.map((entry, n) => (n === at ? { ...entry, orders: entry.orders + 1 } : entry));
        expect(brokenLink('1', changed, sign)).toBe(String(at + 1));
        // Nothing tells that the last one was left out: that is what the next closing is for.
        expect(brokenLink('1', entries.toSpliced(at, 1), sign)).toBe(at < entries.length - 1 ? String(at + 2) : undefined);
      }),
    );
  });

  it('has the same fingerprint for the same ids in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), (ids) => {
        expect(digestOf(ids)).toBe(digestOf(ids.toReversed()));
      }),
    );
  });
});
