import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '#src/modules/search/contract.ts';
import { joined, problemOf, split } from './search-terms.ts';

describe('the search field', () => {
  it('shows filters as chips and leaves the rest as text', () => {
    const { chips, free } = split('sku:AB-1 blue -tag:"to check" mug');
    expect(chips.map(({ not, key, values }) => [not, key, values])).toEqual([
      [false, 'sku', 'AB-1'],
      [true, 'tag', 'to check'],
    ]);
    expect(free).toBe('blue mug');
  });

  it('keeps a key without a value as text, so that it can be typed on', () => {
    expect(split('sku:')).toEqual({ chips: [], free: 'sku:' });
  });

  it('names what is wrong with a filter on its chip', () => {
    expect(split('ship-by:whenever').chips[0]?.problem).toContain('ship-by');
    expect(split('ship-by:today').chips[0]?.problem).toBeUndefined();
    expect(problemOf('nonsense:x')).toContain('nonsense');
  });

  it('means the same after it was taken apart and put together', () => {
    const piece = fc.constantFrom('sku:A,B', 'mug', '-is:prime', '"two words"', 'tag:"a b"', '111-1234567-1234567', 'amount:>20');
    const meaning = (text: string) =>
      parseQuery(text)
        .filter.terms.map((term) => JSON.stringify(term))
        .toSorted();
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join(' ');
        const { chips, free } = split(text);
        expect(meaning(joined(chips, free))).toEqual(meaning(text));
      }),
    );
  });
});
