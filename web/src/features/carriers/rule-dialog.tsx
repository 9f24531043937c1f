import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChoiceRuleBody } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { draftOf, type RuleDraft, ruleOf } from './rule-draft.ts';

type Props = {
  rule: ChoiceRuleBody | undefined;
  currency: string;
  onSave: (rule: ChoiceRuleBody | null) => void;
  onClose: () => void;
};

/** One rule: for which parcels it holds, and which of the offers it takes. */
export function RuleDialog({ rule, currency, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(rule, currency));
  const made = ruleOf(draft);
  const put = (change: Partial<RuleDraft>) => setDraft({ ...draft, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (made) onSave(made);
  };
  const text = (name: 'gramsFrom' | 'gramsTo' | 'valueFrom' | 'valueTo' | 'places' | 'skus', hint?: string) => (
    <Field label={t(`carriers.rule.${name}`)} hint={hint}>
      {(attributes) => (
        <input
          {...attributes}
          className="field-box"
          inputMode={name === 'places' || name === 'skus' ? 'text' : 'decimal'}
          spellCheck={false}
          value={draft[name]}
          onChange={(event) => put({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      title={rule?.name ?? t('carriers.addRule')}
      onClose={onClose}
      footer={
        <>
          {rule && (
            <Button kind="danger" className="mr-auto" onClick={() => onSave(null)}>
              {t('carriers.remove')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="choice-rule" kind="primary" disabled={!made}>
            {t('carriers.keepRule')}
          </Button>
        </>
      }
    >
      <form id="choice-rule" className="flex flex-col gap-5" onSubmit={submit}>
        <Field label={t('carriers.rule.name')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              value={draft.name}
              maxLength={60}
              onChange={(event) => put({ name: event.target.value })}
            />
          )}
        </Field>
        <Group title={t('carriers.rule.when')}>
          <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
            {text('gramsFrom')}
            {text('gramsTo')}
            {text('places', t('carriers.rule.placesHint'))}
            {text('skus', t('carriers.rule.skusHint'))}
            {text('valueFrom')}
            {text('valueTo')}
            {(draft.valueFrom !== '' || draft.valueTo !== '') && (
              <Field label={t('carriers.rule.currency')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    className="field-box w-20"
                    maxLength={3}
                    value={draft.currency}
                    onChange={(event) => put({ currency: event.target.value.toUpperCase() })}
                  />
                )}
              </Field>
            )}
          </div>
          <Segmented
            label={t('carriers.rule.premium')}
            value={draft.premium}
            options={(['any', 'yes', 'no'] as const).map((value) => ({ value, label: t(`carriers.rule.premiums.${value}`) }))}
            onChange={(premium) => put({ premium })}
          />
        </Group>
        <Group title={t('carriers.rule.want')}>
          <Segmented
            label={t('carriers.rule.pick')}
            value={draft.pick}
            options={(['cheapest', 'fastest'] as const).map((value) => ({ value, label: t(`carriers.rule.picks.${value}`) }))}
            onChange={(pick) => put({ pick })}
          />
          {(['inTime', 'protected'] as const).map((name) => (
            <label key={name} className="flex items-center gap-2">
              <input type="checkbox" className="size-4" checked={draft[name]} onChange={(event) => put({ [name]: event.target.checked })} />
              {t(`carriers.rule.${name}`)}
            </label>
          ))}
          <Field label={t('carriers.rule.carriers')} hint={t('carriers.rule.carriersHint')}>
            {(attributes) => (
              <textarea
                {...attributes}
                className="field-box min-h-16"
                rows={2}
                spellCheck={false}
                value={draft.carriers}
                onChange={(event) => put({ carriers: event.target.value })}
              />
            )}
          </Field>
        </Group>
      </form>
    </Dialog>
  );
}

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <fieldset className="flex flex-col items-start gap-3 *:w-full [&>fieldset]:w-fit">
    <legend className="mb-2 font-semibold">{title}</legend>
    {children}
  </fieldset>
);
