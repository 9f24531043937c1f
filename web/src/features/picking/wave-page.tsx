import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Footprints, Printer, Ticket } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaveDetails } from '#src/modules/picking/contract.ts';
import { Bar } from '../../components/bar.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { Menu, MenuLink } from '../../components/menu.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { apiUrl } from '../../lib/api.ts';
import { selectionLimit } from '../../lib/selection.ts';
import { useMay } from '../accounts/session.ts';
import { MakeBatchDialog } from '../batches/make-batch-dialog.tsx';
import { moveWave, planAgain, waveQuery } from './picking-queries.ts';
import { RestDialog } from './rest-dialog.tsx';
import { WaveBadge } from './state-badge.tsx';
import { WaveOrderLine } from './wave-order-line.tsx';

const route = getRouteApi('/waves/$waveId');

/** One wave: how far it is, its orders, and what can be done with it. */
export function WavePage() {
  const { t } = useTranslation();
  const { waveId } = route.useParams();
  const { rest } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: wave, error, refetch } = useQuery(waveQuery(waveId));
  if (!wave) return error ? <ProblemPanel error={error} onRetry={() => void refetch()} /> : <SkeletonLines />;
  const isOpen = wave.endedAt === null;
  // In the address, so that an alert can lead here.
  const asked = wave.lines.find(({ orderId }) => orderId === rest);
  const ask = (orderId: string | undefined) => navigate({ search: (before) => ({ ...before, rest: orderId }), replace: true });
  return (
    <Page title={wave.name} lead={`${wave.location} · ${t('waves.madeBy', { name: wave.madeBy })}`} actions={<Actions wave={wave} />}>
      <div className="card flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3.5">
        <WaveBadge state={wave.state} />
        <div className="min-w-48 flex-1">
          <Bar
            kind="progressbar"
            label={t('waves.progress')}
            value={wave.picked}
            max={wave.units}
            tone={wave.picked === wave.units ? 'good' : 'accent'}
          />
          <p className="mt-1 text-xs text-soft">{t('waves.ofUnits', { picked: wave.picked, units: wave.units })}</p>
        </div>
        {wave.short > 0 && (
          <div className="flex items-center gap-3">
            <span className="text-bad">{t('waves.short', { count: wave.short })}</span>
            {isOpen && <PlanAgain waveId={waveId} />}
          </div>
        )}
      </div>
      <Section title={t('waves.orders', { count: wave.orders })} flush>
        <ul className="divide-y">
          {wave.lines.map((order) => (
            <WaveOrderLine key={`${order.accountId}/${order.orderId}`} order={order} wave={wave} onRest={() => void ask(order.orderId)} />
          ))}
        </ul>
      </Section>
      {asked && <RestDialog accountId={asked.accountId} orderId={asked.orderId} onClose={() => void ask(undefined)} />}
    </Page>
  );
}

/** The moves of each state, the first one as the main one. */
const moves: Record<WaveDetails['state'], readonly { to: WaveDetails['state']; text: string }[]> = {
  made: [
    { to: 'released', text: 'released' },
    { to: 'cancelled', text: 'cancelled' },
  ],
  released: [
    { to: 'finished', text: 'finished' },
    { to: 'paused', text: 'paused' },
    { to: 'cancelled', text: 'cancelled' },
  ],
  paused: [
    { to: 'released', text: 'resume' },
    { to: 'finished', text: 'finished' },
    { to: 'cancelled', text: 'cancelled' },
  ],
  finished: [],
  cancelled: [{ to: 'made', text: 'again' }],
};

function Actions({ wave }: { wave: WaveDetails }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { waveId, state } = wave;
  const mayBuy = useMay('labels.buy');
  const [buying, setBuying] = useState(false);
  const unlabelled = wave.lines.filter(({ needsLabel }) => needsLabel).slice(0, selectionLimit);
  const move = useMutation({
    mutationFn: (to: string) => moveWave(waveId, to),
    onSuccess: () => client.invalidateQueries({ queryKey: ['waves'] }),
    onError: (error) => toast(error.message, 'bad'),
  });
  const taken = state === 'released' && wave.picked === 0 ? [{ to: 'made' as const, text: 'made' }] : [];
  return (
    <div className="flex w-full flex-wrap gap-2 sm:w-auto">
      <Menu
        trigger={
          <Button>
            <Printer aria-hidden size={14} />
            {t('waves.print')}
          </Button>
        }
      >
        {(['bin', 'order'] as const).map((by) => (
          <MenuLink key={by} href={apiUrl(`/picking/waves/${waveId}/list.pdf`, { by })}>
            {by === 'bin' ? t('waves.listByBin') : t('waves.listByOrder')}
          </MenuLink>
        ))}
      </Menu>
      {[...moves[state], ...taken].map(({ to, text }) => (
        <Button
          key={to}
          kind={to === 'cancelled' ? 'danger' : to === 'released' ? 'primary' : 'plain'}
          title={to === 'finished' || to === 'cancelled' ? t('waves.ends') : undefined}
          disabled={move.isPending}
          onClick={() => move.mutate(to)}
        >
          {t(`waves.to.${text}`)}
        </Button>
      ))}
      {mayBuy && unlabelled.length > 0 && (
        <Button title={t('actions.label.title', { count: unlabelled.length })} onClick={() => setBuying(true)}>
          <Ticket aria-hidden size={14} />
          {t('waves.buyLabels')}
        </Button>
      )}
      {state === 'released' && (
        <Link to="/pick" search={{ wave: waveId }} className={buttonLook({ kind: 'primary' })}>
          <Footprints aria-hidden size={15} />
          {t('waves.pick')}
        </Link>
      )}
      {buying && <MakeBatchDialog targets={unlabelled} origin="wave" named={wave.name} onClose={() => setBuying(false)} />}
    </div>
  );
}

function PlanAgain({ waveId }: { waveId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const plan = useMutation({
    mutationFn: () => planAgain(waveId),
    onSuccess: ({ count }) => {
      toast(count === 0 ? t('waves.plannedNone') : t('waves.planned', { count }));
      return client.invalidateQueries({ queryKey: ['waves'] });
    },
    onError: (error) => toast(error.message, 'bad'),
  });
  return (
    <Button small busy={plan.isPending} onClick={() => plan.mutate()}>
      {t('waves.planAgain')}
    </Button>
  );
}
