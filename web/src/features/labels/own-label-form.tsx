import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { LabelView, OwnLabelBody, SettingsView } from '#src/modules/labels/contract.ts';
import type { OrderDetails, OrderItem } from '#src/modules/orders/contract.ts';
import { trackingIdentity } from '#src/modules/shipping/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { api } from '../../lib/api.ts';
import { randomKey } from '../../lib/random-key.ts';
import { CarrierSelect } from '../writes/carrier-select.tsx';
import { TrackingHint } from '../writes/tracking-hint.tsx';
import { allItems, ItemFields, itemsOf } from './item-fields.tsx';
import { type KeptFile, keepFile } from './keep-file.ts';
import { takeOwnLabel } from './label-queries.ts';
import { refusedBy } from './label-words.ts';
import { draftOf, emptyDraft, ParcelFields, parcelOf } from './parcel-fields.tsx';

type Props = {
  order: OrderDetails;
  items: readonly OrderItem[];
  settings: SettingsView;
  foot: HTMLElement | null;
  onBought: (label: LabelView) => void;
};

/** A label that was bought elsewhere: its number, its carrier and, to be printed here, its file. */
export function OwnLabelForm({ order, items, settings, foot, onBought }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useId();
  const [key] = useState(randomKey);
  const { presets } = settings.settings;
  const usual = presets.find(({ isDefault }) => isDefault);
  const [parcel, setParcel] = useState(() => (usual ? draftOf(usual.parcel) : emptyDraft));
  const [inParcel, setInParcel] = useState(allItems);
  const [tracking, setTracking] = useState('');
  const [carrier, setCarrier] = useState({ code: '', name: '' });
  const [service, setService] = useState('');
  const [price, setPrice] = useState('');
  const [file, setFile] = useState<KeptFile | null>(null);
  const [refused, setRefused] = useState<'unknown' | 'large' | null>(null);
  const take = useMutation({
    mutationFn: async () => {
      const size = parcelOf(parcel);
      if (!size) throw new Error(t('labels.stop.noParcel'));
      const own: OwnLabelBody = {
        carrier:
          carrier.code === '' ? await recognised(tracking, order.marketplaceId) : carrier.code === 'Other' ? carrier.name : carrier.code,
        service,
        tracking: tracking.trim(),
        parcel: size,
        items: itemsOf(inParcel, items),
        price: order.total && price.trim() !== '' ? { amount: price.trim().replace(',', '.'), currency: order.total.currency } : undefined,
        file: file ? { format: file.format, base64: file.base64 } : undefined,
      };
      return takeOwnLabel(order, own, key);
    },
    onSuccess: onBought,
    onSettled: () => client.invalidateQueries({ queryKey: ['order', order.accountId, order.orderId] }),
  });
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    const kept = await keepFile(chosen);
    setFile(typeof kept === 'string' ? null : kept);
    setRefused(typeof kept === 'string' ? kept : null);
  };
  const isReady = tracking.trim() !== '' && parcelOf(parcel) !== undefined && (carrier.code !== 'Other' || carrier.name.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) take.mutate();
  };
  const refusal = refusedBy(take.error);
  const fileHint = file
    ? t('labels.own.fileKept', { name: file.name, format: t(`labels.formats.${file.format}`) })
    : t('labels.own.fileHint');
  return (
    <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
      <p className="text-soft">{t('labels.own.text')}</p>
      {order.programs.some((program) => program === 'PRIME' || program === 'PREMIUM') && (
        <p className="rounded-lg bg-warn-wash px-3 py-2">{t('labels.premiumOwn')}</p>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('labels.own.tracking')}>
          {(attributes) => (
            <>
              <input
                {...attributes}
                className="field-box font-mono"
                value={tracking}
                spellCheck={false}
                autoComplete="off"
                maxLength={60}
                onChange={(event) => setTracking(event.target.value)}
              />
              <TrackingHint number={tracking} marketplaceId={order.marketplaceId} />
            </>
          )}
        </Field>
        <div className="flex flex-col gap-1">
          <span aria-hidden className="font-medium">
            {t('labels.own.carrier')}
          </span>
          <CarrierSelect
            label={t('labels.own.carrier')}
            marketplaceId={order.marketplaceId}
            value={carrier.code}
            name={carrier.name}
            onChange={(code, name) => setCarrier({ code, name })}
          />
        </div>
        <Field label={t('labels.own.service')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              value={service}
              maxLength={100}
              onChange={(event) => setService(event.target.value)}
            />
          )}
        </Field>
        <Field label={`${t('labels.own.price')}${order.total ? `, ${order.total.currency}` : ''}`}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              inputMode="decimal"
              value={price}
              maxLength={12}
              onChange={(event) => setPrice(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-col gap-1">
        <span className="font-medium">{t('labels.parcel')}</span>
        <ParcelFields value={parcel} onChange={setParcel} />
      </div>
      {(items.length > 1 || items.some((item) => item.quantity > 1 || item.programs.includes('TRANSPARENCY'))) && (
        <div className="flex flex-col gap-1">
          <span className="font-medium">{t('labels.items')}</span>
          <ItemFields items={items} value={inParcel} onChange={setInParcel} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <label className={buttonLook()}>
          <FileUp aria-hidden size={14} />
          {t('labels.own.file')}
          <input
            type="file"
            className="sr-only"
            accept=".pdf,.png,.zpl,.txt,application/pdf,image/png"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
        </label>
        <span role="status" className={refused ? 'text-xs text-bad' : 'text-xs text-faint'}>
          {refused === 'large' ? t('labels.own.fileLarge') : refused === 'unknown' ? t('labels.own.fileUnknown') : fileHint}
        </span>
      </div>
      {refusal && (
        <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2">
          {refusal}
        </p>
      )}
      {!refusal && take.error && <ProblemPanel error={take.error} />}
      {foot &&
        createPortal(
          <Button type="submit" form={form} kind="primary" busy={take.isPending} disabled={!isReady}>
            {t('labels.own.take')}
          </Button>,
          foot,
        )}
    </form>
  );
}

/** The carrier that a number is most likely of, by name. */
async function recognised(number: string, marketplaceId: string): Promise<string> {
  const country = marketplaceOf(marketplaceId)?.country;
  const { carriers } = await api(trackingIdentity, '/tracking/identify', { query: { number: number.trim(), country } });
  return carriers[0]?.name ?? 'Other';
}
