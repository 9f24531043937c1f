import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelReasons } from '#src/modules/writes/contract.ts';
import type { ActionTarget } from './action-store.ts';
import { WriteFlow } from './write-flow.tsx';

type Reason = (typeof cancelReasons)[number];

/** Cancelling at Amazon, with one of its reasons. */
export function CancelDialog({ targets, onClose }: { targets: readonly ActionTarget[]; onClose: () => void }) {
  const { t } = useTranslation();
  const requested = targets.every((target) => target.cancelRequestedAt !== null);
  const [reason, setReason] = useState<Reason>(requested ? 'BuyerCanceled' : 'NoInventory');
  return (
    <WriteFlow
      title={t('actions.cancel.title', { count: targets.length })}
      description={t('cancel.text')}
      request={{ action: 'cancel', reason, orders: targets.map(({ accountId, orderId }) => ({ accountId, orderId })) }}
      runLabel={t('actions.cancel.run')}
      danger
      typedCount
      onClose={onClose}
      form={
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-2 font-medium">{t('cancel.reason')}</legend>
          {cancelReasons.map((each) => (
            <label key={each} className="flex items-start gap-2.5 rounded-lg px-2 py-1.5 has-checked:bg-accent-wash">
              <input type="radio" name="reason" className="mt-0.5 size-4" checked={each === reason} onChange={() => setReason(each)} />
              <span>
                <span className="block font-medium">{t(`cancel.reasons.${each}`)}</span>
                <span className="block text-xs text-soft">{t(`cancel.about.${each}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      }
    />
  );
}
