import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackOrder } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import type { StationDesk } from '../station/station-desk.ts';

type Props = { desk: StationDesk; order: PackOrder | null; onClose: () => void };

/** What cannot be scanned is typed: an order, an item, and the serial number or Transparency code that is wanted now. */
export function CodeDialog({ desk, order, onClose }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const serial = order?.items.find(({ needs }) => needs.serialsMissing > 0);
  const transparency = serial ? undefined : order?.items.find(({ needs }) => needs.transparencyMissing > 0);
  const wanted = serial ?? transparency;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = code.trim();
    if (typed === '') return;
    if (serial) desk.act({ act: 'serial', itemId: serial.itemId, code: typed });
    else if (transparency) desk.act({ act: 'transparency', itemId: transparency.itemId, code: typed });
    else desk.scan(typed);
    onClose();
  };
  const kind = serial ? 'serial' : transparency ? 'transparency' : 'any';
  return (
    <Dialog title={t(`pack.typeCode.${kind}`)} description={wanted?.title} onClose={onClose}>
      <form className="flex flex-col gap-4 text-base" onSubmit={submit}>
        <Field label={t('pack.code')} hint={t(`pack.typeCodeHint.${kind}`)}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box h-14 text-2xl"
              value={code}
              maxLength={wanted ? 80 : 200}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" kind="primary" className="h-12 text-lg!" disabled={code.trim() === ''}>
          {t('pack.take')}
        </Button>
      </form>
    </Dialog>
  );
}
