import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelView } from '#src/modules/labels/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { formatMoney } from '../../lib/format-money.ts';
import { useMay } from '../accounts/session.ts';
import { giveLabelBack, isMoving } from './label-queries.ts';
import { LabelSteps } from './label-steps.tsx';
import { labelTones, reasonText, serviceName } from './label-words.ts';
import { PrintActions } from './print-actions.tsx';
import { WhyList } from './why-list.tsx';

/** One label of an order: what it is, how far it has come, and what can be done with it. */
export function LabelRow({ accountId, label }: { accountId: string; label: LabelView }) {
  const { t } = useTranslation();
  const mayBuy = useMay('labels.buy');
  const [givesBack, setGivesBack] = useState(false);
  const over = label.state === 'voided' || label.state === 'refused';
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={over ? 'font-medium text-soft' : 'font-medium'}>{serviceName(label)}</span>
        <Badge tone={labelTones[label.state]}>{t(`labels.states.${label.state}`)}</Badge>
        {label.refund !== 'none' && (
          <Badge tone={label.refund === 'rejected' ? 'bad' : 'outline'}>{t(`labels.refunds.${label.refund}`)}</Badge>
        )}
        {label.claimsProtected === true && !over && (
          <Badge tone="good">
            <ShieldCheck aria-hidden size={11} />
            {t('labels.protected')}
          </Badge>
        )}
        <span className="flex-1" />
        <span className="tabular-nums">{label.price.amount === '0' ? '' : formatMoney(label.price.amount, label.price.currency)}</span>
      </div>
      {isMoving(label) && <LabelSteps state={label.state} />}
      <Reason label={label} />
      {label.tracking && (
        <span className="flex items-center gap-1">
          <span className="truncate font-mono text-xs select-all">{label.tracking}</span>
          <CopyButton text={label.tracking} label={t('labels.copyTracking')} />
        </span>
      )}
      <p className="text-xs text-soft">
        {label.items.map(({ quantity, sku }) => `${quantity} × ${sku}`).join(', ')}
        <span className="text-faint">
          {' · '}
          {t(`labels.kinds.${label.kind}`)} · {label.askedBy} · <Ago at={label.askedAt} />
          {label.printed > 0 && ` · ${t('labels.printed', { count: label.printed })}`}
        </span>
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <PrintActions accountId={accountId} label={label} />
        {label.state === 'bought' && mayBuy && (
          <Button small kind="quiet" onClick={() => setGivesBack(true)}>
            <Undo2 aria-hidden size={14} />
            {t('labels.giveBack')}
          </Button>
        )}
        <details className="min-w-0 basis-full text-xs sm:basis-auto">
          <summary className="w-fit text-soft hover:text-ink">{t('labels.whyThis')}</summary>
          <div className="mt-1.5">
            <WhyList why={label.why} />
          </div>
        </details>
      </div>
      {givesBack && <GiveBackDialog accountId={accountId} label={label} onClose={() => setGivesBack(false)} />}
    </li>
  );
}

/** Why it stands where it stands, with the carrier's own words where it has said any. */
function Reason({ label: { state, reason, carrierMessage, carrierCode, confirmation } }: { label: LabelView }) {
  const { t } = useTranslation();
  const said = [carrierMessage, carrierCode].filter(Boolean);
  const isBad = state === 'refused';
  if (!reason && state === 'bought' && confirmation === 'wanted')
    return <p className="text-xs text-soft">{t('labels.confirmation.wanted')}</p>;
  if (!reason && !isMovingState(state)) return null;
  return (
    <div role={isBad ? 'alert' : undefined} className={isBad ? 'rounded-lg bg-bad-wash px-3 py-2' : 'text-xs text-soft'}>
      <p>{reason ? reasonText(reason) : t(`labels.means.${state}`)}</p>
      {isBad && said.length > 0 && <p className="text-xs break-words text-soft">{said.join(' · ')}</p>}
    </div>
  );
}

const isMovingState = (state: LabelView['state']) => state === 'asked' || state === 'buying' || state === 'unsure';

function GiveBackDialog({ accountId, label, onClose }: { accountId: string; label: LabelView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const giveBack = useMutation({
    mutationFn: () => giveLabelBack(accountId, label.labelId),
    onSuccess: () => {
      toast(t('labels.givenBack'));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['order', accountId, label.orderId] }),
  });
  return (
    <Dialog
      title={t('labels.giveBackTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" busy={giveBack.isPending} onClick={() => giveBack.mutate()}>
            {t('labels.giveBack')}
          </Button>
        </>
      }
    >
      <p className="text-soft">
        {label.kind === 'manual'
          ? t('labels.giveBackOwn')
          : t('labels.giveBackText', { carrier: label.carrier, tracking: label.tracking ?? serviceName(label) })}
      </p>
      {label.confirmation === 'asked' && <p className="mt-2 text-soft">{t('labels.giveBackTold')}</p>}
      {giveBack.error && <ProblemPanel error={giveBack.error} />}
    </Dialog>
  );
}
