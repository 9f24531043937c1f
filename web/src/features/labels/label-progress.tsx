import { useQuery } from '@tanstack/react-query';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { LabelView } from '#src/modules/labels/contract.ts';
import { formatMoney } from '../../lib/format-money.ts';
import { labelsQuery } from './label-queries.ts';
import { LabelSteps } from './label-steps.tsx';
import { reasonText, serviceName } from './label-words.ts';
import { PrintActions } from './print-actions.tsx';

/** How a label that was just asked for goes on. It may be closed at any time: the order shows the same. */
export function LabelProgress({ accountId, label: asked, foot }: { accountId: string; label: LabelView; foot: HTMLElement | null }) {
  const { t } = useTranslation();
  const { data: labels } = useQuery(labelsQuery({ accountId, orderId: asked.orderId }));
  const label = labels?.find(({ labelId }) => labelId === asked.labelId) ?? asked;
  return (
    <div role="status" className="flex flex-col gap-3">
      <p className="font-medium">
        {serviceName(label)}
        {label.price.amount !== '0' && <span className="text-soft"> · {formatMoney(label.price.amount, label.price.currency)}</span>}
      </p>
      <LabelSteps state={label.state} />
      <p className={label.state === 'refused' ? 'rounded-lg bg-bad-wash px-3 py-2' : 'text-soft'}>
        {label.reason ? reasonText(label.reason) : t(`labels.means.${label.state}`)}
        {label.state === 'refused' && label.carrierMessage && <span className="block text-xs">{label.carrierMessage}</span>}
      </p>
      {label.tracking && <p className="font-mono text-xs select-all">{label.tracking}</p>}
      {foot && createPortal(<PrintActions accountId={accountId} label={label} primary />, foot)}
    </div>
  );
}
