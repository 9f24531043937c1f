import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, Download, MoreHorizontal, Pause, Play, Printer, RefreshCw, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchView } from '#src/modules/batches/contract.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { toast } from '../../components/toasts.tsx';
import { apiUrl } from '../../lib/api.ts';
import { useMay } from '../accounts/session.ts';
import { changeRows, pauseBatch, retryBatch } from './batch-queries.ts';
import { CancelDialog, GiveBackDialog } from './end-dialogs.tsx';
import { PrintDialog } from './print-dialog.tsx';

/** What can be done with a batch as a whole. */
export function BatchActions({ batch }: { batch: BatchView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayPrint = useMay('orders.personal');
  const [dialog, setDialog] = useState<'print' | 'cancel' | 'void' | null>(null);
  const { batchId, counts, paused, state } = batch;
  const of = (phase: keyof typeof counts) => counts[phase] ?? 0;
  const again = () => void client.invalidateQueries({ queryKey: ['batches'] });
  const pause = useMutation({ mutationFn: () => pauseBatch(batchId, !paused), onSettled: again });
  const retry = useMutation({ mutationFn: (which: 'skipped' | 'voided') => retryBatch(batchId, which), onSettled: again });
  const refresh = useMutation({
    mutationFn: () => changeRows(batchId, { refresh: 'all' }),
    onSuccess: ({ changed }) => toast(t('batches.refreshed', { count: changed })),
    onSettled: again,
  });
  const open = of('waiting') + of('ready') + of('skipped') + of('wanted') + of('refused');
  const isOver = state === 'cancelled';
  return (
    <>
      {of('wanted') > 0 && !isOver && (
        <Button busy={pause.isPending} onClick={() => pause.mutate()}>
          {paused ? <Play aria-hidden size={14} /> : <Pause aria-hidden size={14} />}
          {t(paused ? 'batches.goOn' : 'batches.pause')}
        </Button>
      )}
      {of('bought') > 0 && mayPrint && (
        <Button kind={of('ready') > 0 ? 'plain' : 'primary'} onClick={() => setDialog('print')}>
          <Printer aria-hidden size={14} />
          {t('batches.print')}
        </Button>
      )}
      <Menu
        trigger={
          <IconButton kind="plain" label={t('common.more')}>
            <MoreHorizontal size={16} />
          </IconButton>
        }
      >
        <MenuItem icon={<Download size={14} />} onSelect={() => window.open(apiUrl(`/batches/${batchId}/rows.csv`), '_self')}>
          {t('batches.csv')}
        </MenuItem>
        {!isOver && of('ready') > 0 && (
          <MenuItem icon={<RefreshCw size={14} />} onSelect={() => refresh.mutate()}>
            {t('batches.refresh')}
          </MenuItem>
        )}
        {!isOver && of('skipped') > 0 && (
          <MenuItem icon={<RefreshCw size={14} />} onSelect={() => retry.mutate('skipped')}>
            {t('batches.checkSkipped', { count: of('skipped') })}
          </MenuItem>
        )}
        {!isOver && of('voided') > 0 && (
          <MenuItem icon={<RefreshCw size={14} />} onSelect={() => retry.mutate('voided')}>
            {t('batches.checkVoided', { count: of('voided') })}
          </MenuItem>
        )}
        {of('bought') > 0 && (
          <MenuItem icon={<Undo2 size={14} />} danger onSelect={() => setDialog('void')}>
            {t('batches.giveBack')}
          </MenuItem>
        )}
        {!isOver && open > 0 && (
          <MenuItem icon={<Ban size={14} />} danger onSelect={() => setDialog('cancel')}>
            {t('batches.cancel')}
          </MenuItem>
        )}
      </Menu>
      {dialog === 'print' && <PrintDialog batch={batch} onClose={() => setDialog(null)} />}
      {dialog === 'void' && <GiveBackDialog batch={batch} onClose={() => setDialog(null)} />}
      {dialog === 'cancel' && <CancelDialog batch={batch} open={open} onClose={() => setDialog(null)} />}
    </>
  );
}
