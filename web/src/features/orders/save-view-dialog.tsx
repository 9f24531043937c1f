import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useSaveView } from '../search/saved-views.ts';

type Props = { body: { query: string; columns: unknown }; onClose: () => void; onSaved: (view: { id: string }) => void };

/** Names the present state of the grid. */
export function SaveViewDialog({ body, onClose, onSaved }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useSaveView();
  const submit = () => save.mutate({ body: { ...body, name: name.trim(), shared } }, { onSuccess: onSaved });
  return (
    <Dialog
      title={t('views.saveAs')}
      description={t('views.saveAsText')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={name.trim() === ''} busy={save.isPending} onClick={submit}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) submit();
        }}
      >
        <Field label={t('views.name')} error={save.error?.message}>
          {(attributes) => (
            <input {...attributes} className="field-box" value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <label className="flex items-center gap-2">
          <input type="checkbox" className="size-4" checked={shared} onChange={(event) => setShared(event.target.checked)} />
          {t('views.shareWithAll')}
        </label>
      </form>
    </Dialog>
  );
}
