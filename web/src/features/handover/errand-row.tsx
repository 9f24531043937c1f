import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErrandView } from '#src/modules/handover/contract.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { toast } from '../../components/toasts.tsx';
import { apiFile } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useMay, useZone } from '../accounts/session.ts';
import { printFile } from '../packing/print-file.ts';
import { useAsk } from './use-ask.ts';

const tones: Record<ErrandView['state'], Tone> = { asked: 'neutral', sending: 'info', unsure: 'warn', done: 'good', refused: 'bad' };

/** Where only a person can find out what became of it. */
const silent = ['handover.reason.carrierSilent', 'handover.reason.noCarrier'];

/** What was asked of a carrier, what came of it, and what can still be done. */
export function ErrandRow({ errand, isCalledOff = false }: { errand: ErrandView; isCalledOff?: boolean }) {
  const { t } = useTranslation();
  const zone = useZone(errand.accountId);
  const mayWork = useMay('floor.work');
  const mayDecide = useMay('floor.override');
  const ask = useAsk();
  const path = `/handover/${errand.accountId}/errands/${errand.errandId}`;
  const print = useMutation({
    mutationFn: async () => printFile(await apiFile(`${path}/document`, {})),
    onError: (problem) => toast(problem.message, 'bad'),
  });
  const { kind, way, state, facts, slot, window } = errand;
  const isDropped = kind === 'pickup' && way === 'own';
  const time = (at: string) => formatTime(at, 'dayTime', zone);
  const span = slot?.from ? { from: slot.from, to: slot.to ?? slot.from } : window;
  const details = [
    kind === 'manifest' ? t('handover.parcels', { count: errand.labels }) : '',
    errand.number ? t('handover.number', { number: errand.number }) : '',
    span && !isDropped ? `${time(span.from)} – ${formatTime(span.to, 'time', zone)}` : '',
    facts['price'] ?? '',
    errand.note,
    t('handover.by', { person: errand.askedBy, time: time(errand.askedAt) }),
  ].filter(Boolean);
  const canCallOff = mayWork && kind === 'pickup' && state === 'done' && way === 'easypost' && !isCalledOff;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {t(`handover.kinds.${isDropped ? 'dropped' : kind}`)}
          {errand.orderId ? (
            <Link
              to="/orders/$accountId/$orderId"
              params={{ accountId: errand.accountId, orderId: errand.orderId }}
              className="font-mono text-xs text-accent hover:underline"
            >
              {errand.orderId}
            </Link>
          ) : (
            <span className="font-normal text-soft">{errand.carrier}</span>
          )}
          <Badge tone={isCalledOff ? 'outline' : tones[state]}>
            {isCalledOff ? t('handover.kinds.pickup_cancel') : t(`handover.states.${state}`)}
          </Badge>
        </p>
        <p className="text-xs break-words text-soft">{details.join(' · ')}</p>
        {errand.reason && state !== 'done' && (
          <p className={state === 'refused' ? 'text-xs text-bad' : 'text-xs text-warn'}>
            {textOr(errand.reason, errand.reason)} {errand.carrierMessage || errand.carrierCode}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {state === 'unsure' && silent.includes(errand.reason ?? '') && mayDecide && (
          <>
            <Button small busy={ask.isPending} onClick={() => ask.mutate({ path: `${path}/decide`, json: { happened: true } })}>
              {t('handover.happened')}
            </Button>
            <Button small busy={ask.isPending} onClick={() => ask.mutate({ path: `${path}/decide`, json: { happened: false } })}>
              {t('handover.notHappened')}
            </Button>
          </>
        )}
        {state === 'refused' && kind === 'manifest' && way !== 'own' && mayWork && (
          <Button
            small
            busy={ask.isPending}
            onClick={() =>
              ask.mutate({
                path: `/handover/${errand.accountId}/manifests`,
                json: { place: errand.place, carrier: errand.carrier, way, own: true },
              })
            }
          >
            {t('handover.ownList')}
          </Button>
        )}
        {canCallOff && (
          <Button small busy={ask.isPending} onClick={() => ask.mutate({ path: `${path}/cancel` })}>
            {t('handover.callOff')}
          </Button>
        )}
        {errand.canPrint && (
          <Button small busy={print.isPending} onClick={() => print.mutate()}>
            <Printer aria-hidden size={14} />
            {errand.printed > 0 ? t('handover.reprint') : t('handover.print')}
          </Button>
        )}
      </div>
    </li>
  );
}
