import { useMutation } from '@tanstack/react-query';
import { Download, ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonLook } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { apiFile } from '../../lib/api.ts';
import { papers, setPreferences, usePreferences } from '../../lib/preferences.ts';
import type { ActionTarget } from './action-store.ts';
import { OutcomeList, type OutcomeRow } from './outcome-list.tsx';

/** Packing slips of the chosen orders as one PDF. */
export function SlipsDialog({ targets, onClose }: { targets: readonly ActionTarget[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { paper } = usePreferences();
  const [file, setFile] = useState<string | null>(null);
  const rows = targets.map(
    (target): OutcomeRow => ({ key: `${target.accountId}/${target.orderId}`, orderId: target.orderId, ...ruling(target.status) }),
  );
  const wanted = targets.filter((_, index) => rows[index]?.outcome !== 'skip');
  const make = useMutation({
    mutationFn: () => apiFile('/slips', { json: { orders: wanted.map(({ accountId, orderId }) => ({ accountId, orderId })), paper } }),
    onSuccess: (blob) => {
      const url = URL.createObjectURL(blob);
      setFile(url);
      window.open(url, '_blank', 'noopener');
    },
  });
  useEffect(() => {
    if (file === null) return;
    return () => {
      // The new tab needs a moment to load it.
      setTimeout(() => URL.revokeObjectURL(file), 60_000);
    };
  }, [file]);

  function ruling(status: string): Pick<OutcomeRow, 'outcome' | 'text'> {
    if (status === 'pending' || status === 'pending_availability') return { outcome: 'skip', text: t('slips.pending') };
    if (status === 'cancelled') return { outcome: 'warning', text: t('slips.cancelled') };
    if (status === 'shipped') return { outcome: 'will', text: t('slips.shipped') };
    return { outcome: 'will', text: t('slips.will') };
  }

  return (
    <Dialog
      title={t('actions.slips.title', { count: targets.length })}
      description={t('slips.logged')}
      onClose={onClose}
      footer={
        file ? (
          <>
            <a className={buttonLook()} href={file} download="packing-slips.pdf">
              <Download aria-hidden size={15} />
              {t('slips.download')}
            </a>
            <a className={buttonLook({ kind: 'primary' })} href={file} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden size={15} />
              {t('slips.open')}
            </a>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="primary" disabled={wanted.length === 0} busy={make.isPending} onClick={() => make.mutate()}>
              {t('slips.make', { count: wanted.length })}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <div className="flex items-center gap-3">
          <span className="font-medium">{t('slips.paper')}</span>
          <Segmented
            label={t('slips.paper')}
            value={paper}
            options={papers.map((value) => ({ value, label: t(`slips.papers.${value}`) }))}
            onChange={(next) => setPreferences({ paper: next })}
          />
        </div>
        {make.error && <ProblemPanel error={make.error} onRetry={() => make.mutate()} />}
        <OutcomeList rows={rows} />
      </div>
    </Dialog>
  );
}
