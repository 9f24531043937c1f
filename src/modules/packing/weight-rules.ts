/** A weight that was learnt counts from so many parcels on; before that, what people have said of the product. */
const enoughParcels = 3;

export type UnitWeight = { stated: number | null; learnt: { grams: number; parcels: number } | null };

/** What one unit weighs, in grams; null: nobody knows. */
export function unitGrams({ stated, learnt }: UnitWeight): number | null {
  if (learnt && learnt.parcels >= enoughParcels) return learnt.grams;
  return stated ?? learnt?.grams ?? null;
}

/** What the parcel should weigh, in whole grams; null where a product in it was never weighed. */
export function expectedGrams(units: readonly { quantity: number; grams: number | null }[], tare: number): number | null {
  let sum = tare;
  for (const { quantity, grams } of units) {
    if (grams === null) return null;
    sum += quantity * grams;
  }
  return units.length === 0 ? null : Math.round(sum);
}

export type Tolerance = { tolerancePercent: number; toleranceGrams: number };

/** Whether a scale shows what was expected: within so many grams or so many per cent, whichever is more. */
export const fits = (grams: number, expected: number, { tolerancePercent, toleranceGrams }: Tolerance): boolean =>
  Math.abs(grams - expected) <= Math.max(toleranceGrams, (expected * tolerancePercent) / 100);

/** The mean after one more parcel of `units` units of one product. An old product follows slowly, but follows. */
export function learn(before: { grams: number; parcels: number } | null, grams: number, units: number): { grams: number; parcels: number } {
  const each = grams / units;
  const parcels = (before?.parcels ?? 0) + 1;
  const mean = before ? before.grams + (each - before.grams) / Math.min(parcels, 20) : each;
  return { grams: Math.round(mean * 100) / 100, parcels };
}
