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
  const change = (index: number, draft: OrderDraft) => setDrafts((before) => before.with(index, draft));
  const missing = drafts.filter((draft) => draft.parcels.every((parcel) => parcel.tracking.trim() === '')).length;
  return (
    <WriteFlow
      title={t('actions.confirm.title', { count: targets.length })}
      description={targets.length > 1 ? t('confirm.pasteHint') : undefined}
      request={confirmRequest(drafts)}
      runLabel={t('actions.confirm.run')}
      onClose={onClose}
      form={
        <>
          <ul className="flex flex-col divide-y">
            {drafts.map((draft, index) => (
              <ConfirmOrder
                key={`${draft.target.accountId}/${draft.target.orderId}`}
                draft={draft}
                first={index === 0}
                onChange={(next) => change(index, next)}
                onPaste={(text) => setDrafts((before) => pasted(before, index, text))}
              />
            ))}
          </ul>
          {missing > 0 && missing < drafts.length && <p className="mt-3 text-xs text-faint">{t('confirm.leftOut', { count: missing })}</p>}
        </>
      }
    />
  );
}
