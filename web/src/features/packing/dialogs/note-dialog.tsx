import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackOrder } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import type { StationDesk } from '../station/station-desk.ts';

/** A remark kept with the parcel. */
export function NoteDialog({ desk, order, onClose }: { desk: StationDesk; order: PackOrder; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(order.parcel.note);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    desk.act({ act: 'note', text: text.trim() });
    onClose();
  };
  return (
    <Dialog title={t('pack.note')} onClose={onClose}>
      <form className="flex flex-col gap-4 text-base" onSubmit={submit}>
        <Field label={t('pack.noteLabel')} hint={t('pack.noteHint')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box h-12 text-lg"
              value={text}
              maxLength={500}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" kind="primary" className="h-12 text-lg!">
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  );
}
