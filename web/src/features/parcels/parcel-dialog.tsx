import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ParcelDetails, parcelDetails } from '#src/modules/tracking/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useMay, useZone } from '../accounts/session.ts';
import { ParcelBadges } from './parcel-badges.tsx';
import { parcelQuery } from './parcel-queries.ts';
import { ParcelTimeline } from './parcel-timeline.tsx';

/** One parcel: what is wrong, what to do about it, and all that was told of it. */
export function ParcelDialog({ accountId, parcelId, onClose }: { accountId: string; parcelId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(parcelQuery(accountId, parcelId));
  return (
    <Dialog
      title={data ? `${data.carrier} ${data.tracking}` : t('nav.parcels')}
      {...(data?.service ? { description: data.service } : {})}
      onClose={onClose}
      footer={data && <Deeds parcel={data} />}
    >
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && <Body parcel={data} />}
    </Dialog>
  );
}

function Body({ parcel }: { parcel: ParcelDetails }) {
  const { t } = useTranslation();
  const zone = useZone(parcel.accountId);
  const time = (at: string) => formatTime(at, 'dayTime', zone);
  const lines = [
    t(parcel.state === 'label' ? 'parcels.labelled' : 'parcels.left', { time: time(parcel.leftAt) }),
    parcel.firstScanAt && t('parcels.firstScan', { time: time(parcel.firstScanAt) }),
    parcel.promisedAt && t('parcels.promised', { time: time(parcel.promisedAt) }),
    parcel.deliverBy && t('parcels.deliverBy', { time: time(parcel.deliverBy) }),
    parcel.deliveredAt && t('parcels.delivered', { time: time(parcel.deliveredAt) }),
  ].filter((line) => line !== null);
  const looks = [
    parcel.lookedAt && t('parcels.looked', { time: time(parcel.lookedAt) }),
    parcel.nextLookAt ? t('parcels.nextLook', { time: time(parcel.nextLookAt) }) : parcel.ended && t('parcels.over'),
  ].filter(Boolean);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <ParcelBadges parcel={parcel} />
        <CopyButton text={parcel.tracking} label={t('packages.copyTracking')} />
      </div>
      {parcel.exceptions.map((exception) => (
        <section key={exception} className="rounded-xl bg-warn-wash px-4 py-3">
          <h3 className="font-semibold text-warn">
            {t('parcels.todoTitle')}: {t(`parcels.exceptions.${exception}`)}
          </h3>
          <p className="mt-1">{t(`parcels.todo.${exception}`)}</p>
        </section>
      ))}
      {parcel.source === 'none' && <p className="text-soft">{t('parcels.noSourceText')}</p>}
      {parcel.problem && <p className="text-soft">{textOr(parcel.problem, parcel.problem)}</p>}
      {parcel.settled && (
        <p className="text-soft">
          {t('parcels.settledBy', { person: parcel.settled.by, time: time(parcel.settled.at) })}
          {parcel.settled.note && `: ${parcel.settled.note}`}
        </p>
      )}
      <ul className="flex flex-col gap-0.5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <section>
        <h3 className="mb-2 font-semibold">{t('parcels.told')}</h3>
        <ParcelTimeline events={parcel.events} zone={zone} />
        {looks.length > 0 && <p className="text-xs text-faint">{looks.join(' · ')}</p>}
      </section>
    </div>
  );
}

function Deeds({ parcel }: { parcel: ParcelDetails }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayWork = useMay('floor.work');
  const [note, setNote] = useState('');
  const { accountId, parcelId } = parcel;
  const deed = useMutation({
    mutationFn: ({ what, json }: { what: 'look' | 'settle'; json?: object }) =>
      api(parcelDetails, `/parcels/${accountId}/${parcelId}/${what}`, { method: 'POST', json: json ?? {} }),
    onSuccess: (_, { what }) => what === 'look' && toast(t('parcels.asked')),
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['parcels'] }),
  });
  const canSettle = mayWork && parcel.exceptions.length > 0;
  return (
    <>
      {canSettle && (
        <input
          aria-label={t('parcels.note')}
          placeholder={t('parcels.note')}
          className="field-box min-w-32 flex-1"
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      {canSettle && (
        <Button busy={deed.isPending} title={t('parcels.settleHint')} onClick={() => deed.mutate({ what: 'settle', json: { note } })}>
          {t('parcels.settle')}
        </Button>
      )}
      {mayWork && parcel.source !== 'none' && !parcel.ended && (
        <Button busy={deed.isPending} onClick={() => deed.mutate({ what: 'look' })}>
          {t('parcels.lookNow')}
        </Button>
      )}
      {parcel.url && (
        <a href={parcel.url} target="_blank" rel="noreferrer" className={buttonLook()}>
          <ExternalLink aria-hidden size={14} />
          {t('parcels.carrierPage')}
        </a>
      )}
      <Link to="/orders/$accountId/$orderId" params={{ accountId, orderId: parcel.orderId }} className={buttonLook({ kind: 'primary' })}>
        {t('parcels.openOrder')}
      </Link>
    </>
  );
}
