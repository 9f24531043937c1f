import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFinal, mayMove, reachable, type StateTable } from './states.ts';

const parcel: StateTable<'packed' | 'handed' | 'lost' | 'arrived' | 'forgotten'> = {
  packed: ['handed'],
  handed: ['arrived', 'lost'],
  lost: ['arrived'],
  arrived: [],
  forgotten: ['packed'],
};

/** Any table over five states. */
const states = ['a', 'b', 'c', 'd', 'e'] as const;
const moves = fc.subarray([...states]);
const tables = fc.record({ a: moves, b: moves, c: moves, d: moves, e: moves });
const anyState = fc.constantFrom(...states);

describe('a table of states', () => {
  test('allows what it lists and nothing else', () => {
    expect(mayMove(parcel, 'packed', 'handed')).toBe(true);
    expect(mayMove(parcel, 'handed', 'packed')).toBe(false);
    expect(mayMove(parcel, 'packed', 'packed')).toBe(false);
  });

  test('knows the ends', () => {
    expect(isFinal(parcel, 'arrived')).toBe(true);
    expect(isFinal(parcel, 'lost')).toBe(false);
  });

  test('shows a state that nothing leads to', () => {
    expect([...reachable(parcel, 'packed')].sort()).toEqual(['arrived', 'handed', 'lost', 'packed']);
  });

  test('reaches a state exactly where a walk of allowed moves leads to it', () => {
    fc.assert(
      fc.property(tables, anyState, (table, start) => {
        // The closure, computed the slow way: add every allowed move as often as there are states.
        let walked = new Set<string>([start]);
        for (const _ of states)
          walked = new Set([...walked, ...states.filter((to) => states.some((from) => walked.has(from) && mayMove(table, from, to)))]);
        expect([...reachable(table, start)].sort()).toEqual([...walked].sort());
      }),
    );
  });

  test('a final state reaches only itself', () => {
    fc.assert(
      fc.property(tables, anyState, (table, state) => {
        expect(isFinal(table, state)).toBe(states.every((to) => !mayMove(table, state, to)));
        expect(!isFinal(table, state) || reachable(table, state).size === 1).toBe(true);
      }),
    );
  });
});
