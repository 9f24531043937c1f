import { describe, expect, it } from 'vitest';
import { cleanCode } from './clean-code.ts';

describe('what a scan says', () => {
  it.each([
    ['4006381333931', '4006381333931'],
    [' 4006381333931 ', '4006381333931'],
    [']C10104006381333931', '0104006381333931'],
    ['\u{1D}010400638133393121ABC\u{1D}', '010400638133393121ABC'],
    [']d201040063813339312112<GS>17261231', '01040063813339312112\u{1D}17261231'],
    ['AZ:ABCDEFGHIJ', 'AZ:ABCDEFGHIJ'],
    ['112-4455667-8899001', '112-4455667-8899001'],
  ])('%j is %j', (text, code) => expect(cleanCode(text)).toBe(code));

  it('is never longer than the desk takes', () => expect(cleanCode('X'.repeat(300))).toHaveLength(200));

  it('is without the prefix and suffix that the scanner was set to', () => {
    expect(cleanCode('#4006381333931$', { prefix: '#', suffix: '$' })).toBe('4006381333931');
    expect(cleanCode('4006381333931', { prefix: '#', suffix: '$' })).toBe('4006381333931');
  });
});
