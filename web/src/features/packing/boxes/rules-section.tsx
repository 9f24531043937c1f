import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSettings } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { Section } from '../../../components/page.tsx';
import { Select } from '../../../components/select.tsx';
import { ProblemText } from '../../people/problem-text.tsx';
import { useSetupChange } from './use-setup-change.ts';

const ticks = ['needsBox', 'needsPhoto', 'finishSingles'] as const;
const numbers = [
  ['tolerancePercent', 100],
  ['toleranceGrams', 10_000],
  ['lockMinutes', 1_440],
] as const;

/** How strict packing is, at all stations. */
export function RulesSection({ settings }: { settings: PackSettings }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(settings);
  const save = useSetupChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ path: '/settings', method: 'PUT', json: draft });
  };
  return (
    <Section title={t('boxes.rules')}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('boxes.weigh')}>
            {(attributes) => (
              <Select
                {...attributes}
                value={draft.weigh}
                options={(['always', 'compare', 'never'] as const).map((value) => ({ value, label: t(`boxes.weighs.${value}`) }))}
                onChange={(weigh) => setDraft({ ...draft, weigh: weigh as PackSettings['weigh'] })}
              />
            )}
          </Field>
          <Field label={t('boxes.label')}>
            {(attributes) => (
              <Select
                {...attributes}
                value={draft.label}
                options={(['rules', 'later'] as const).map((value) => ({ value, label: t(`boxes.labels.${value}`) }))}
                onChange={(label) => setDraft({ ...draft, label: label as PackSettings['label'] })}
              />
            )}
          </Field>
          {numbers.map(([name, most]) => (
            <Field key={name} label={t(`boxes.numbers.${name}`)}>
              {(attributes) => (
                <input
                  {...attributes}
                  type="number"
                  min={name === 'lockMinutes' ? 1 : 0}
                  max={most}
                  className="field-box"
                  value={draft[name]}
                  onChange={(event) => setDraft({ ...draft, [name]: Math.min(most, Math.max(0, Math.round(Number(event.target.value)))) })}
                />
              )}
            </Field>
          ))}
        </div>
        <p className="text-xs text-faint">{t('boxes.toleranceHint')}</p>
        {ticks.map((name) => (
          <label key={name} className="flex items-center gap-2">
            <input
              type="checkbox"
              className="size-4"
              checked={draft[name]}
              onChange={(event) => setDraft({ ...draft, [name]: event.target.checked })}
            />
            {t(`boxes.ticks.${name}`)}
          </label>
        ))}
        <ProblemText error={save.error} />
        <Button type="submit" kind="primary" className="self-start" busy={save.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Section>
  );
}
