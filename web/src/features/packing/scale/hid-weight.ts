import { gramsPerOunce, gramsPerPound, roundGrams, type ScaleReading } from './weight.ts';

/** USB "Point of Sale" usage tables 1.02, chapter 4: the usage page of scales and the id of the report with the weight. */
export const scaleUsagePage = 0x8d;
export const weightReport = 3;

/** Grams of one unit, by the number that the report gives it. */
const units: Readonly<Record<number, number>> = {
  1: 0.001,
  2: 1,
  3: 1_000,
  4: 0.2,
  6: 0.06479891,
  7: 1.55517384,
  8: 1_000_000,
  9: 907_184.74,
  10: 31.1034768,
  11: gramsPerOunce,
  12: gramsPerPound,
};

const problems: Readonly<Record<number, 'fault' | 'negative' | 'overload' | 'calibrate'>> = {
  1: 'fault',
  5: 'negative',
  6: 'overload',
  7: 'calibrate',
  8: 'calibrate',
};

/**
 * The weight in a data report of a USB scale, without the report's id: status, unit, power of ten (signed), weight in
 * two bytes, low byte first. Undefined for a report that is no weight.
 */
export function hidWeight(report: DataView): ScaleReading | undefined {
  if (report.byteLength < 5) return undefined;
  const status = report.getUint8(0);
  const problem = problems[status];
  if (problem) return { problem };
  const grams = units[report.getUint8(1)];
  if (status < 2 || status > 4 || grams === undefined) return undefined;
  const weight = status === 2 ? 0 : report.getUint16(3, true) * 10 ** report.getInt8(2);
  return { grams: roundGrams(weight * grams), stable: status !== 3 };
}
