import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelView } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { orderQuery } from '../orders/order-queries.ts';
import type { ActionTarget } from '../writes/action-store.ts';
import { unitsLeft } from '../writes/confirm-draft.ts';
import { LabelProgress } from './label-progress.tsx';
import { labelSettingsQuery, labelsQuery } from './label-queries.ts';
import { OwnLabelForm } from './own-label-form.tsx';
import { RatesForm } from './rates-form.tsx';
import { freedItems, unusedLabels } from './unused-labels.ts';

/** Buys the label of one order, or takes in one that was bought elsewhere; then shows how it goes, and prints it. */
export function LabelDialog({ targets, onClose }: { targets: readonly ActionTarget[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [target] = targets;
  const [way, setWay] = useState<'rates' | 'own'>('rates');
  const [label, setLabel] = useState<LabelView | null>(null);
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  const order = useQuery({ ...orderQuery(target ?? { accountId: '', orderId: '' }), enabled: target !== undefined });
  const settings = useQuery({ ...labelSettingsQuery(target?.accountId ?? ''), enabled: target !== undefined });
  const labels = useQuery({ ...labelsQuery(target ?? { accountId: '', orderId: '' }), enabled: target !== undefined });
  if (!target) return null;
  const failed = order.error ?? settings.error ?? labels.error;
  const free = order.data ? freedItems(order.data.items, unusedLabels(order.data, labels.data ?? [])) : [];
  const items = free.filter((item) => item.known && unitsLeft(item) > 0);
  const shared = order.data &&
    settings.data &&
    labels.data && { order: order.data, items, settings: settings.data, foot, onBought: setLabel };
  return (
    <Dialog
      title={t('actions.label.title', { count: 1 })}
      description={target.orderId}
      wide
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t(label ? 'common.done' : 'common.cancel')}</Button>
          <span ref={setFoot} className="contents" />
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failed && (
          <ProblemPanel
            error={failed}
            onRetry={() => {
              void order.refetch();
              void settings.refetch();
              void labels.refetch();
            }}
          />
        )}
        {!failed && !shared && <SkeletonLines count={5} />}
        {label && <LabelProgress accountId={target.accountId} label={label} foot={foot} />}
        {shared && !label && (
          <>
            <div>
              <Segmented
                label={t('labels.ways')}
                value={way}
                options={(['rates', 'own'] as const).map((value) => ({ value, label: t(`labels.way.${value}`) }))}
                onChange={setWay}
              />
            </div>
            {way === 'rates' ? <RatesForm {...shared} /> : <OwnLabelForm {...shared} />}
          </>
        )}
      </div>
    </Dialog>
  );
}
