import type { Parcel } from './ports.ts';

/** A box or bag that the seller packs in. `skus`: what is always packed in it; `upTo` is a number of units. */
export type Preset = { name: string; parcel: Parcel; skus: string[]; upTo: number | null; isDefault: boolean };

/**
 * The parcel that an order is likely to be packed in: one that names all its SKUs and holds that many units, the smallest
 * first, else the one for everything. Undefined when nobody has said what parcels there are.
 */
export function presetFor(presets: readonly Preset[], items: readonly { sku: string; quantity: number }[]): Preset | undefined {
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const holds = ({ skus, upTo }: Preset) => items.length > 0 && items.every(({ sku }) => skus.includes(sku)) && units <= (upTo ?? units);
  const volume = ({ parcel: { length, width, height, lengthUnit } }: Preset) =>
    length * width * height * (lengthUnit === 'in' ? 16.387064 : 1);
  const fitting = presets.filter(holds).sort((a, b) => volume(a) - volume(b));
  return fitting[0] ?? presets.find(({ isDefault }) => isDefault);
}
