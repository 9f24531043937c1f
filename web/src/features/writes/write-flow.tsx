import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WriteRequest, WriteResult } from '#src/modules/writes/contract.ts';
import { Bar } from '../../components/bar.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { randomKey } from '../../lib/random-key.ts';
import { OutcomeList } from './outcome-list.tsx';
import { askPreview, askWrite, progressQuery } from './write-queries.ts';
import { reasonText, resultRows, withoutOrders } from './write-rows.ts';

type Props = {
  title: string;
  description?: string | undefined;
  /** The form; what it asks for is `request`, or `null` while it is not complete. */
  form: ReactNode;
  request: WriteRequest | null;
  runLabel: string;
  danger?: boolean;
  /** Asks for the number of orders to be typed before it runs. */
  typedCount?: boolean;
  onClose: () => void;
};

/** Every change at Amazon goes the same way: form → what will happen to each order → sent → how it went. */
export function WriteFlow({ title, description, form, request, runLabel, danger = false, typedCount = false, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [key] = useState(randomKey);
  const [step, setStep] = useState<'form' | 'preview' | 'result'>('form');
  const [warned, setWarned] = useState(true);
  const [typed, setTyped] = useState('');
  const preview = useMutation({ mutationFn: askPreview, onSuccess: () => setStep('preview') });
  const rows = preview.data?.rows ?? [];
  const chosen =
    request && !warned
      ? withoutOrders(
          request,
          rows.filter((row) => row.outcome === 'warning'),
        )
      : request;
  const run = useMutation({
    mutationFn: (asked: WriteRequest) => askWrite(asked, key),
    onSuccess: () => setStep('result'),
    onSettled: () => {
      for (const name of ['writes', 'sync', 'order']) void client.invalidateQueries({ queryKey: [name] });
    },
  });
  const { will = 0, warnings = 0 } = preview.data ?? {};
  const count = will + (warned ? warnings : 0);
  const ready = count > 0 && chosen !== null && (!typedCount || count === 1 || typed.trim() === String(count));

  const footer = {
    form: (
      <>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button kind="primary" disabled={!request} busy={preview.isPending} onClick={() => request && preview.mutate(request)}>
          {t('flow.preview')}
        </Button>
      </>
    ),
    preview: (
      <>
        <Button onClick={() => setStep('form')}>{t('common.back')}</Button>
        <Button kind={danger ? 'danger' : 'primary'} disabled={!ready} busy={run.isPending} onClick={() => chosen && run.mutate(chosen)}>
          {runLabel} {count > 0 && `(${count})`}
        </Button>
      </>
    ),
    result: (
      <Button kind="primary" onClick={onClose}>
        {t('common.done')}
      </Button>
    ),
  };
  return (
    <Dialog title={title} description={step === 'form' ? description : undefined} wide onClose={onClose} footer={footer[step]}>
      {step === 'form' && (
        <>
          {form}
          {preview.error && <ProblemPanel error={preview.error} />}
        </>
      )}
      {step === 'preview' && (
        <div className="flex flex-col gap-4">
          <OutcomeList
            rows={rows.map((row, index) => ({
              key: `${row.orderId} ${index}`,
              orderId: row.orderId,
              outcome: row.outcome,
              text: reasonText(row.reason),
            }))}
          />
          {warnings > 0 && (
            <label className="flex items-center gap-2">
              <input type="checkbox" className="size-4" checked={warned} onChange={(event) => setWarned(event.target.checked)} />
              {t('flow.withWarnings', { count: warnings })}
            </label>
          )}
          {typedCount && count > 1 && (
            <label className="flex flex-wrap items-center gap-2">
              {t('flow.typeCount', { count })}
              <input className="field-box w-24" inputMode="numeric" value={typed} onChange={(event) => setTyped(event.target.value)} />
            </label>
          )}
          {run.error && <ProblemPanel error={run.error} />}
        </div>
      )}
      {step === 'result' && run.data && <Result result={run.data} />}
    </Dialog>
  );
}

/** The writes as they go on: queued, sent, verified or refused, without a need to wait for it. */
function Result({ result }: { result: WriteResult }) {
  const { t } = useTranslation();
  const { data: progress } = useQuery({ ...progressQuery(result), refetchInterval: 3_000 });
  const rows = resultRows(result, progress);
  const settled = rows.filter((row) => row.outcome === 'done' || row.outcome === 'failed').length;
  return (
    <div className="flex flex-col gap-4">
      {result.queued > 0 && (
        <div>
          <p className="mb-1.5 text-soft">{t('flow.progress', { settled, count: result.queued })}</p>
          <Bar
            kind="progressbar"
            label={t('flow.progress', { settled, count: result.queued })}
            value={settled}
            max={result.queued}
            tone="good"
          />
          <p className="mt-1.5 text-xs text-faint">{t('flow.background')}</p>
        </div>
      )}
      <OutcomeList rows={rows} />
    </div>
  );
}
