import { gramsPerOunce, gramsPerPound, roundGrams, type ScaleReading } from './weight.ts';

const grams: Readonly<Record<string, number>> = {
  g: 1,
  gr: 1,
  kg: 1_000,
  oz: gramsPerOunce,
  lb: gramsPerPound,
  lbs: gramsPerPound,
};
const amount = /([+-]?)\s*(\d{1,6}(?:[.,]\d{1,4})?)\s*(kg|gr|g|oz|lbs|lb)\b/i;
const pounds = /(\d{1,4})\s*lbs?[\s:]+(\d{1,2}(?:[.,]\d{1,2})?)\s*oz\b/i;

/**
 * A line that a scale sends over a serial port or types: `ST,GS,+  1.234kg`, `S S 1.2345 kg`, `2 lb 3.5 oz`.
 * Undefined where there is no weight with its unit: a bare number may be an article's barcode.
 */
export function scaleText(line: string): ScaleReading | undefined {
  const text = line.trim();
  if (/^(OL|S \+|EL)\b/.test(text)) return { problem: 'overload' };
  const stable = !/^(US|S D|D)[,\s]/.test(text);
  const [, lb, oz] = pounds.exec(text) ?? [];
  if (lb !== undefined && oz !== undefined) return { grams: roundGrams(Number(lb) * gramsPerPound + numberOf(oz) * gramsPerOunce), stable };
  const [, sign, number, unit] = amount.exec(text) ?? [];
  const each = grams[unit?.toLowerCase() ?? ''];
  if (number === undefined || each === undefined) return undefined;
  return sign === '-' && numberOf(number) > 0 ? { problem: 'negative' } : { grams: roundGrams(numberOf(number) * each), stable };
}

/** Whether a scan is a weight that a scale typed, and nothing else. */
export const isTypedWeight = (text: string): boolean =>
  /^(ST,|US,)?[A-Z]{0,2},?\s*[+-]?\s*\d{1,6}([.,]\d{1,4})?\s*(kg|gr?|oz|lbs?)$/i.test(text.trim());

const numberOf = (text: string): number => Number(text.replace(',', '.'));
