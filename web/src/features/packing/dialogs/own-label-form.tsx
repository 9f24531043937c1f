import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';

type Own = { carrier: string; service: string; tracking: string };

/** A label that was bought elsewhere: carrier and tracking number, by hand or by scanning the label. */
export function OwnLabelForm({ busy, onSubmit }: { busy: boolean; onSubmit: (own: Own) => void }) {
  const { t } = useTranslation();
  const [own, setOwn] = useState<Own>({ carrier: '', service: '', tracking: '' });
  const isReady = own.carrier.trim() !== '' && own.tracking.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onSubmit({ carrier: own.carrier.trim(), service: own.service.trim(), tracking: own.tracking.trim() });
  };
  const field = (name: keyof Own) => (
    <Field label={t(`pack.own.${name}`)}>
      {(attributes) => (
        <input
          {...attributes}
          {...(name === 'tracking' ? { 'data-scans': '' } : {})}
          className="field-box h-11 text-lg"
          maxLength={60}
          autoComplete="off"
          value={own[name]}
          onChange={(event) => setOwn({ ...own, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form className="flex flex-col gap-3 border-t pt-4" onSubmit={submit}>
      <h3 className="text-lg font-semibold">{t('pack.ownLabel')}</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        {field('carrier')}
        {field('service')}
      </div>
      {field('tracking')}
      <Button type="submit" className="h-11 self-start text-base!" disabled={!isReady} busy={busy}>
        {t('pack.takeOwn')}
      </Button>
    </form>
  );
}
