import { useTranslation } from 'react-i18next';
import type { ParcelBody } from '#src/modules/labels/contract.ts';
import { Segmented } from '../../components/segmented.tsx';

/** A parcel as it is typed: numbers are text until they are whole. */
export type ParcelDraft = { length: string; width: string; height: string; weight: string; units: 'metric' | 'imperial' };

export const emptyDraft: ParcelDraft = { length: '', width: '', height: '', weight: '', units: 'imperial' };

export const draftOf = ({ length, width, height, weight, lengthUnit, weightUnit }: ParcelBody): ParcelDraft => ({
  length: String(length),
  width: String(width),
  height: String(height),
  weight: String(weight),
  units: lengthUnit === 'cm' || weightUnit === 'g' ? 'metric' : 'imperial',
});

/** Undefined until all four measures are numbers above nothing. */
export function parcelOf({ length, width, height, weight, units }: ParcelDraft): ParcelBody | undefined {
  const [l, w, h, kg] = [length, width, height, weight].map((text) => Number(text.replace(',', '.')));
  if (![l, w, h, kg].every((number) => number !== undefined && number > 0)) return undefined;
  const metric = units === 'metric';
  return {
    length: l ?? 0,
    width: w ?? 0,
    height: h ?? 0,
    weight: kg ?? 0,
    lengthUnit: metric ? 'cm' : 'in',
    weightUnit: metric ? 'g' : 'oz',
  };
}

const sides = ['length', 'width', 'height'] as const;

/** Size and weight, in inches and ounces or in centimetres and grams. */
export function ParcelFields({ value, onChange }: { value: ParcelDraft; onChange: (value: ParcelDraft) => void }) {
  const { t } = useTranslation();
  const metric = value.units === 'metric';
  const field = (name: (typeof sides)[number] | 'weight') => (
    <input
      className="field-box w-16 text-right"
      inputMode="decimal"
      aria-label={t(`labels.${name}`)}
      placeholder={t(`labels.${name}`)}
      value={value[name]}
      maxLength={8}
      onChange={(event) => onChange({ ...value, [name]: event.target.value })}
    />
  );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="flex items-center gap-1.5">
        {field('length')}
        <span aria-hidden className="text-faint">
          ×
        </span>
        {field('width')}
        <span aria-hidden className="text-faint">
          ×
        </span>
        {field('height')}
        <span className="text-soft">{t(metric ? 'sizes.cm' : 'sizes.in')}</span>
      </span>
      <span className="flex items-center gap-1.5">
        {field('weight')}
        <span className="text-soft">{t(metric ? 'sizes.g' : 'sizes.oz')}</span>
      </span>
      <Segmented
        label={t('labels.units')}
        value={value.units}
        options={(['imperial', 'metric'] as const).map((units) => ({ value: units, label: t(`labels.${units}`) }))}
        onChange={(units) => onChange({ ...value, units })}
      />
    </div>
  );
}
