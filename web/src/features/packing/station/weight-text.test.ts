import { describe, expect, it } from 'vitest';
import { typedGrams, weightText } from './weight-text.ts';

describe('weights that people type and read', () => {
  it('a bare number is in the unit of the station', () => {
    expect([typedGrams('850', 'g'), typedGrams('1,25', 'kg'), typedGrams('12', 'oz'), typedGrams('2', 'lb')]).toEqual([
      850, 1250, 340, 907,
    ]);
    expect([typedGrams('1.2 kg', 'lb'), typedGrams('2 lb 3 oz', 'g')]).toEqual([1200, 992]);
    expect(['', 'abc', '0', '999999999', '-4 kg'].map((text) => typedGrams(text, 'g'))).toEqual(Array(5).fill(undefined));
  });

  it('are shown in the units of the place', () => {
    expect([weightText(850, 'g'), weightText(1_254, 'kg'), weightText(340, 'oz'), weightText(992, 'lb')]).toEqual([
      '850 g',
      '1.25 kg',
      '12.0 oz',
      '2 lb 3.0 oz',
    ]);
  });
});
