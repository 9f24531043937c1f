import type { Parcel } from './ports.ts';

/** A box or bag that the seller packs in. `skus`: what is always packed in it, none: anything; `upTo` is a number of units. */
export type Preset = { name: string; parcel: Parcel; skus: string[]; upTo: number | null; isDefault: boolean };

/**
 * The parcel that an order is likely to be packed in: one that names all its SKUs and holds that many units, the smallest
 * first, else one that holds so many units of anything, else the one for everything. Undefined when nobody has said what parcels
 * there are.
 */
export function presetFor(presets: readonly Preset[], items: readonly { sku: string; quantity: number }[]): Preset | undefined {
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const named = ({ skus, upTo }: Preset) => items.every(({ sku }) => skus.includes(sku)) && units <= (upTo ?? units);
  const anything = ({ skus, upTo }: Preset) => skus.length === 0 && upTo !== null && units <= upTo;
  const volume = ({ parcel: { length, width, height, lengthUnit } }: Preset) =>
    length * width * height * (lengthUnit === 'in' ? 16.387064 : 1);
  const smallest = (holds: (preset: Preset) => boolean) => presets.filter(holds).toSorted((a, b) => volume(a) - volume(b))[0];
  return (items.length > 0 ? (smallest(named) ?? smallest(anything)) : undefined) ?? presets.find(({ isDefault }) => isDefault);
}
