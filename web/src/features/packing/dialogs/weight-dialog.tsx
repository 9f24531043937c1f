import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import type { Scale } from '../scale/use-scale.ts';
import type { StationDesk } from '../station/station-desk.ts';
import { useStationSettings } from '../station/station-settings.ts';
import { typedGrams, weightText } from '../station/weight-text.ts';

/** The weight of the parcel: from the scale, or typed. A scale that types may do so here. */
export function WeightDialog({ desk, scale, onClose }: { desk: StationDesk; scale: Scale; onClose: () => void }) {
  const { t } = useTranslation();
  const { unit } = useStationSettings();
  const [text, setText] = useState('');
  const grams = typedGrams(text, unit);
  const { reading } = scale;
  const onPlate = reading && 'grams' in reading && reading.stable && reading.grams >= 1 ? Math.round(reading.grams) : undefined;
  const set = (weight: number, source: 'scale' | 'typed') => {
    desk.act({ act: 'weight', grams: weight, source });
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (grams !== undefined) set(grams, 'typed');
  };
  return (
    <Dialog title={t('pack.weightTitle')} onClose={onClose}>
      <form className="flex flex-col gap-4 text-base" onSubmit={submit}>
        {onPlate !== undefined && (
          <Button className="h-14 text-xl!" onClick={() => set(onPlate, 'scale')}>
            {t('pack.takeScale', { weight: weightText(onPlate, unit) })}
          </Button>
        )}
        <Field label={t('pack.weight')} hint={t('pack.weightHint', { unit })}>
          {(attributes) => (
            <input
              {...attributes}
              inputMode="decimal"
              autoComplete="off"
              className="field-box h-14 text-3xl"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" kind="primary" className="h-12 text-lg!" disabled={grams === undefined}>
          {grams === undefined ? t('pack.take') : t('pack.takeWeight', { weight: weightText(grams, unit) })}
        </Button>
      </form>
    </Dialog>
  );
}
