import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { createTrackingNumber, type TrackingFormat } from './tracking-numbers.ts';

/** Checks written the other way round from how the numbers are made: the whole number must come out even. */
const digits = (text: string): number[] => [...text].map(Number);
const weigh = (values: number[], weights: number[]): number =>
  values.reduce((sum, value, index) => sum + value * (weights[index % weights.length] ?? 0), 0);
const lastIs = (number: string, check: (body: string) => number): boolean => Number(number.at(-1)) === check(number.slice(0, -1));
const fromRight = (body: string, weights: number[]): number => (10 - (weigh(digits(body).reverse(), weights) % 10)) % 10;

const luhn = (number: string): boolean =>
  digits(number)
    .reverse()
    .reduce((sum, digit, index) => sum + (index % 2 === 0 ? digit : Math.floor((digit * 2) / 10) + ((digit * 2) % 10)), 0) %
    10 ===
  0;
const ups = (number: string): boolean => {
  const values = Array.from(number.slice(2, -1), (mark) => (/\d/.test(mark) ? Number(mark) : (mark.charCodeAt(0) - 63) % 10));
  return (weigh(values, [1, 2]) + Number(number.at(-1))) % 10 === 0;
};
const s10 = (number: string): boolean => {
  const rest = 11 - (weigh(digits(number.slice(2, 10)), [8, 6, 4, 2, 3, 5, 9, 7]) % 11);
  return Number(number[10]) === ({ 10: 0, 11: 5 }[rest] ?? rest);
};
const mod37 = (number: string): boolean => {
  const value = (mark: string): number => Number.parseInt(mark, 36);
  const product = Array.from(number.slice(0, -1)).reduce((carry, mark) => (((carry + value(mark)) % 36 || 36) * 2) % 37, 36);
  return (product + value(number.at(-1) ?? '')) % 36 === 1;
};

const rules: [TrackingFormat, RegExp, (number: string) => boolean, string?][] = [
  ['ups', /^1Z[A-Z0-9]{15}\d$/, ups, '1Z5R89390357567127'],
  ['usps-impb', /^94\d{20}$/, (number) => lastIs(number, (body) => fromRight(body, [3, 1])), '9400111206206406260787'],
  ['fedex-12', /^\d{12}$/, (number) => lastIs(number, (body) => (weigh(digits(body), [3, 1, 7]) % 11) % 10), '986578788855'],
  ['fedex-ground', /^\d{15}$/, (number) => lastIs(number, (body) => fromRight(body, [3, 1])), '041441760228964'],
  ['ontrac', /^C\d{14}$/, (number) => ups(`1Z4${number.slice(1)}`), 'C11031500001879'],
  ['dhl-ecommerce', /^GM\d{16}$/, () => true],
  ['dhl-express', /^\d{10}$/, (number) => lastIs(number, (body) => Number(body) % 7), '3318810025'],
  ['dhl-piece', /^JJD\d{10}$/, () => true],
  ['dpd', /^\d{14}[0-9A-Z]$/, mod37, '09980000020033F'],
  ['yodel', /^JJD\d{16}$/, () => true],
  ['purolator', /^[0-5]\d{11}$/, luhn, '320595463938'],
  ['mod7-12', /^\d{12}$/, (number) => lastIs(number, (body) => Number(body) % 7), '123456789013'],
  ['digits-16-b', /^\d{16}$/, (number) => lastIs(number, (body) => fromRight(body, [3, 1])), '0073938000549297'],
  ['amazon-logistics', /^TBA\d{12}$/, () => true],
  ['amazon-international', /^A\d{10}$/, () => true],
  ['s10-GB', /^[A-Z]{2}\d{9}GB$/, s10, 'RB123456785GB'],
];

describe('createTrackingNumber', () => {
  it.each(rules)('makes valid numbers of the format %s', (format, pattern, isValid, published) => {
    expect(published === undefined || isValid(published)).toBe(true);
    const random = createRandom(format);
    for (let count = 0; count < 200; count++) {
      const number = createTrackingNumber(random, format);
      expect(number).toMatch(pattern);
      expect(isValid(number), number).toBe(true);
    }
  });

  it('is caught by the checks when a digit is wrong', () => {
    for (const [, , isValid, published] of rules.filter((rule) => rule[3])) {
      if (published === undefined) throw new Error('filtered above');
      const position = published.length - 3;
      const wrong = published.slice(0, position) + ((Number(published[position]) + 1) % 10) + published.slice(position + 1);
      expect(isValid(wrong), wrong).toBe(false);
    }
  });
});
