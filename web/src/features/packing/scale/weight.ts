/** What a scale says: grams, and whether it has come to rest. `problem` where it cannot weigh. */
export type ScaleReading = { grams: number; stable: boolean } | { problem: 'fault' | 'negative' | 'overload' | 'calibrate' };

export const gramsPerOunce = 28.349523125;
export const gramsPerPound = 16 * gramsPerOunce;

/** Grams with one decimal: no parcel scale is better. */
export const roundGrams = (grams: number): number => Math.round(grams * 10) / 10;
