import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchRow, ChangeBody } from '#src/modules/batches/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { formatMoney } from '../../lib/format-money.ts';
import { labelSettingsQuery } from '../labels/label-queries.ts';
import { serviceName } from '../labels/label-words.ts';
import { draftOf, emptyDraft, ParcelFields, parcelOf } from '../labels/parcel-fields.tsx';
import { changeRows, rowOffersQuery } from './batch-queries.ts';

type Props = { batchId: string; rows: readonly BatchRow[]; onClose: () => void };

/** Another service or another parcel for the chosen rows; a new parcel has the rates asked for again. */
export function ChangeDialog({ batchId, rows, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [first] = rows;
  const hasOffers = first?.phase === 'ready' || first?.phase === 'skipped';
  const [way, setWay] = useState<'service' | 'parcel'>(hasOffers ? 'service' : 'parcel');
  const [draft, setDraft] = useState(first?.parcel ? draftOf(first.parcel) : emptyDraft);
  const [picked, setPicked] = useState<number | null>(null);
  const offers = useQuery({
    ...rowOffersQuery(batchId, first ?? { accountId: '', orderId: '' }),
    enabled: first !== undefined && way === 'service',
  });
  const { data: settings } = useQuery({ ...labelSettingsQuery(first?.accountId ?? ''), enabled: first !== undefined && way === 'parcel' });
  const presets = settings?.settings.presets ?? [];
  const list = offers.data?.offers ?? [];
  const now = list.findIndex(({ chosen }) => chosen);
  const offer = list[picked ?? now];
  const parcel = parcelOf(draft);
  const orders = rows.map(({ accountId, orderId }) => ({ accountId, orderId }));
  const change: ChangeBody | undefined =
    way === 'parcel'
      ? parcel && { orders, parcel }
      : picked !== null && offer
        ? { orders, service: { carrier: offer.carrier, service: offer.service } }
        : undefined;
  const run = useMutation({
    mutationFn: (body: ChangeBody) => changeRows(batchId, body),
    onSuccess: ({ changed, unchanged }) => {
      toast(unchanged > 0 ? t('batches.changedSome', { changed, unchanged }) : t('batches.changed', { count: changed }));
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['batches'] }),
  });
  return (
    <Dialog
      title={t('batches.changeTitle', { count: rows.length })}
      description={rows.length === 1 ? first?.orderId : undefined}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={!change} busy={run.isPending} onClick={() => change && run.mutate(change)}>
            {t(`batches.changeRun.${way}`)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Segmented
          label={t('batches.changeWay')}
          value={way}
          options={(['service', 'parcel'] as const).map((value) => ({ value, label: t(`batches.changeWays.${value}`) }))}
          onChange={setWay}
        />
        {way === 'parcel' && (
          <>
            {presets.length > 0 && (
              <Select
                aria-label={t('batches.preset')}
                value=""
                options={[{ value: '', label: t('batches.preset') }, ...presets.map(({ name }) => ({ value: name, label: name }))]}
                onChange={(name) => {
                  const preset = presets.find((each) => each.name === name);
                  if (preset) setDraft(draftOf(preset.parcel));
                }}
              />
            )}
            <ParcelFields value={draft} onChange={setDraft} />
            <p className="text-xs text-faint">{t('batches.parcelHint')}</p>
          </>
        )}
        {way === 'service' && offers.isPending && <SkeletonLines count={4} />}
        {way === 'service' && offers.isError && <p className="text-soft">{t('batches.noOffers')}</p>}
        {way === 'service' && list.length > 0 && (
          <fieldset className="divide-y overflow-hidden rounded-xl border">
            <legend className="sr-only">{t('batches.changeWays.service')}</legend>
            {list.map((each, index) => (
              <label key={`${each.carrier} ${each.service}`} className="flex items-center gap-2.5 px-3 py-2 hover:bg-hover">
                <input
                  type="radio"
                  name="service"
                  className="size-4"
                  checked={(picked ?? now) === index}
                  onChange={() => setPicked(index)}
                />
                <span className="min-w-0 flex-1 truncate">{serviceName(each)}</span>
                <span className="text-xs text-faint">{t(`labels.arrival.${each.arrival}`)}</span>
                {rows.length === 1 && (
                  <span className="w-18 text-right tabular-nums">{formatMoney(each.price.amount, each.price.currency)}</span>
                )}
              </label>
            ))}
          </fieldset>
        )}
        {way === 'service' && rows.length > 1 && <p className="text-xs text-faint">{t('batches.serviceHint')}</p>}
        {run.error && <ProblemPanel error={run.error} />}
      </div>
    </Dialog>
  );
}
