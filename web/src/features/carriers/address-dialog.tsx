import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelSettingsBody } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';

export type FromAddress = NonNullable<LabelSettingsBody['shipFrom']['address']>;

const fields = [
  ['name', 50],
  ['company', 60],
  ['line1', 60],
  ['line2', 60],
  ['city', 30],
  ['region', 30],
  ['postalCode', 30],
  ['country', 2],
  ['phone', 20],
  ['email', 64],
] as const;
type Name = (typeof fields)[number][0];
type Draft = Record<Name, string>;
const needed: readonly Name[] = ['name', 'line1', 'city', 'postalCode', 'country'];

const draftOf = (address: FromAddress | undefined): Draft => ({
  name: address?.name ?? '',
  company: address?.company ?? '',
  line1: address?.lines[0] ?? '',
  line2: address?.lines[1] ?? '',
  city: address?.city ?? '',
  region: address?.region ?? '',
  postalCode: address?.postalCode ?? '',
  country: address?.country ?? '',
  phone: address?.phone ?? '',
  email: address?.email ?? '',
});

function addressOf(draft: Draft): FromAddress {
  const said = (name: Name) => draft[name].trim() || undefined;
  return {
    name: draft.name.trim(),
    company: said('company'),
    lines: [draft.line1, draft.line2].map((line) => line.trim()).filter(Boolean),
    city: draft.city.trim(),
    region: said('region'),
    postalCode: draft.postalCode.trim(),
    country: draft.country.trim().toUpperCase(),
    phone: said('phone'),
    email: said('email'),
  };
}

type Props = {
  title: string;
  address: FromAddress | undefined;
  busy: boolean;
  error: unknown;
  onSave: (address: FromAddress) => void;
  onRemove: (() => void) | undefined;
  onClose: () => void;
};

/** The address that stands on labels as that of the sender. */
export function AddressDialog({ title, address, busy, error, onSave, onRemove, onClose }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(address));
  const isReady = needed.every((name) => draft[name].trim() !== '') && /^[A-Za-z]{2}$/.test(draft.country.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onSave(addressOf(draft));
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          {onRemove && (
            <Button kind="danger" className="mr-auto" busy={busy} onClick={onRemove}>
              {t('carriers.sameAsAll')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="from-address" kind="primary" disabled={!isReady} busy={busy}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form id="from-address" className="grid gap-x-4 gap-y-3 sm:grid-cols-2" onSubmit={submit}>
        {fields.map(([name, most]) => (
          <Field key={name} label={t(`carriers.address.${name}`)}>
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                required={needed.includes(name)}
                maxLength={most}
                value={draft[name]}
                onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </form>
      {error !== null && error !== undefined && <ProblemPanel error={error} />}
    </Dialog>
  );
}
