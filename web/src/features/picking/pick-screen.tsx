import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, CircleCheck, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickView } from '#src/modules/picking/contract.ts';
import { Bar } from '../../components/bar.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { usePageTitle } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { NetworkStrip } from './network-strip.tsx';
import { foreseen, ofOrder } from './pick-queue.ts';
import { moveWave, pickQuery } from './picking-queries.ts';
import { PutBackList } from './put-back-list.tsx';
import { ScanBar } from './scan-bar.tsx';
import { StopCard } from './stop-card.tsx';
import { type Picker, usePicker } from './use-picker.ts';

/** What a picker sees of a wave: where to go, what to take there, what to leave and put back. */
export function PickScreen({ waveId }: { waveId: string }) {
  const { t } = useTranslation();
  usePageTitle(t('nav.pick'));
  const picker = usePicker(waveId);
  // Without network the last view stays, and what was done meanwhile is taken off it.
  const { data: view, error, refetch } = useQuery(pickQuery(waveId));
  const { seen } = picker;
  useEffect(() => {
    if (view) seen(view.done);
  }, [view, seen]);
  if (!view) return error ? <ProblemPanel error={error} onRetry={() => void refetch()} /> : <SkeletonLines />;
  return (
    <div className="quiet-scroll h-full overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-2xl flex-col gap-4 px-3 py-4 sm:px-6">
        <Head view={view} />
        <NetworkStrip picker={picker} />
        {view.wave.state === 'released' ? <Walk view={view} picker={picker} /> : <Halted view={view} />}
      </div>
    </div>
  );
}

function Head({ view }: { view: PickView }) {
  const { t } = useTranslation();
  const { name, picked, units } = view.wave;
  return (
    <header className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <Link to="/pick" search={{}} aria-label={t('pick.choose')} className={buttonLook({ kind: 'quiet', square: true })}>
          <ArrowLeft size={18} />
        </Link>
        <h1 className="min-w-0 flex-1 truncate text-lg font-semibold">{name}</h1>
        <span className="text-soft">{t('pick.progress', { picked, units })}</span>
      </div>
      <Bar kind="progressbar" label={t('waves.progress')} value={picked} max={units} tone={picked === units ? 'good' : 'accent'} />
    </header>
  );
}

function Halted({ view }: { view: PickView }) {
  const { t } = useTranslation();
  const { waveId, state } = view.wave;
  return (
    <EmptyState title={t('pick.halted', { state: t(`waves.states.${state}`) })}>
      <Link to="/waves/$waveId" params={{ waveId }} className={buttonLook()}>
        {t('pick.toWaves')}
      </Link>
    </EmptyState>
  );
}

function Walk({ view, picker }: { view: PickView; picker: Picker }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<'batch' | 'order'>('batch');
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const all = foreseen(view, [...picker.answered, ...picker.queue], view.wave.waveId);
  const firstOrder = all[0]?.products[0]?.to[0];
  const scanned = picker.answer?.outcome?.said.key === 'picking.said.order' ? picker.answer.outcome.picks[0]?.orderId : undefined;
  const current = way === 'batch' ? null : (view.orders.find((each) => each.orderId === scanned && each.left > 0) ?? firstOrder ?? null);
  const order = current && { accountId: current.accountId, orderId: current.orderId };
  const stops = order ? ofOrder(all, order) : all;
  const open = stops.filter(({ binId }) => !skipped.includes(binId));
  const walk = open.length > 0 ? open : stops;
  const stop = walk.find(({ binId }) => binId === picker.binId) ?? walk.find(({ visitor }) => visitor === null) ?? walk[0];
  const tote = order && view.orders.find((each) => each.orderId === order.orderId)?.tote;
  return (
    <>
      <ScanBar picker={picker} stop={stop} order={order} />
      <PutBackList putBacks={view.putBacks} leave={view.leave} onPutBack={picker.putBack} />
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label={t('pick.way')}
          value={way}
          options={(['batch', 'order'] as const).map((value) => ({ value, label: t(`pick.ways.${value}`) }))}
          onChange={(next) => {
            setWay(next);
            setSkipped([]);
          }}
        />
        {order && (
          <p className="min-w-0">
            <span className="font-mono text-xs">{t('pick.orderNow', { order: order.orderId })}</span>
            <span className="text-soft"> · {tote ? t('pick.tote', { tote }) : t('pick.noTote')}</span>
          </p>
        )}
      </div>
      {stop ? (
        <StopCard
          key={stop.binId}
          stop={stop}
          isHere={stop.binId === picker.binId}
          onPick={(productId, quantity) => picker.deed({ act: 'pick', binId: stop.binId, productId, quantity, order })}
          onShort={(productId, reason, quantity) => picker.deed({ act: 'short', binId: stop.binId, productId, reason, quantity, order })}
          onSkip={stops.length > 1 ? () => setSkipped([...skipped.filter((each) => each !== stop.binId), stop.binId]) : undefined}
        />
      ) : (
        <Finished view={view} />
      )}
      <div className="flex flex-wrap items-center gap-3">
        {view.last && (
          <Button onClick={() => picker.deed({ act: 'undo' })}>
            <Undo2 aria-hidden size={15} />
            {t('pick.undoWhat', { ...view.last, bin: view.last.bin || t('pick.noBin') })}
          </Button>
        )}
      </div>
      {walk.length > 1 && (
        <section aria-label={t('pick.next')}>
          <h2 className="mb-1.5 text-xs font-medium text-soft">{t('pick.next')}</h2>
          <ul className="flex flex-wrap gap-2">
            {walk
              .filter(({ binId }) => binId !== stop?.binId)
              .slice(0, 12)
              .map(({ binId, bin, products, visitor }) => (
                <li key={binId}>
                  <Button
                    className="h-11"
                    title={visitor === null ? undefined : t('pick.visitor', { name: visitor })}
                    onClick={() => picker.setBinId(binId)}
                  >
                    <span className="font-semibold">{bin || t('pick.noBin')}</span>
                    <span className="text-soft">{products.reduce((n, { left }) => n + left, 0)}</span>
                  </Button>
                </li>
              ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Finished({ view }: { view: PickView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { waveId, short } = view.wave;
  const finish = useMutation({
    mutationFn: () => moveWave(waveId, 'finished'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['waves'] }),
    onError: (error) => toast(error.message, 'bad'),
  });
  return (
    <EmptyState
      icon={<CircleCheck size={22} />}
      title={short > 0 ? t('pick.doneShort', { count: short }) : t('pick.done')}
      text={t('pick.doneText')}
    >
      <Button kind="primary" className="h-12 px-6 text-base" busy={finish.isPending} onClick={() => finish.mutate()}>
        {t('pick.finish')}
      </Button>
    </EmptyState>
  );
}
