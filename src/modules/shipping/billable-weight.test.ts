import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { billableWeight, gramsOf, type MeasuredParcel, volumeRules } from './billable-weight.ts';

const box = (length: number, width: number, height: number, more: Partial<MeasuredParcel> = {}): MeasuredParcel => ({
  length,
  width,
  height,
  lengthUnit: 'in',
  weight: 16,
  weightUnit: 'oz',
  ...more,
});

describe('billable weight', () => {
  test.each([
    ['every fraction of an inch up', box(11.1, 8.5, 6.2), volumeRules.ups, 6],
    ['nearest inch, the rule before', box(11.1, 8.5, 6.2), { unit: 'lb', divisor: 139, rounding: 'nearest' } as const, 5],
    ['just above a pound', box(11, 10, 9), volumeRules.fedex, 8],
    ['not above 1,728 cubic inches', box(12, 12, 12), volumeRules.usps, 1],
    ['above 1,728 cubic inches', box(12, 12, 13), volumeRules.usps, 12],
    ['weight decides', box(4, 4, 4, { weight: 33 }), volumeRules.ups, 3],
    ['twelve inches in centimetres', box(30.48, 30.48, 30.48, { lengthUnit: 'cm' }), volumeRules.usps, 1],
    ['halves of a kilogram', box(30, 20, 10, { lengthUnit: 'cm', weight: 400, weightUnit: 'g' }), volumeRules.international, 1.5],
    ['a kilogram by weight', box(5, 5, 5, { lengthUnit: 'cm', weight: 1000, weightUnit: 'g' }), volumeRules.international, 1],
    ['a gram more', box(5, 5, 5, { lengthUnit: 'cm', weight: 1001, weightUnit: 'g' }), volumeRules.international, 1.5],
  ])('%s', (_, parcel, rule, billable) => {
    expect(billableWeight(parcel, rule).billable).toBe(billable);
  });

  test('a larger or heavier parcel never costs less, and the sides may be turned', () => {
    const side = fc.integer({ min: 1, max: 600 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(
        side,
        side,
        side,
        fc.integer({ min: 1, max: 2000 }),
        fc.constantFrom(...Object.values(volumeRules)),
        side,
        (a, b, c, weight, rule, more) => {
          const { billable, actual } = billableWeight(box(a, b, c, { weight }), rule);
          expect(billable).toBeGreaterThanOrEqual(actual);
          expect(billableWeight(box(c, a, b, { weight }), rule).billable).toBe(billable);
          expect(billableWeight(box(a + more, b, c, { weight: weight + more }), rule).billable).toBeGreaterThanOrEqual(billable);
        },
      ),
    );
  });

  test('ounces and grams are the same weight', () => {
    expect(gramsOf(box(1, 1, 1, { weight: 16 }))).toBe(454);
    expect(gramsOf(box(1, 1, 1, { weight: 250, weightUnit: 'g' }))).toBe(250);
  });
});
