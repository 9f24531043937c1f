import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { stockResult } from '#src/modules/imports/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { api } from '../../lib/api.ts';
import { randomKey } from '../../lib/random-key.ts';
import { DropZone } from '../imports/drop-zone.tsx';
import { ImportOutcome } from '../imports/import-outcome.tsx';

/** Products and counts from a file. */
export function StockImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set('file', file);
      return api(stockResult, '/stock/import', { form, headers: { 'idempotency-key': randomKey() } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }),
  });
  return (
    <Dialog
      title={t('stock.import')}
      description={t('stock.importText')}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <div className="flex flex-col gap-4">
        <DropZone label={t('stock.dropFile')} hint={t('stock.dropFileHint')} busy={isPending} onFile={mutate} />
        {error && <ProblemPanel error={error} />}
        {data && (
          <ImportOutcome
            figures={(['lines', 'imported', 'updated', 'unchanged'] as const).map((name) => [name, data[name]])}
            rejected={data.rejected}
          />
        )}
      </div>
    </Dialog>
  );
}
