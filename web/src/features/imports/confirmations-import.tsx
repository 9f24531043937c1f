import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConfirmationsResult, confirmationsResult } from '#src/modules/imports/contract.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { randomKey } from '../../lib/random-key.ts';
import { OutcomeList } from '../writes/outcome-list.tsx';
import { reasonText } from '../writes/write-rows.ts';
import { DropZone } from './drop-zone.tsx';
import { type ImportTarget, uploadForm } from './import-target.ts';

/** A file of shipment confirmations: first what each line would do, then, on demand, done. */
export function ConfirmationsImport({ target }: { target: ImportTarget }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const known = 'account' in target;
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState('');
  const ask = (run: boolean) => (given: File) =>
    api(confirmationsResult, '/imports/confirmations', {
      query: { run },
      form: uploadForm(target, given),
      headers: run ? { 'idempotency-key': key } : {},
    });
  const preview = useMutation({ mutationFn: ask(false) });
  const run = useMutation({
    mutationFn: ask(true),
    onSuccess: ({ queued }) => {
      toast(t('imports.queued', { count: queued }));
      for (const name of ['writes', 'sync', 'imports']) void client.invalidateQueries({ queryKey: [name] });
    },
  });
  const result = run.data ?? preview.data;
  const ready = preview.data?.lines.filter((line) => line.outcome !== 'skip').length ?? 0;
  return (
    <Section title={t('imports.confirmations')}>
      <div className="flex flex-col gap-4">
        <DropZone
          label={t('imports.dropConfirmations')}
          hint={known ? t('imports.dropConfirmationsHint') : t('imports.noAccount')}
          busy={preview.isPending}
          disabled={!known}
          onFile={(given) => {
            setFile(given);
            setKey(randomKey());
            run.reset();
            preview.mutate(given);
          }}
        />
        {preview.error && <ProblemPanel error={preview.error} />}
        {run.error && <ProblemPanel error={run.error} />}
        {result && <OutcomeList rows={rowsOf(result, run.data !== undefined, (line) => t('imports.line', { line }))} />}
        {run.data && run.data.skipped > 0 && (
          <Button className="self-start" busy={run.isPending} onClick={() => file && run.mutate(file)}>
            {t('imports.againLeftOut', { count: run.data.skipped })}
          </Button>
        )}
        {preview.data && !run.data && (
          <Button
            kind="primary"
            className="self-start"
            disabled={ready === 0 || !file}
            busy={run.isPending}
            onClick={() => file && run.mutate(file)}
          >
            {t('imports.confirmAll', { count: ready })}
          </Button>
        )}
      </div>
    </Section>
  );
}

const rowsOf = (result: ConfirmationsResult, done: boolean, lineName: (line: number) => string) =>
  result.lines.map((line) => ({
    key: String(line.line),
    orderId: line.orderId ?? lineName(line.line),
    outcome: done && line.outcome !== 'skip' ? ('done' as const) : line.outcome,
    text: reasonText(line.reason),
    about: line.orderId ? lineName(line.line) : undefined,
  }));
