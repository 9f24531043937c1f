import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { vanDetails } from '#src/modules/handover/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { boardQuery, vanQuery } from './handover-queries.ts';
import { ScanList } from './scan-list.tsx';
import { VanScanner } from './van-scanner.tsx';

const route = getRouteApi('/handover/$vanId');

/** Every parcel scanned as it goes into a van: it goes along, or it is stopped, in one glance. */
export function VanPage() {
  const { t } = useTranslation();
  const { vanId } = route.useParams();
  const { data, isPending, error, refetch } = useQuery(vanQuery(vanId));
  const { data: board } = useQuery(boardQuery(undefined));
  const [isClosing, setClosing] = useState(false);
  const waiting = (board?.groups ?? [])
    .filter(({ place, carrier }) => place === data?.place && (data.carrier === '' || carrier === data.carrier))
    .reduce((sum, { ready, listed, unpacked }) => sum + ready + listed + unpacked, 0);
  return (
    <Page
      title={t('handover.vanTitle', { carrier: data?.carrier || t('handover.anyCarrier') })}
      lead={t('handover.vansText')}
      actions={
        <div className="flex flex-wrap gap-2">
          <Link to="/handover" className={buttonLook()}>
            <ArrowLeft aria-hidden size={14} />
            {t('handover.back')}
          </Link>
          {data && !data.closedAt && (
            <Button kind="primary" onClick={() => setClosing(true)}>
              {t('handover.close')}
            </Button>
          )}
        </div>
      }
    >
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && !data.closedAt && <VanScanner vanId={vanId} />}
      {data && (
        <>
          <dl className="grid grid-cols-3 gap-3">
            {(
              [
                ['loaded', data.loaded],
                ['stopped', data.stopped],
                ['waiting', waiting],
              ] as const
            ).map(([name, count]) => (
              <div key={name} className="card px-4 py-2.5">
                <dd className="text-2xl font-semibold tabular-nums">{count}</dd>
                <dt className="text-xs text-faint">{t(`handover.figures.${name}`)}</dt>
              </div>
            ))}
          </dl>
          <Section title={t('handover.scans')} flush>
            {data.scans.length === 0 ? <p className="p-4 text-soft">{t('handover.noScans')}</p> : <ScanList scans={data.scans} />}
          </Section>
        </>
      )}
      {data && isClosing && <CloseDialog vanId={vanId} loaded={data.loaded} onClose={() => setClosing(false)} />}
    </Page>
  );
}

function CloseDialog({ vanId, loaded, onClose }: { vanId: string; loaded: number; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const close = useMutation({
    mutationFn: () => api(vanDetails, `/handover/vans/${vanId}/close`, { method: 'POST', json: { note } }),
    onSuccess: onClose,
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['handover'] }),
  });
  return (
    <Dialog
      title={t('handover.closeTitle')}
      description={t('handover.closeText', { count: loaded })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={close.isPending} onClick={() => close.mutate()}>
            {t('handover.close')}
          </Button>
        </>
      }
    >
      <Field label={t('handover.driver')}>
        {(attributes) => (
          <input {...attributes} className="field-box" maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
    </Dialog>
  );
}
