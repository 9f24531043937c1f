import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import type { StationDesk } from '../station/station-desk.ts';

/** How many units the next scan counts: for twelve of the same that one need not scan one by one. */
export function QuantityDialog({ desk, onClose }: { desk: StationDesk; onClose: () => void }) {
  const { t } = useTranslation();
  const [units, setUnits] = useState('');
  const number = Number(units);
  const isValid = Number.isInteger(number) && number >= 1 && number <= 10_000;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isValid) return;
    desk.quantity.set(number === 1 ? null : number);
    onClose();
  };
  return (
    <Dialog title={t('pack.quantityTitle')} onClose={onClose}>
      <form className="flex flex-col gap-4 text-base" onSubmit={submit}>
        <Field label={t('pack.howMany')} hint={t('pack.quantityHint')}>
          {(attributes) => (
            <input
              {...attributes}
              inputMode="numeric"
              autoComplete="off"
              className="field-box h-14 text-3xl"
              value={units}
              onChange={(event) => setUnits(event.target.value.trim())}
            />
          )}
        </Field>
        <Button type="submit" kind="primary" className="h-12 text-lg!" disabled={!isValid}>
          {t('pack.thenScan')}
        </Button>
      </form>
    </Dialog>
  );
}
