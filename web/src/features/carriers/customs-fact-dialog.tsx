import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomsFactBody } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';

const fields = ['sku', 'hsCode', 'origin', 'description', 'grams', 'value', 'currency'] as const;
type Draft = Record<(typeof fields)[number], string>;

const draftOf = (fact: CustomsFactBody | undefined): Draft => ({
  sku: fact?.sku ?? '',
  hsCode: fact?.hsCode ?? '',
  origin: fact?.origin ?? '',
  description: fact?.description ?? '',
  grams: fact?.grams?.toString() ?? '',
  value: fact?.value?.amount ?? '',
  currency: fact?.value?.currency ?? 'USD',
});

const orNull = (text: string): string | null => text.trim() || null;

/** What cannot be read is left to the desk, which says what would be right. */
function factOf(draft: Draft): CustomsFactBody {
  const grams = orNull(draft.grams);
  const amount = orNull(draft.value)?.replace(',', '.');
  return {
    sku: draft.sku.trim(),
    hsCode: orNull(draft.hsCode.replaceAll(/[.\s]/g, '')),
    origin: orNull(draft.origin.toUpperCase()),
    description: orNull(draft.description),
    value: amount === undefined ? null : { amount, currency: draft.currency.trim().toUpperCase() },
    grams: grams === null ? null : Number(grams),
  };
}

type Props = {
  fact: CustomsFactBody | undefined;
  busy: boolean;
  error: unknown;
  onSave: (fact: CustomsFactBody) => void;
  onClose: () => void;
};

/** What customs wants to know of one SKU. */
export function CustomsFactDialog({ fact, busy, error, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(fact));
  const hints: Partial<Record<keyof Draft, string>> = {
    hsCode: t('carriers.customs.hsCodeHint'),
    origin: t('carriers.customs.originHint'),
    description: t('carriers.customs.descriptionHint'),
    value: t('carriers.customs.valueHint'),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.sku.trim() !== '') onSave(factOf(draft));
  };
  const nothing = { sku: draft.sku, hsCode: null, origin: null, description: null, value: null, grams: null };
  return (
    <Dialog
      title={fact?.sku ?? t('carriers.customs.add')}
      onClose={onClose}
      footer={
        <>
          {fact && (
            <Button kind="danger" className="mr-auto" busy={busy} onClick={() => onSave(nothing)}>
              {t('carriers.remove')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="customs-fact" kind="primary" busy={busy} disabled={draft.sku.trim() === ''}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form id="customs-fact" className="grid gap-x-4 gap-y-3 sm:grid-cols-2" onSubmit={submit}>
        {fields
          .filter((name) => (name !== 'sku' || !fact) && (name !== 'currency' || draft.value.trim() !== ''))
          .map((name) => (
            <Field key={name} label={t(`carriers.customs.${name}`)} hint={hints[name]}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="field-box"
                  inputMode={name === 'grams' || name === 'hsCode' ? 'numeric' : name === 'value' ? 'decimal' : 'text'}
                  spellCheck={name === 'description'}
                  maxLength={name === 'description' ? 100 : name === 'sku' ? 60 : 15}
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
