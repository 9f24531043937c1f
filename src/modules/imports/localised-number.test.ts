import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marketplaces } from '#src/kernel/marketplaces.ts';
import { readAmount, readQuantity } from './localised-number.ts';
import { type NumberFormat, storeFormat } from './store-formats.ts';

const value = (text: string, format: NumberFormat) => {
  const result = readAmount(text, format);
  return result.ok ? result.value : undefined;
};

describe('amounts', () => {
  test.each<[string, NumberFormat, string]>([
    ['95.00', 'point', '95.00'],
    ['95.00', 'comma', '95.00'],
    ['95,00', 'comma', '95.00'],
    ['95,00', 'point', '95.00'],
    ['1.234,56', 'comma', '1234.56'],
    ['1.234,56', 'point', '1234.56'],
    ['1,234.56', 'comma', '1234.56'],
    ['1 234,56', 'comma', '1234.56'],
    ['1\u00A0234,56', 'comma', '1234.56'],
    ['1\u202F234\u202F567,8', 'comma', '1234567.8'],
    ["1'234.50", 'point', '1234.50'],
    ['1,23,456.78', 'indian', '123456.78'],
    ['12,34,56,789', 'point', '123456789'],
    ['(55.00)', 'point', '-55.00'],
    ['(€55,00)', 'comma', '-55.00'],
    ['-55,00', 'comma', '-55.00'],
    ['−55,00', 'comma', '-55.00'],
    ['55.00-', 'point', '-55.00'],
    ['-$55.00', 'point', '-55.00'],
    ['$-55.00', 'point', '-55.00'],
    ['￥1,234', 'point', '1234'],
    ['１，２３４円', 'point', '1234'],
    ['¥ 1,234', 'point', '1234'],
    ['USD 12.50', 'point', '12.50'],
    ['12,50 EUR', 'comma', '12.50'],
    ['R$ 1.234,00', 'comma', '1234.00'],
    ['1 234,50 zł', 'comma', '1234.50'],
    ['12,00 kr', 'comma', '12.00'],
    ['₹1,23,456', 'indian', '123456'],
    ['١٢٣٫٥٠', 'point', '123.50'],
    ['1.234', 'comma', '1234'],
    ['1,234', 'point', '1234'],
    ['1.234', 'point', '1234'],
    ['1,234', 'comma', '1234'],
    ['-1,234', 'comma', '-1234'],
    ['0.333', 'comma', '0.333'],
    ['0,333', 'point', '0.333'],
    ['.99', 'point', '0.99'],
    ['007.50', 'point', '7.50'],
    ['-0.00', 'point', '0.00'],
    ['12.3456', 'point', '12.3456'],
    ['  8  ', 'point', '8'],
  ])('%s read as %s is %s', (text, format, expected) => {
    expect(value(text, format)).toBe(expected);
  });

  test.each([
    '',
    ' ',
    '-',
    'n/a',
    'free',
    '12.',
    '1.2.3',
    '1,2,3',
    '1.234.56',
    '12 34',
    '1,234.567,8',
    '--5',
    '(-5)',
    '-5-',
    '5 and 6',
    '1e5',
    '#N/A',
    '0,1,2',
    '12345678901234567',
  ])('%j is refused, never 0', (text) => {
    for (const format of ['point', 'comma', 'indian'] as const) expect(readAmount(text, format).ok).toBe(false);
  });

  test('a refusal shows the shape and not the value', () => {
    const result = readAmount('Ann 12,5x', 'point');
    expect(!result.ok && result.error).toBe('cannot be read as a number (it looks like "aaa 99,9a")');
  });

  const locales: Record<string, string> = {
    US: 'en-US',
    CA: 'en-CA',
    MX: 'es-MX',
    BR: 'pt-BR',
    GB: 'en-GB',
    DE: 'de-DE',
    FR: 'fr-FR',
    IT: 'it-IT',
    ES: 'es-ES',
    NL: 'nl-NL',
    BE: 'nl-BE',
    IE: 'en-IE',
    SE: 'sv-SE',
    PL: 'pl-PL',
    TR: 'tr-TR',
    IN: 'en-IN',
    ZA: 'af-ZA',
    JP: 'ja-JP',
    AU: 'en-AU',
    SG: 'en-SG',
    AE: 'en-AE',
    SA: 'ar-SA-u-nu-arab',
    EG: 'ar-EG-u-nu-arab',
  };

  test.each(marketplaces.map((store) => [store.country, store] as const))('what %s writes is read back', (country, store) => {
    const digits = store.currency === 'JPY' ? 0 : 2;
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.boolean(), (cents, symbol) => {
        const number = cents / 10 ** digits;
        const style = symbol ? ({ style: 'currency', currency: store.currency } as const) : {};
        const text = new Intl.NumberFormat(locales[country], {
          ...style,
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }).format(number);
        expect(value(text, storeFormat(store.id).number), text).toBe(number.toFixed(digits).replace(/^-(?=0(\.0+)?$)/, ''));
      }),
    );
  });

  test('the currency speaks where the store is unknown', () => {
    expect(storeFormat(undefined, 'EUR').number).toBe('comma');
    expect(storeFormat(undefined, 'INR').number).toBe('indian');
    expect(storeFormat('A-NEW-STORE', 'USD').number).toBe('point');
    expect(storeFormat('A28R8C7NBKEWEA', 'EUR').number).toBe('point');
  });
});

describe('quantities', () => {
  test.each<[string, NumberFormat, number | undefined]>([
    ['0', 'point', 0],
    ['3', 'point', 3],
    ['3.0', 'comma', 3],
    ['3,00', 'point', 3],
    ['1.200', 'comma', 1200],
    ['1,200', 'point', 1200],
    ['1.200', 'point', undefined],
    ['1.000', 'point', undefined],
    ['1,000', 'comma', undefined],
    ['-1', 'point', undefined],
    ['1.5', 'point', undefined],
    ['two', 'point', undefined],
    ['', 'point', undefined],
    ['99999999', 'point', undefined],
  ])('%s read as %s is %s', (text, format, expected) => {
    const result = readQuantity(text, format);
    expect(result.ok ? result.value : undefined).toBe(expected);
  });
});
