import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Footprints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { PickScreen } from './pick-screen.tsx';
import { wavesQuery } from './picking-queries.ts';

const route = getRouteApi('/pick');

/** Picking on a phone or at a desk: first which wave, then bin after bin. */
export function PickPage() {
  const { wave } = route.useSearch();
  return wave === undefined ? <WaveChoice /> : <PickScreen key={wave} waveId={wave} />;
}

function WaveChoice() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(wavesQuery('open'));
  const waves = data?.filter(({ state }) => state === 'released');
  return (
    <Page narrow title={t('nav.pick')}>
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {!waves && !error && <SkeletonLines />}
      {waves?.length === 0 && (
        <EmptyState icon={<Footprints size={20} />} title={t('pick.nothing')} text={t('pick.nothingText')}>
          <Link to="/waves" className={buttonLook({ kind: 'primary' })}>
            {t('pick.toWaves')}
          </Link>
        </EmptyState>
      )}
      {waves && waves.length > 0 && (
        <>
          <h2 className="font-semibold">{t('pick.choose')}</h2>
          <ul className="flex flex-col gap-3">
            {waves.map(({ waveId, name, location, picked, units, orders }) => (
              <li key={waveId}>
                <Link to="/pick" search={{ wave: waveId }} className="card flex min-h-20 items-center gap-4 px-5 py-4 hover:bg-hover">
                  <span className="min-w-0 flex-1">
                    <span className="block truncate text-lg font-semibold">{name}</span>
                    <span className="text-soft">
                      {location} · {t('waves.orders', { count: orders })}
                    </span>
                  </span>
                  <span className="text-lg font-medium">
                    {picked} / {units}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
