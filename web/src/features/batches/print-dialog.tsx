import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download, ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BatchView, type PrintSort, printSorts } from '#src/modules/batches/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { makeStack, stackFile } from './batch-queries.ts';

const slipPapers = ['4x6', 'A4', 'Letter'] as const;
type Made = { url: string; name: string };

/** Prints the labels as one stack in the order that the floor works in; or a part of a stack again, after a paper jam. */
export function PrintDialog({ batch, onClose }: { batch: BatchView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const zone = useZone();
  const { batchId, runs } = batch;
  const [way, setWay] = useState<'stack' | 'again'>('stack');
  const [sort, setSort] = useState<PrintSort>('given');
  const [which, setWhich] = useState<'new' | 'all'>('new');
  const [slip, setSlip] = useState<'' | '4x6' | 'A4' | 'Letter'>('');
  const [run, setRun] = useState(String(runs[0]?.run ?? ''));
  const [from, setFrom] = useState('1');
  const [to, setTo] = useState('');
  const [file, setFile] = useState<Made | null>(null);
  const labels = runs.find((each) => String(each.run) === run)?.labels ?? 0;
  const part = { from: Number(from) || 1, to: Number(to) || labels };
  const make = useMutation({
    mutationFn: async (): Promise<Made> => {
      const stack = way === 'stack' ? (await makeStack(batchId, { sort, which })).run : Number(run);
      const blob = await stackFile(batchId, stack, { ...(way === 'stack' ? {} : part), ...(slip === '' ? {} : { slip }) });
      return { url: URL.createObjectURL(blob), name: `batch-${batchId}-${stack}.${blob.type === 'application/zpl' ? 'zpl' : 'pdf'}` };
    },
    onSuccess: setFile,
    onSettled: () => void client.invalidateQueries({ queryKey: ['batches'] }),
  });
  useEffect(() => {
    if (file === null) return;
    return () => {
      // The new tab needs a moment to load it.
      setTimeout(() => URL.revokeObjectURL(file.url), 60_000);
    };
  }, [file]);

  return (
    <Dialog
      title={t('batches.printTitle')}
      description={t('batches.logged')}
      onClose={onClose}
      footer={
        file ? (
          <>
            <a className={buttonLook()} href={file.url} download={file.name}>
              <Download aria-hidden size={15} />
              {t('slips.download')}
            </a>
            <a className={buttonLook({ kind: 'primary' })} href={file.url} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden size={15} />
              {t('batches.open')}
            </a>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="primary" busy={make.isPending} onClick={() => make.mutate()}>
              {t('batches.printRun')}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {runs.length > 0 && !file && (
          <Segmented
            label={t('batches.printWay')}
            value={way}
            options={(['stack', 'again'] as const).map((value) => ({ value, label: t(`batches.printWays.${value}`) }))}
            onChange={setWay}
          />
        )}
        {file ? (
          <p>{t('batches.printed')}</p>
        ) : way === 'stack' ? (
          <>
            <Field label={t('batches.sort')}>
              {(attributes) => (
                <Select
                  {...attributes}
                  value={sort}
                  options={printSorts.map((value) => ({ value, label: t(`batches.sorts.${value}`) }))}
                  onChange={(value) => setSort(printSorts.find((each) => each === value) ?? 'given')}
                />
              )}
            </Field>
            <Segmented
              label={t('batches.which')}
              value={which}
              options={(['new', 'all'] as const).map((value) => ({ value, label: t(`batches.whichOnes.${value}`) }))}
              onChange={setWhich}
            />
          </>
        ) : (
          <>
            <Field label={t('batches.stack')}>
              {(attributes) => (
                <Select
                  {...attributes}
                  value={run}
                  options={runs.map((each) => ({
                    value: String(each.run),
                    label: t('batches.stackOf', { count: each.labels, at: formatTime(each.madeAt, 'dayTime', zone), person: each.madeBy }),
                  }))}
                  onChange={setRun}
                />
              )}
            </Field>
            <div className="flex gap-3">
              <Field label={t('batches.from')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    className="field-box w-24"
                    inputMode="numeric"
                    value={from}
                    onChange={(event) => setFrom(event.target.value)}
                  />
                )}
              </Field>
              <Field label={t('batches.to')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    className="field-box w-24"
                    inputMode="numeric"
                    placeholder={String(labels)}
                    value={to}
                    onChange={(event) => setTo(event.target.value)}
                  />
                )}
              </Field>
            </div>
            <p className="text-xs text-faint">{t('batches.placesHint')}</p>
          </>
        )}
        {!file && (
          <Field label={t('batches.slips')}>
            {(attributes) => (
              <Select
                {...attributes}
                value={slip}
                options={[
                  { value: '', label: t('batches.noSlips') },
                  ...slipPapers.map((paper) => ({ value: paper, label: t('batches.slipOn', { paper: t(`slips.papers.${paper}`) }) })),
                ]}
                onChange={(value) => setSlip(slipPapers.find((each) => each === value) ?? '')}
              />
            )}
          </Field>
        )}
        {make.error && <ProblemPanel error={make.error} />}
      </div>
    </Dialog>
  );
}
