import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockResult } from '#src/modules/imports/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { api } from '../../lib/api.ts';
import { randomKey } from '../../lib/random-key.ts';
import { DropZone } from '../imports/drop-zone.tsx';
import { ImportOutcome } from '../imports/import-outcome.tsx';

const figures = ['lines', 'imported', 'updated', 'unchanged'] as const;

/** Products and counts from a file: first what it would do, then, on demand, done. */
export function StockImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState('');
  const ask = (run: boolean) => (given: File) => {
    const form = new FormData();
    form.set('file', given);
    return api(stockResult, '/stock/import', { query: { run }, form, headers: { 'idempotency-key': key || randomKey() } });
  };
  const preview = useMutation({ mutationFn: ask(false) });
  const run = useMutation({ mutationFn: ask(true), onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }) });
  const result = run.data ?? preview.data;
  const ready = preview.data ? preview.data.imported + preview.data.updated : 0;
  const error = preview.error ?? run.error;
  return (
    <Dialog
      title={t('stock.import')}
      description={t('stock.importText')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t(run.data ? 'common.close' : 'common.cancel')}</Button>
          {preview.data && !run.data && (
            <Button kind="primary" disabled={ready === 0} busy={run.isPending} onClick={() => file && run.mutate(file)}>
              {t('stock.takeIn', { count: ready })}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <DropZone
          label={t('stock.dropFile')}
          hint={t('stock.dropFileHint')}
          busy={preview.isPending}
          onFile={(given) => {
            setFile(given);
            setKey(randomKey());
            run.reset();
            preview.mutate(given);
          }}
        />
        {error && <ProblemPanel error={error} />}
        {result && (
          <>
            <p className="font-medium">{t(run.data ? 'stock.takenIn' : 'stock.wouldTake')}</p>
            <ImportOutcome figures={figures.map((name) => [name, result[name]])} rejected={result.rejected} />
          </>
        )}
      </div>
    </Dialog>
  );
}
