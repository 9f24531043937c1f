import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionTarget } from './action-store.ts';
import { confirmRequest, firstDrafts, type OrderDraft, pasted } from './confirm-draft.ts';
import { ConfirmOrder } from './confirm-order.tsx';
import { WriteFlow } from './write-flow.tsx';

/** Tells Amazon what was shipped: a tracking number per order, or several parcels with what each holds. */
export function ConfirmDialog({ targets, onClose }: { targets: readonly ActionTarget[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [drafts, setDrafts] = useState(() => firstDrafts(targets));
  const [shipped, setShipped] = useState('');
  const shipDate = shipped === '' ? undefined : new Date(shipped).toISOString();
  const change = (index: number, draft: OrderDraft) => setDrafts((before) => before.with(index, draft));
  const missing = drafts.filter((draft) => draft.parcels.every((parcel) => parcel.tracking.trim() === '')).length;
  return (
    <WriteFlow
      title={t('actions.confirm.title', { count: targets.length })}
      description={targets.length > 1 ? t('confirm.pasteHint') : undefined}
      request={confirmRequest(drafts, shipDate)}
      runLabel={t('actions.confirm.run')}
      onClose={onClose}
      form={
        <>
          <ul className="flex flex-col divide-y">
            {drafts.map((draft, index) => (
              <ConfirmOrder
                key={`${draft.target.accountId}/${draft.target.orderId}`}
                draft={draft}
                details={drafts.length <= 10}
                first={index === 0}
                onChange={(next) => change(index, next)}
                onPaste={(text) => setDrafts((before) => pasted(before, index, text))}
              />
            ))}
          </ul>
          <label className="mt-4 flex flex-wrap items-center gap-2 text-xs text-soft">
            {t('confirm.shipDate')}
            <input
              type="datetime-local"
              className="field-box w-auto"
              value={shipped}
              onChange={(event) => setShipped(event.target.value)}
            />
            <span className="text-faint">{t('confirm.shipDateHint')}</span>
          </label>
          {missing > 0 && missing < drafts.length && <p className="mt-3 text-xs text-faint">{t('confirm.leftOut', { count: missing })}</p>}
        </>
      }
    />
  );
}
