import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from './app-error.ts';
import { compare, type Money, money, sum, times } from './money.ts';

const eur = (amount: string) => money(amount, 'EUR');

/** Amounts as Amazon writes them, with the same value in units of 10⁻⁹ beside. */
const amounts = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 9 }), fc.nat())
  .map(([negative, whole, digits, seed]) => {
    const fraction = digits === 0 ? '' : String(seed % 10 ** digits).padStart(digits, '0');
    const text = `${negative ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
    const units = BigInt(`${whole}${fraction.padEnd(9, '0')}`) * (negative ? -1n : 1n);
    return { money: eur(text), units };
  });

const unitsOf = (m: Money | undefined): bigint => {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(m?.amount ?? '') ?? [];
  return BigInt(`${sign}${whole}${fraction.padEnd(9, '0')}`);
};

describe('money', () => {
  test.each(['0', '12.50', '-3', '0.000000001', '999999999999999'])('takes %s as it is', (amount) => {
    expect(money(amount, 'JPY')).toEqual({ amount, currency: 'JPY' });
  });

  test.each(['', ' 1', '1,50', '1.', '.5', '1e3', '+1', '--1', 'NaN', '1.0000000001', '1234567890123456'])('refuses %j', (amount) => {
    expect(() => money(amount, 'EUR')).toThrow(expect.objectContaining({ code: 'INVALID_MONEY' }));
  });

  test.each(['', 'eur', 'EURO', 'E1R', '€'])('refuses the currency %j', (currency) => {
    expect(() => money('1', currency)).toThrow(expect.objectContaining({ code: 'INVALID_MONEY' }));
  });

  test('names the field and the shape, never the value', () => {
    const refusal = capture(() => money('four euros', 'EUR', 'items[0].price'));
    expect(refusal.message).toContain('items[0].price');
    expect(refusal.message).toContain('10 characters');
    expect(refusal.message).not.toContain('four');
  });
});

describe('sum', () => {
  test('adds what floats cannot', () => {
    expect(sum([eur('0.1'), eur('0.2')])).toEqual(eur('0.3'));
  });

  test('keeps the sign where the whole part is zero', () => {
    expect(sum([eur('-0.5'), eur('0.25')])).toEqual(eur('-0.25'));
  });

  test('of nothing has no currency', () => {
    expect(sum([])).toBeUndefined();
  });

  test('refuses to mix currencies', () => {
    expect(() => sum([eur('1'), money('1', 'USD')])).toThrow(expect.objectContaining({ code: 'INVALID_MONEY' }));
  });

  test('is exact for any amounts, in any order', () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 20 }), (list) => {
        const expected = list.reduce((total, { units }) => total + units, 0n);
        expect(unitsOf(sum(list.map((entry) => entry.money)))).toBe(expected);
        expect(sum(list.map((entry) => entry.money).reverse())).toEqual(sum(list.map((entry) => entry.money)));
      }),
    );
  });
});

describe('times', () => {
  test.each([
    ['19.99', 3, '59.97'],
    ['-0.01', 100, '-1'],
    ['5', 0, '0'],
    ['1500', 2, '3000'],
  ])('%s × %i is %s', (amount, n, product) => {
    expect(times(eur(amount), n)).toEqual(eur(product));
  });

  test('is the sum of so many', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 30 }), (amount, n) => {
        expect(times(amount.money, n)).toEqual(sum(Array.from({ length: n }, () => amount.money)));
      }),
    );
  });
});

describe('compare', () => {
  test('looks at the value, not at the text', () => {
    expect(compare(eur('1.50'), eur('1.5'))).toBe(0);
    expect(compare(eur('9'), eur('10'))).toBe(-1);
    expect(compare(eur('-9'), eur('-10'))).toBe(1);
  });

  test('refuses two currencies', () => {
    expect(() => compare(eur('1'), money('1', 'USD'))).toThrow(expect.objectContaining({ code: 'INVALID_MONEY' }));
  });

  test('agrees with whole numbers of the smallest unit', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        expect(compare(a.money, b.money)).toBe(a.units < b.units ? -1 : a.units > b.units ? 1 : 0);
      }),
    );
  });
});

function capture(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
}
