import { scaleText } from '../scale/scale-text.ts';
import { gramsPerOunce, gramsPerPound } from '../scale/weight.ts';
import type { StationSettings } from './station-settings.ts';

const perUnit: Record<StationSettings['unit'], number> = { g: 1, kg: 1_000, oz: gramsPerOunce, lb: gramsPerPound };

/** Whole grams of what a person typed: `1.2 kg`, `2 lb 3 oz`, or a bare number in the station's unit. */
export function typedGrams(text: string, unit: StationSettings['unit']): number | undefined {
  const bare = /^\d{1,6}([.,]\d{1,4})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) * perUnit[unit] : undefined;
  const reading = bare === undefined ? scaleText(text) : { grams: bare };
  if (!reading || 'problem' in reading) return undefined;
  const grams = Math.round(reading.grams);
  return grams >= 1 && grams <= 100_000 ? grams : undefined;
}

/** A weight as people of the place read it: 1.25 kg, 850 g, 2 lb 3.1 oz. */
export function weightText(grams: number, unit: StationSettings['unit']): string {
  if (unit === 'g' || unit === 'kg') return grams >= 1_000 ? `${(grams / 1_000).toFixed(2)} kg` : `${grams} g`;
  const ounces = Math.round((grams / gramsPerOunce) * 10) / 10;
  if (ounces < 16) return `${ounces.toFixed(1)} oz`;
  return `${Math.floor(ounces / 16)} lb ${(ounces % 16).toFixed(1)} oz`;
}
