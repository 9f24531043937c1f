import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { DropZone } from '../imports/drop-zone.tsx';
import { ImportOutcome } from '../imports/import-outcome.tsx';
import { customsQuery, importCustoms } from './carrier-queries.ts';

/** Customs facts of many SKUs from a file. */
export function CustomsImportDialog({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (file: File) => importCustoms(accountId, file),
    onSettled: () => client.invalidateQueries({ queryKey: customsQuery(accountId).queryKey }),
  });
  return (
    <Dialog
      title={t('carriers.customs.import')}
      description={t('carriers.customs.importText')}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <div className="flex flex-col gap-4">
        <DropZone label={t('carriers.customs.drop')} hint={t('carriers.customs.dropHint')} busy={isPending} onFile={mutate} />
        {error && <ProblemPanel error={error} />}
        {data && <ImportOutcome figures={(['lines', 'imported'] as const).map((name) => [name, data[name]])} rejected={data.rejected} />}
      </div>
    </Dialog>
  );
}
