import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hidWeight } from './hid-weight.ts';
import { isTypedWeight, scaleText } from './scale-text.ts';

const report = (...bytes: number[]) => new DataView(Uint8Array.from(bytes).buffer);

describe('a USB scale', () => {
  it.each([
    ['ounces in tenths', report(4, 11, 0xff, 0x41, 0x00), { grams: 184.3, stable: true }],
    ['grams', report(4, 2, 0, 0xe8, 0x03), { grams: 1_000, stable: true }],
    ['kilograms in thousandths', report(4, 3, 0xfd, 0xd2, 0x04), { grams: 1_234, stable: true }],
    ['pounds in hundredths, moving', report(3, 12, 0xfe, 0x64, 0x00), { grams: 453.6, stable: false }],
    ['an empty plate', report(2, 2, 0, 0x07, 0x00), { grams: 0, stable: true }],
    ['less than nothing', report(5, 2, 0, 0, 0), { problem: 'negative' }],
    ['too much', report(6, 2, 0, 0, 0), { problem: 'overload' }],
    ['a fault', report(1, 2, 0, 0, 0), { problem: 'fault' }],
    ['a unit that nobody knows', report(4, 99, 0, 1, 0), undefined],
    ['a report cut short', report(4, 2, 0), undefined],
  ])('says %s', (_, bytes, reading) => expect(hidWeight(bytes)).toEqual(reading));

  it('never says anything but grams at rest, grams that move, or a problem', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
        const reading = hidWeight(report(...bytes));
        if (reading === undefined || 'problem' in reading) return;
        expect(reading.grams).toBeGreaterThanOrEqual(0);
        expect(reading.stable).toBe(bytes[0] !== 3);
      }),
    );
  });
});

describe('a scale that types or speaks over a serial port', () => {
  it.each([
    ['ST,GS,+  1.234kg', { grams: 1_234, stable: true }],
    ['US,GS,+  1.234kg', { grams: 1_234, stable: false }],
    ['S S     512.5 g', { grams: 512.5, stable: true }],
    ['S D     512.5 g', { grams: 512.5, stable: false }],
    ['1,5 kg', { grams: 1_500, stable: true }],
    ['2 lb 3.5 oz', { grams: 1_006.4, stable: true }],
    ['12.34 lb', { grams: 5_597.3, stable: true }],
    ['ST,NT,-  0.004kg', { problem: 'negative' }],
    ['OL', { problem: 'overload' }],
    ['4006381333931', undefined],
    ['', undefined],
  ])('%j', (line, reading) => expect(scaleText(line)).toEqual(reading));

  it('is told from what a scanner types', () => {
    expect(['1.234 kg', '512g', 'ST,GS,+  1.234kg', '12 oz'].map(isTypedWeight)).toEqual([true, true, true, true]);
    expect(['4006381333931', 'MUG-250 g', 'TOTE-1', '112-4455667-8899001', '1234'].map(isTypedWeight)).toEqual(Array(5).fill(false));
  });
});
