import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackItem } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';

type Props = { item: PackItem; onCount: (quantity: number) => void; onClose: () => void };

/** Counts units that have no barcode: kept as counted by hand. */
export function CountDialog({ item, onCount, onClose }: Props) {
  const { t } = useTranslation();
  const [units, setUnits] = useState(String(item.left));
  const number = Number(units);
  const isValid = Number.isInteger(number) && number >= 1 && number <= item.left;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isValid) return;
    onCount(number);
    onClose();
  };
  return (
    <Dialog title={t('pack.byHandTitle')} description={item.title} onClose={onClose}>
      <form className="flex flex-col gap-4 text-base" onSubmit={submit}>
        <Field label={t('pack.howMany')} hint={t('pack.byHandHint', { count: item.left })}>
          {(attributes) => (
            <input
              {...attributes}
              inputMode="numeric"
              className="field-box h-14 text-3xl"
              value={units}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setUnits(event.target.value.trim())}
            />
          )}
        </Field>
        <Button type="submit" kind="primary" className="h-12 text-lg!" disabled={!isValid}>
          {t('pack.countUnits', { count: isValid ? number : 0 })}
        </Button>
      </form>
    </Dialog>
  );
}
