import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Footprints, Plus, Tags } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaveView } from '#src/modules/picking/contract.ts';
import { Bar } from '../../components/bar.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Menu, MenuLink } from '../../components/menu.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { apiUrl } from '../../lib/api.ts';
import { useZone } from '../accounts/session.ts';
import { Deadline } from '../orders/cells/deadline.tsx';
import { wavesQuery } from './picking-queries.ts';
import { WaveBadge } from './state-badge.tsx';
import { WaveDialog } from './wave-dialog.tsx';

/** Waves that are open, with how far they are, and those that have ended. */
export function WavesPage() {
  const { t } = useTranslation();
  const [state, setState] = useState<'open' | 'ended'>('open');
  const [making, setMaking] = useState(false);
  const { data, error, isPending, refetch } = useQuery(wavesQuery(state));
  return (
    <Page
      title={t('nav.waves')}
      lead={t('waves.lead')}
      actions={
        <div className="flex w-full flex-wrap gap-2 sm:w-auto">
          <LabelMenu />
          <Button kind="primary" onClick={() => setMaking(true)}>
            <Plus aria-hidden size={15} />
            {t('waves.new')}
          </Button>
        </div>
      }
    >
      <div>
        <Segmented
          label={t('waves.which')}
          value={state}
          options={(['open', 'ended'] as const).map((value) => ({ value, label: t(`waves.${value}`) }))}
          onChange={setState}
        />
      </div>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState
          icon={<Footprints size={20} />}
          title={state === 'open' ? t('waves.none') : t('waves.noneEnded')}
          text={state === 'open' ? t('waves.noneText') : undefined}
        >
          {state === 'open' && (
            <Button kind="primary" onClick={() => setMaking(true)}>
              {t('waves.new')}
            </Button>
          )}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <ul className="flex flex-col gap-3">
          {data.map((wave) => (
            <WaveCard key={wave.waveId} wave={wave} />
          ))}
        </ul>
      )}
      {making && <WaveDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}

function WaveCard({ wave }: { wave: WaveView }) {
  const { t } = useTranslation();
  const zone = useZone();
  const { waveId, name, state, picked, units } = wave;
  return (
    <li className="card flex flex-wrap items-center gap-x-5 gap-y-3 px-4 py-3.5">
      <div className="min-w-0 flex-1 basis-52">
        <div className="flex items-center gap-2">
          <Link to="/waves/$waveId" params={{ waveId }} className="truncate font-semibold hover:underline">
            {name}
          </Link>
          <WaveBadge state={state} />
        </div>
        <p className="truncate text-soft">
          {wave.location} · {t('waves.orders', { count: wave.orders })} · {t('waves.madeBy', { name: wave.madeBy })}
        </p>
      </div>
      <div className="w-44">
        <Bar kind="progressbar" label={t('waves.progress')} value={picked} max={units} tone={picked === units ? 'good' : 'accent'} />
        <p className="mt-1 text-xs text-soft">
          {t('waves.ofUnits', { picked, units })}
          {wave.short > 0 && <span className="text-bad"> · {t('waves.short', { count: wave.short })}</span>}
        </p>
      </div>
      <div className="w-36">
        <Deadline at={wave.shipBy} status={wave.endedAt ? 'shipped' : 'unshipped'} zone={zone} />
      </div>
      {state === 'released' && (
        <Link to="/pick" search={{ wave: waveId }} className={buttonLook({ kind: 'primary' })}>
          {t('waves.pick')}
        </Link>
      )}
    </li>
  );
}

/** Sheets of barcodes to cut out. */
function LabelMenu() {
  const { t } = useTranslation();
  return (
    <Menu
      trigger={
        <Button>
          <Tags aria-hidden size={14} />
          {t('waves.labelSheets')}
        </Button>
      }
    >
      {(['totes', 'bins'] as const).map((of) => (
        <MenuLink key={of} href={apiUrl('/picking/labels.pdf', { of })}>
          {of === 'totes' ? t('waves.toteLabels') : t('waves.binLabels')}
        </MenuLink>
      ))}
    </Menu>
  );
}
