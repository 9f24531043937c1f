/** Outer measures and gross weight, in the units that the seller measures in. */
export type MeasuredParcel = {
  length: number;
  width: number;
  height: number;
  lengthUnit: 'in' | 'cm';
  weight: number;
  weightUnit: 'oz' | 'g';
};

/** How a carrier turns volume into weight. `above`: only for parcels of more cubic inches than this. */
export type VolumeRule = { unit: 'lb'; divisor: number; rounding: 'up' | 'nearest'; above?: number } | { unit: 'kg'; divisor: number };

/** Published divisors (rules.md 3.4). A contract may say otherwise; then the price of the offer shows it. */
export const volumeRules = {
  ups: { unit: 'lb', divisor: 139, rounding: 'up' },
  fedex: { unit: 'lb', divisor: 139, rounding: 'up' },
  usps: { unit: 'lb', divisor: 166, rounding: 'nearest', above: 1728 },
  international: { unit: 'kg', divisor: 5000 },
} as const satisfies Record<string, VolumeRule>;

export type BillableWeight = { unit: 'lb' | 'kg'; actual: number; byVolume: number; billable: number; decidedBy: 'weight' | 'volume' };

/** Pounds are counted whole, kilograms by halves; each fraction counts as the next. */
export function billableWeight(parcel: MeasuredParcel, rule: VolumeRule): BillableWeight {
  const { actual, byVolume } = rule.unit === 'lb' ? inPounds(parcel, rule) : inKilograms(parcel, rule);
  return { unit: rule.unit, actual, byVolume, billable: Math.max(actual, byVolume), decidedBy: byVolume > actual ? 'volume' : 'weight' };
}

function inPounds(parcel: MeasuredParcel, { divisor, rounding, above = 0 }: VolumeRule & { unit: 'lb' }) {
  const round = rounding === 'up' ? Math.ceil : Math.round;
  const volume = sidesOf(parcel).reduce((product, side) => product * Math.max(1, round(side / micrometresPerInch)), 1);
  return {
    actual: Math.max(1, Math.ceil(milligrams(parcel) / milligramsPerPound)),
    byVolume: volume > above ? Math.ceil(volume / divisor) : 0,
  };
}

function inKilograms(parcel: MeasuredParcel, { divisor }: VolumeRule & { unit: 'kg' }) {
  const cubicMillimetres = sidesOf(parcel).reduce((product, side) => product * Math.ceil(side / 1000), 1);
  const halves = Math.ceil(cubicMillimetres / (divisor * 500));
  return { actual: Math.ceil(milligrams(parcel) / 500_000) / 2, byVolume: halves / 2 };
}

const micrometresPerInch = 25_400;
const milligramsPerPound = 453_592.37;

/** Whole micrometres: 30.48 cm are exactly twelve inches, not a little more. */
const sidesOf = ({ length, width, height, lengthUnit }: MeasuredParcel): number[] =>
  [length, width, height].map((side) => Math.round(side * (lengthUnit === 'in' ? micrometresPerInch : 10_000)));

const milligrams = ({ weight, weightUnit }: MeasuredParcel): number =>
  weightUnit === 'oz' ? Math.round(weight * 1000) * (milligramsPerPound / 16_000) : Math.round(weight * 1000);

/** Gross weight in grams, rounded up. */
export const gramsOf = (parcel: MeasuredParcel): number => Math.ceil(milligrams(parcel) / 1000);
