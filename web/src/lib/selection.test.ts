import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extend, noSelection, renewed, type Selection, selectionLimit, toggle, togglePage } from './selection.ts';

const rows = Array.from({ length: 20 }, (_, index) => ({ key: `k${index}`, item: index }));
const row = (index: number) => rows[index] ?? { key: '', item: -1 };
const empty: Selection<number> = noSelection;
const keys = (selection: Selection<number>) => [...selection.chosen.keys()];

describe('selection', () => {
  it('a range goes from the last touched row in either direction', () => {
    const anchored = toggle(empty, row(5));
    expect(keys(extend(anchored, rows, 'k7'))).toEqual(['k5', 'k6', 'k7']);
    expect(keys(extend(anchored, rows, 'k3')).toSorted()).toEqual(['k3', 'k4', 'k5']);
  });

  it('a range without an anchor in the list is a toggle', () => {
    expect(keys(extend(empty, rows, 'k4'))).toEqual(['k4']);
  });

  it('the page is chosen as a whole, then left as a whole', () => {
    const all = togglePage(toggle(empty, row(1)), rows);
    expect(all.chosen.size).toBe(rows.length);
    expect(togglePage(all, rows).chosen.size).toBe(0);
  });

  it('takes what is newer about chosen rows and nothing else', () => {
    const chosen = toggle(empty, row(2));
    const next = renewed(chosen, [
      { key: 'k2', item: 99 },
      { key: 'k3', item: 98 },
    ]);
    expect([...next.chosen]).toEqual([['k2', 99]]);
    expect(renewed(chosen, rows)).toBe(chosen);
  });

  it('never holds more than an action takes, and toggling twice changes nothing', () => {
    const many = Array.from({ length: selectionLimit + 50 }, (_, index) => ({ key: `m${index}`, item: index }));
    fc.assert(
      fc.property(fc.array(fc.nat(many.length - 1), { maxLength: 30 }), fc.nat(many.length - 1), (before, index) => {
        const one = many[index] ?? row(0);
        const start = before.reduce<Selection<number>>((selection, at) => toggle(selection, many[at] ?? row(0)), empty);
        expect(new Set(keys(toggle(toggle(start, one), one)))).toEqual(new Set(keys(start)));
        expect(togglePage(start, many).chosen.size).toBe(selectionLimit);
      }),
      { numRuns: 30 },
    );
  });
});
