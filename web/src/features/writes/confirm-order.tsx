import { useQuery } from '@tanstack/react-query';
import { PackagePlus, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderItem } from '#src/modules/orders/contract.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { orderQuery } from '../orders/order-queries.ts';
import { CarrierSelect } from './carrier-select.tsx';
import { codesOf, type OrderDraft, type ParcelDraft, unitsLeft, withParcel } from './confirm-draft.ts';
import { TrackingHint } from './tracking-hint.tsx';

type Props = {
  draft: OrderDraft;
  /** Its items are asked for at once; of many orders only when a person wants to split one. */
  details: boolean;
  first: boolean;
  onChange: (draft: OrderDraft) => void;
  onPaste: (text: string) => void;
};

export function ConfirmOrder({ draft, details: early, first, onChange, onPaste }: Props) {
  const { t } = useTranslation();
  const { target, parcels } = draft;
  const [split, setSplit] = useState(false);
  const details = useQuery({ ...orderQuery(target), enabled: split || early });
  const items = details.data?.items.filter((item) => item.known && unitsLeft(item) > 0) ?? [];
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (first) field.current?.focus();
  }, [first]);
  const change = (id: number, part: Partial<ParcelDraft>) =>
    onChange({ target, parcels: parcels.map((parcel) => (parcel.id === id ? { ...parcel, ...part } : parcel)) });
  const remove = (id: number) => {
    const left = parcels.filter((parcel) => parcel.id !== id);
    onChange({ target, parcels: left.length === 1 ? left.map((parcel) => ({ ...parcel, items: null })) : left });
  };
  const lines = target.lines.map((line) => `${line.quantity} × ${line.sku}`).join(', ');
  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{target.orderId}</span>
        <span className="min-w-0 flex-1 truncate text-xs text-soft">
          {target.buyerMask ? `${target.buyerMask} · ` : ''}
          {lines}
        </span>
        {split ? (
          <Button small kind="quiet" disabled={items.length === 0} onClick={() => onChange(withParcel(draft, items))}>
            <PackagePlus aria-hidden size={13} />
            {t('confirm.addParcel')}
          </Button>
        ) : (
          <Button small kind="quiet" onClick={() => setSplit(true)}>
            {t('confirm.split')}
          </Button>
        )}
      </div>
      {parcels.map((parcel, index) => (
        <div
          key={parcel.id}
          className="grid grid-cols-1 gap-2 sm:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,0.7fr)_auto] sm:items-start"
        >
          <span className="flex min-w-0 flex-col gap-1">
            <input
              ref={index === 0 ? field : undefined}
              className="field-box font-mono"
              aria-label={t('confirm.tracking', { order: target.orderId })}
              placeholder={t('confirm.trackingShort')}
              value={parcel.tracking}
              spellCheck={false}
              autoComplete="off"
              maxLength={60}
              onChange={(event) => change(parcel.id, { tracking: event.target.value })}
              onPaste={(event) => {
                const text = event.clipboardData.getData('text');
                if (!/[\r\n]/.test(text.trim())) return;
                event.preventDefault();
                onPaste(text);
              }}
            />
            <TrackingHint number={parcel.tracking} marketplaceId={target.marketplaceId} />
          </span>
          <CarrierSelect
            label={t('confirm.carrier', { order: target.orderId })}
            marketplaceId={target.marketplaceId}
            value={parcel.carrier}
            name={parcel.carrierName}
            onChange={(carrier, carrierName) => change(parcel.id, { carrier, carrierName })}
          />
          <input
            className="field-box"
            aria-label={t('confirm.service', { order: target.orderId })}
            placeholder={t('confirm.serviceShort')}
            value={parcel.service}
            maxLength={60}
            onChange={(event) => change(parcel.id, { service: event.target.value })}
          />
          {parcels.length > 1 && (
            <IconButton label={t('confirm.removeParcel')} onClick={() => remove(parcel.id)}>
              <Trash2 size={14} />
            </IconButton>
          )}
          {split && <Contents items={items} parcel={parcel} onChange={(next) => change(parcel.id, { items: next })} />}
          <Transparency items={items} parcel={parcel} onChange={(part) => change(parcel.id, part)} />
        </div>
      ))}
    </li>
  );
}

/** Where an item carries Transparency codes, each unit's is scanned. */
function Transparency({
  items,
  parcel,
  onChange,
}: {
  items: readonly OrderItem[];
  parcel: ParcelDraft;
  onChange: (part: Partial<ParcelDraft>) => void;
}) {
  const { t } = useTranslation();
  const all = Object.fromEntries(items.map((item) => [item.itemId, unitsLeft(item)]));
  const units = parcel.items ?? all;
  return items
    .filter((item) => item.programs.includes('TRANSPARENCY') && (units[item.itemId] ?? 0) > 0)
    .map((item) => {
      const text = parcel.codes[item.itemId] ?? '';
      return (
        <label key={item.itemId} className="col-span-full flex flex-col gap-1 text-xs text-soft">
          {t('confirm.codes', { sku: item.sku, given: codesOf(text).length, count: units[item.itemId] ?? 0 })}
          <textarea
            className="field-box min-h-16 py-1.5 font-mono"
            rows={2}
            spellCheck={false}
            value={text}
            onChange={(event) => onChange({ items: units, codes: { ...parcel.codes, [item.itemId]: event.target.value } })}
          />
        </label>
      );
    });
}

type ContentsProps = { items: readonly OrderItem[]; parcel: ParcelDraft; onChange: (items: Record<string, number>) => void };

/** How many of each item are in this parcel. */
function Contents({ items, parcel, onChange }: ContentsProps) {
  const { t } = useTranslation();
  const quantities = parcel.items ?? Object.fromEntries(items.map((item) => [item.itemId, unitsLeft(item)]));
  return (
    <ul className="col-span-full flex flex-col gap-1 rounded-lg bg-sunken px-3 py-2">
      {items.map((item) => (
        <li key={item.itemId} className="flex items-center gap-2">
          <input
            type="number"
            className="field-box w-18"
            min={0}
            max={unitsLeft(item)}
            aria-label={t('confirm.quantity', { sku: item.sku })}
            value={quantities[item.itemId] ?? 0}
            onChange={(event) => {
              const wanted = Math.round(event.target.valueAsNumber || 0);
              onChange({ ...quantities, [item.itemId]: Math.max(0, Math.min(unitsLeft(item), wanted)) });
            }}
          />
          <span className="text-xs text-faint">{t('confirm.of', { count: unitsLeft(item) })}</span>
          <span className="min-w-0 flex-1 truncate">
            {item.sku} <span className="text-soft">{item.title}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
