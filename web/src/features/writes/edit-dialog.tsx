import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderPackage } from '#src/modules/orders/contract.ts';
import type { WriteRequest } from '#src/modules/writes/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { textOr } from '../../lib/language.ts';
import { orderQuery } from '../orders/order-queries.ts';
import type { ActionTarget } from './action-store.ts';
import { CarrierSelect } from './carrier-select.tsx';
import { emptyParcel, type ParcelDraft, packageOf } from './confirm-draft.ts';
import { TrackingHint } from './tracking-hint.tsx';
import { WriteFlow } from './write-flow.tsx';

const most = 50;

const draftOf = (parcel: OrderPackage): ParcelDraft => ({
  ...emptyParcel(0),
  tracking: parcel.tracking ?? '',
  carrier: parcel.carrierRaw ?? '',
  items: parcel.items.length > 0 ? Object.fromEntries(parcel.items.map((item) => [item.itemId, item.quantity])) : null,
});

/** Corrects carrier or tracking number of parcels that Amazon knows already. */
export function EditDialog({ targets, onClose }: { targets: readonly ActionTarget[]; onClose: () => void }) {
  const { t } = useTranslation();
  const shown = targets.slice(0, most);
  const [changes, setChanges] = useState<Readonly<Record<string, ParcelDraft>>>({});
  const orders = useQueries({ queries: shown.map((target) => orderQuery(target)) });
  const parcels = orders.flatMap(({ data }, index) => {
    const target = shown[index];
    return (data?.packages ?? []).flatMap((parcel) =>
      target ? [{ key: `${target.accountId}/${target.orderId}/${parcel.reference}`, target, parcel }] : [],
    );
  });
  const packages = parcels.flatMap(({ key, target, parcel }) => {
    const draft = changes[key];
    return draft?.tracking.trim() ? [{ ...packageOf(target, draft), reference: parcel.reference }] : [];
  });
  const request: WriteRequest | null = packages.length > 0 ? { action: 'edit', packages } : null;
  const failed = orders.find((order) => order.isError);
  const loading = orders.some((order) => order.isPending);
  return (
    <WriteFlow
      title={t('actions.edit.title', { count: targets.length })}
      description={targets.length > most ? t('edit.most', { count: most }) : t('edit.text')}
      request={request}
      runLabel={t('actions.edit.run')}
      onClose={onClose}
      form={
        <>
          {loading && <SkeletonLines count={3} />}
          {failed && <ProblemPanel error={failed.error} onRetry={() => void failed.refetch()} />}
          {!loading && !failed && parcels.length === 0 && <EmptyState title={t('edit.none')} text={t('edit.noneText')} />}
          <ul className="flex flex-col divide-y">
            {parcels.map(({ key, target, parcel }) => (
              <li key={key} className="flex flex-col gap-2 py-3 first:pt-0">
                <div className="flex flex-wrap items-center gap-2">
                  <span className="font-semibold">{target.orderId}</span>
                  <span className="text-xs text-soft">{t('edit.parcel', { reference: parcel.reference })}</span>
                  <Badge>{textOr(`packages.states.${parcel.status}`, parcel.statusRaw)}</Badge>
                </div>
                <ParcelFields
                  target={target}
                  draft={changes[key] ?? draftOf(parcel)}
                  onChange={(draft) => setChanges((before) => ({ ...before, [key]: draft }))}
                />
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}

function ParcelFields({ target, draft, onChange }: { target: ActionTarget; draft: ParcelDraft; onChange: (draft: ParcelDraft) => void }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-2 sm:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
      <span className="flex flex-col gap-1">
        <input
          className="field-box font-mono"
          aria-label={t('confirm.tracking', { order: target.orderId })}
          value={draft.tracking}
          spellCheck={false}
          maxLength={60}
          onChange={(event) => onChange({ ...draft, tracking: event.target.value })}
        />
        <TrackingHint number={draft.tracking} marketplaceId={target.marketplaceId} />
      </span>
      <CarrierSelect
        label={t('confirm.carrier', { order: target.orderId })}
        marketplaceId={target.marketplaceId}
        value={draft.carrier}
        name={draft.carrierName}
        onChange={(carrier, carrierName) => onChange({ ...draft, carrier, carrierName })}
      />
    </div>
  );
}
