import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Footprints, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaveDetails, WaveOrder } from '#src/modules/picking/contract.ts';
import { Bar } from '../../components/bar.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { Menu, MenuLink } from '../../components/menu.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { apiUrl } from '../../lib/api.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';
import { Deadline } from '../orders/cells/deadline.tsx';
import { dropOrder, moveWave, planAgain, waveQuery } from './picking-queries.ts';
import { RestDialog } from './rest-dialog.tsx';
import { WaveBadge } from './state-badge.tsx';

const route = getRouteApi('/waves/$waveId');

/** One wave: how far it is, its orders, and what can be done with it. */
export function WavePage() {
  const { t } = useTranslation();
  const { waveId } = route.useParams();
  const { data: wave, error, refetch } = useQuery(waveQuery(waveId));
  if (!wave) return error ? <ProblemPanel error={error} onRetry={() => void refetch()} /> : <SkeletonLines />;
  const isOpen = wave.endedAt === null;
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
        <div className="relative overflow-x-auto">
          <table className="w-full text-left">
            <thead className="border-b text-xs text-soft">
              <tr>
                <th className="px-4 py-2 font-medium">{t('waves.order')}</th>
                <th className="px-2 py-2 font-medium">{t('waves.tote')}</th>
                <th className="px-2 py-2 font-medium">{t('waves.shipBy')}</th>
                <th className="px-2 py-2 text-right font-medium">{t('waves.progress')}</th>
                <th className="px-2 py-2 font-medium">{t('waves.note')}</th>
                <th className="px-4 py-2">
                  <span className="sr-only">{t('waves.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody className="divide-y">
              {wave.lines.map((order) => (
                <OrderRow key={`${order.accountId}/${order.orderId}`} order={order} wave={wave} />
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </Page>
  );
}

function OrderRow({ order, wave }: { order: WaveOrder; wave: WaveDetails }) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { accountId, orderId, block, open } = order;
  const drop = useMutation({
    mutationFn: () => dropOrder(wave.waveId, { accountId, orderId }),
    onSuccess: () => {
      toast(t('waves.tookOut', { order: orderId }));
      return client.invalidateQueries({ queryKey: ['waves'] });
    },
    onError: (error) => toast(error.message, 'bad'),
  });
  const isOpen = open && wave.endedAt === null;
  return (
    <tr className={open || wave.endedAt !== null ? '' : 'text-faint'}>
      <td className="px-4 py-2">
        <Link
          to="/orders/$accountId/$orderId"
          params={{ accountId, orderId }}
          className="font-mono text-xs whitespace-nowrap hover:underline"
        >
          {orderId}
        </Link>
      </td>
      <td className="px-2 py-2 whitespace-nowrap">{order.tote ?? '–'}</td>
      <td className="px-2 py-2 whitespace-nowrap">
        <Deadline at={order.shipBy} status={isOpen ? 'unshipped' : 'shipped'} zone={zone} oneLine />
      </td>
      <td className="px-2 py-2 text-right whitespace-nowrap">
        {order.picked} / {order.units}
      </td>
      <td className="min-w-40 px-2 py-2">
        {block && <span className="text-bad">{textOr(block.key, block.key, block.values)}</span>}
        {!block && order.short > 0 && <span className="text-bad">{t('waves.short', { count: order.short })}</span>}
        {!open && wave.endedAt === null && t('waves.out')}
      </td>
      <td className="px-4 py-2">
        <div className="flex justify-end gap-1.5">
          {order.short > 0 && (
            <Button small onClick={() => setAsking(true)}>
              {t('waves.what')}
            </Button>
          )}
          {isOpen && (
            <Button small kind="quiet" busy={drop.isPending} onClick={() => drop.mutate()}>
              {t('waves.take')}
            </Button>
          )}
        </div>
        {asking && <RestDialog accountId={accountId} orderId={orderId} onClose={() => setAsking(false)} />}
      </td>
    </tr>
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
      {state === 'released' && (
        <Link to="/pick" search={{ wave: waveId }} className={buttonLook({ kind: 'primary' })}>
          <Footprints aria-hidden size={15} />
          {t('waves.pick')}
        </Link>
      )}
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
