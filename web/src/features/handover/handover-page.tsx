import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { PackageCheck, Truck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BoardGroup, type BoardView, type VanView, vanDetails } from '#src/modules/handover/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useMay, useZone } from '../accounts/session.ts';
import { ErrandRow } from './errand-row.tsx';
import { GroupCard } from './group-card.tsx';
import { boardQuery, vansQuery } from './handover-queries.ts';
import { PickupDialog } from './pickup-dialog.tsx';

const route = getRouteApi('/handover');

/** The end of the day: what leaves with whom, manifests, pickups, and the vans. */
export function HandoverPage() {
  const { t } = useTranslation();
  const { account } = route.useSearch();
  const { data, isPending, error, refetch } = useQuery(boardQuery(account));
  const load = useLoadVan();
  const mayWork = useMay('floor.work');
  return (
    <Page
      title={t('nav.handover')}
      lead={t('handover.lead')}
      actions={
        mayWork &&
        data && (
          <Button
            kind="primary"
            busy={load.isPending}
            onClick={() => load.mutate({ place: data.groups[0]?.place ?? data.places[0]?.place ?? 'main', carrier: '' })}
          >
            <Truck aria-hidden size={15} />
            {t('handover.newVan')}
          </Button>
        )
      }
    >
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && <Board board={data} onLoad={load.mutate} />}
    </Page>
  );
}

function useLoadVan() {
  const client = useQueryClient();
  const navigate = route.useNavigate();
  return useMutation({
    mutationFn: (json: { place: string; carrier: string }) => api(vanDetails, '/handover/vans', { method: 'POST', json }),
    onSuccess: ({ vanId }) => void navigate({ to: '/handover/$vanId', params: { vanId } }),
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['handover', 'vans'] }),
  });
}

function Board({ board, onLoad }: { board: BoardView; onLoad: (wish: { place: string; carrier: string }) => void }) {
  const { t } = useTranslation();
  const [pickup, setPickup] = useState<BoardGroup | null>(null);
  const nameOf = (place: string) => board.places.find((each) => each.place === place)?.name || t('handover.mainPlace');
  const hasManifest = ({ accountId, place, carrier }: BoardGroup) =>
    board.errands.some(
      (errand) =>
        errand.kind === 'manifest' &&
        errand.state !== 'refused' &&
        errand.accountId === accountId &&
        errand.place === place &&
        errand.carrier === carrier,
    );
  const calledOff = new Set(
    board.errands.flatMap(({ kind, state, ofErrand }) => (kind === 'pickup_cancel' && state === 'done' ? [ofErrand] : [])),
  );
  const shown = board.errands.filter(({ kind, state }) => kind !== 'pickup_cancel' || state !== 'done');
  return (
    <>
      {board.groups.length === 0 ? (
        <EmptyState icon={<PackageCheck size={20} />} title={t('handover.nothing')} text={t('handover.nothingText')} />
      ) : (
        <ul className="card divide-y overflow-hidden">
          {board.groups.map((group) => (
            <GroupCard
              key={`${group.accountId} ${group.place} ${group.carrier} ${group.way}`}
              group={group}
              place={nameOf(group.place)}
              hasManifest={hasManifest(group)}
              onPickup={() => setPickup(group)}
              onLoad={() => onLoad({ place: group.place, carrier: group.carrier })}
            />
          ))}
        </ul>
      )}
      <VansSection />
      <Section title={t('handover.errands')} flush>
        {shown.length === 0 ? (
          <p className="p-4 text-soft">{t('handover.noErrands')}</p>
        ) : (
          <ul className="divide-y">
            {shown.map((errand) => (
              <ErrandRow key={`${errand.accountId} ${errand.errandId}`} errand={errand} isCalledOff={calledOff.has(errand.errandId)} />
            ))}
          </ul>
        )}
      </Section>
      {pickup && <PickupDialog group={pickup} onClose={() => setPickup(null)} />}
    </>
  );
}

function VansSection() {
  const { t } = useTranslation();
  const { data } = useQuery(vansQuery);
  if (!data) return null;
  return (
    <Section title={t('handover.vans')} flush>
      {data.length === 0 ? (
        <p className="p-4 text-soft">{t('handover.noVans')}</p>
      ) : (
        <ul className="divide-y">
          {data.map((van) => (
            <VanRow key={van.vanId} van={van} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function VanRow({ van }: { van: VanView }) {
  const { t } = useTranslation();
  const zone = useZone();
  const by = (key: 'openedBy' | 'closedBy', person: string, at: string) =>
    t(`handover.${key}`, { person, time: formatTime(at, 'dayTime', zone) });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {van.carrier || t('handover.anyCarrier')}
          <Badge tone={van.closedAt ? 'good' : 'accent'}>{t('handover.loaded', { count: van.loaded })}</Badge>
          {van.stopped > 0 && <Badge tone="warn">{t('handover.stopped', { count: van.stopped })}</Badge>}
        </p>
        <p className="text-xs text-soft">
          {van.closedAt && van.closedBy ? by('closedBy', van.closedBy, van.closedAt) : by('openedBy', van.openedBy, van.openedAt)}
          {van.note && ` · ${van.note}`}
        </p>
      </div>
      <Link to="/handover/$vanId" params={{ vanId: van.vanId }} className={buttonLook({ small: true })}>
        {van.closedAt ? t('handover.closedVan') : t('handover.openVan')}
      </Link>
    </li>
  );
}
