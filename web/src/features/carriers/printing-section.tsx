import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelSettingsBody } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import { toast } from '../../components/toasts.tsx';
import { testPrinter, useSaveSettings } from './carrier-queries.ts';

const formats = ['pdf', 'png', 'zpl203', 'zpl300'] as const;

/** The format of labels, the printer on the network, and a trial on it. */
export function PrintingSection({ accountId, settings }: { accountId: string; settings: LabelSettingsBody }) {
  const { t } = useTranslation();
  const save = useSaveSettings(accountId, settings);
  const [printer, setPrinter] = useState(settings.printer ?? '');
  const trial = useMutation({
    mutationFn: () => testPrinter(accountId),
    onSuccess: () => toast(t('carriers.trialSent')),
    onError: (error) => toast(error.message, 'bad'),
  });
  const isChanged = printer.trim() !== (settings.printer ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ printer: printer.trim() === '' ? null : printer.trim() });
  };
  return (
    <Section title={t('carriers.printing')}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t('labels.format')} hint={t('carriers.formatHint')}>
          {(attributes) => (
            <Select
              {...attributes}
              className="max-w-64"
              value={settings.format}
              options={formats.map((value) => ({ value, label: t(`labels.formats.${value}`) }))}
              onChange={(value) => save.mutate({ format: formats.find((each) => each === value) ?? 'pdf' })}
            />
          )}
        </Field>
        <Field label={t('carriers.printer')} hint={t('carriers.printerHint')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box max-w-sm font-mono"
              placeholder="192.168.1.40:9100"
              spellCheck={false}
              value={printer}
              maxLength={105}
              onChange={(event) => setPrinter(event.target.value)}
            />
          )}
        </Field>
        {save.error && <ProblemPanel error={save.error} />}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" disabled={!isChanged} busy={save.isPending}>
            {t('common.save')}
          </Button>
          <Button kind="quiet" busy={trial.isPending} disabled={isChanged || settings.printer === null} onClick={() => trial.mutate()}>
            {t('carriers.testPrinter')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
