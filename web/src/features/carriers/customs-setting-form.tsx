import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomsSettingBody } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';

type Setting = NonNullable<CustomsSettingBody>;

const first: Setting = { contents: 'merchandise', signer: '', ifUndelivered: 'return', duties: 'dap' };
const contents = ['merchandise', 'gift', 'documents', 'sample', 'returned_goods'] as const;

type Props = { setting: CustomsSettingBody; busy: boolean; onSave: (setting: CustomsSettingBody) => void };

/** What a declaration says of every parcel; switched off where nothing is sent abroad. */
export function CustomsSettingForm({ setting, busy, onSave }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Setting | null>(setting);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(setting);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!draft || draft.signer.trim() !== '') onSave(draft && { ...draft, signer: draft.signer.trim() });
  };
  return (
    <form className="flex flex-col gap-4 px-4 py-3" onSubmit={submit}>
      <p className="text-soft">{t('carriers.customs.text')}</p>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4"
          checked={draft !== null}
          onChange={(event) => setDraft(event.target.checked ? (setting ?? first) : null)}
        />
        {t('carriers.customs.abroad')}
      </label>
      {draft && (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('carriers.customs.signer')} hint={t('carriers.customs.signerHint')}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="field-box"
                  value={draft.signer}
                  maxLength={100}
                  onChange={(event) => setDraft({ ...draft, signer: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('carriers.customs.contents')}>
              {(attributes) => (
                <Select
                  {...attributes}
                  value={draft.contents}
                  options={contents.map((value) => ({ value, label: t(`carriers.customs.contentKinds.${value}`) }))}
                  onChange={(value) => setDraft({ ...draft, contents: contents.find((each) => each === value) ?? 'merchandise' })}
                />
              )}
            </Field>
            <Field label={t('carriers.customs.ifUndelivered')}>
              {(attributes) => (
                <Select
                  {...attributes}
                  value={draft.ifUndelivered}
                  options={(['return', 'abandon'] as const).map((value) => ({ value, label: t(`carriers.customs.undelivered.${value}`) }))}
                  onChange={(value) => setDraft({ ...draft, ifUndelivered: value === 'abandon' ? 'abandon' : 'return' })}
                />
              )}
            </Field>
            <Field label={t('carriers.customs.duties')}>
              {(attributes) => (
                <Select
                  {...attributes}
                  value={draft.duties}
                  options={(['dap', 'ddp'] as const).map((value) => ({ value, label: t(`carriers.customs.dutyKinds.${value}`) }))}
                  onChange={(value) => setDraft({ ...draft, duties: value === 'ddp' ? 'ddp' : 'dap' })}
                />
              )}
            </Field>
          </div>
          <p className="text-xs text-faint">{t('carriers.customs.iossNote')}</p>
        </>
      )}
      {isChanged && (
        <div>
          <Button type="submit" kind="primary" busy={busy} disabled={draft !== null && draft.signer.trim() === ''}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </form>
  );
}
