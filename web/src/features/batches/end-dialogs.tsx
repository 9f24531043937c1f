import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchView } from '#src/modules/batches/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { OutcomeList } from '../writes/outcome-list.tsx';
import { cancelBatch, giveBack } from './batch-queries.ts';

type Props = { batch: BatchView; onClose: () => void };

/** Drops what is not bought; what is bought stays. */
export function CancelDialog({ batch: { batchId, counts }, open, onClose }: Props & { open: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: () => cancelBatch(batchId),
    onSuccess: onClose,
    onSettled: () => void client.invalidateQueries({ queryKey: ['batches'] }),
  });
  const kept = (counts.bought ?? 0) + (counts.buying ?? 0) + (counts.unsure ?? 0);
  return (
    <Dialog
      title={t('batches.cancelTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.back')}</Button>
          <Button kind="danger" busy={run.isPending} onClick={() => run.mutate()}>
            {t('batches.cancelRun', { count: open })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{kept > 0 ? t('batches.cancelKept', { count: kept }) : t('batches.cancelText')}</p>
        {run.error && <ProblemPanel error={run.error} />}
      </div>
    </Dialog>
  );
}

/** Gives unused labels back; printed ones only when that is said. */
export function GiveBackDialog({ batch: { batchId }, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [printedToo, setPrintedToo] = useState(false);
  const run = useMutation({
    mutationFn: () => giveBack(batchId, printedToo),
    onSuccess: ({ asked, refused }) => {
      if (refused.length > 0) return;
      toast(t('batches.givenBack', { count: asked }));
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['batches'] }),
  });
  return (
    <Dialog
      title={t('batches.giveBackTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t(run.data ? 'common.close' : 'common.back')}</Button>
          {!run.data && (
            <Button kind="danger" busy={run.isPending} onClick={() => run.mutate()}>
              {t('batches.giveBackRun')}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {run.data ? (
          <OutcomeList
            rows={run.data.refused.map(({ accountId, orderId, reason }) => ({
              key: `${accountId}/${orderId}`,
              orderId,
              outcome: 'failed',
              text: reason,
            }))}
          />
        ) : (
          <>
            <p>{t('batches.giveBackText')}</p>
            <label className="flex items-center gap-2">
              <input type="checkbox" className="size-4" checked={printedToo} onChange={(event) => setPrintedToo(event.target.checked)} />
              {t('batches.printedToo')}
            </label>
          </>
        )}
        {run.error && <ProblemPanel error={run.error} />}
      </div>
    </Dialog>
  );
}
