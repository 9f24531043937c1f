import { useQuery } from '@tanstack/react-query';
import { MonitorX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSetup, PackStation } from '#src/modules/packing/contract.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { usePageTitle } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { setupQuery } from './pack-queries.ts';
import { type ClaimState, claimStation, type StationClaim } from './station/claim-station.ts';
import { StationChoice } from './station/station-choice.tsx';
import { openStation, type StationDesk } from './station/station-desk.ts';
import { StationScreen } from './station/station-screen.tsx';
import { useStationSettings } from './station/station-settings.ts';

/** The packing station: full screen, worked by scanner and keys. */
export function PackPage() {
  const { t } = useTranslation();
  usePageTitle(t('nav.pack'));
  const { stationId } = useStationSettings();
  const setup = useQuery(setupQuery);
  if (setup.error && !setup.data) return <ProblemPanel error={setup.error} onRetry={() => void setup.refetch()} />;
  if (!setup.data) return <SkeletonLines />;
  const station = setup.data.stations.find((each) => each.stationId === stationId && each.active);
  if (!station) return <StationChoice setup={setup.data} />;
  return <ClaimedStation key={station.stationId} station={station} setup={setup.data} />;
}

/** One tab works at a station; a second one says so, and can take it over. */
function ClaimedStation({ station, setup }: { station: PackStation; setup: PackSetup }) {
  const { t } = useTranslation();
  const [claim, setClaim] = useState<ClaimState>('asking');
  const held = useRef<StationClaim>(undefined);
  const { stationId } = station;
  useEffect(() => {
    held.current = claimStation(stationId, setClaim);
    return () => held.current?.release();
  }, [stationId]);
  if (claim === 'ours') return <OpenStation stationId={stationId} setup={setup} />;
  if (claim === 'asking') return <SkeletonLines />;
  return (
    <EmptyState
      heading="h1"
      icon={<MonitorX size={20} />}
      title={t('pack.otherTab', { station: station.name })}
      text={t('pack.otherTabText')}
    >
      <Button kind="primary" onClick={() => held.current?.takeOver()}>
        {t('pack.useHere')}
      </Button>
    </EmptyState>
  );
}

function OpenStation({ stationId, setup }: { stationId: string; setup: PackSetup }) {
  const [desk, setDesk] = useState<StationDesk | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let opened: StationDesk | undefined;
    let gone = false;
    openStation(stationId).then(
      (fresh) => {
        if (gone) return fresh.close();
        opened = fresh;
        setDesk(fresh);
      },
      (error: unknown) => setProblem(error),
    );
    return () => {
      gone = true;
      opened?.close();
    };
  }, [stationId, tries]);
  const retry = () => {
    setProblem(null);
    setTries(tries + 1);
  };
  if (desk) return <StationScreen desk={desk} setup={setup} />;
  return problem ? <ProblemPanel error={problem} onRetry={retry} /> : <SkeletonLines />;
}
