import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSetup } from '#src/modules/packing/contract.ts';
import { classes } from '../../../lib/classes.ts';
import { useStore } from '../../../lib/store.ts';
import { useHotkeys } from '../../../lib/use-hotkeys.ts';
import { foresee, stuck } from '../queue/foresee.ts';
import { useScale } from '../scale/use-scale.ts';
import { CandidateList } from './candidate-list.tsx';
import { instructionOf } from './instruction.ts';
import { InstructionPanel } from './instruction-panel.tsx';
import { KeyBar } from './key-bar.tsx';
import { NetworkStrip } from './network-strip.tsx';
import { OrderLines } from './order-lines.tsx';
import { ParcelPanel } from './parcel-panel.tsx';
import { RecentParcels } from './recent-parcels.tsx';
import type { StationDesk } from './station-desk.ts';
import { StationHead } from './station-head.tsx';
import type { Panel } from './station-keys.ts';
import { StationPanels } from './station-panels.tsx';
import { useAutoWeight } from './use-auto-weight.ts';
import { usePrinting } from './use-printing.ts';
import { useStationActions } from './use-station-actions.ts';
import { useStationScanner } from './use-station-scanner.ts';
import { useStationState } from './use-station-state.ts';

/** Everything that one sees at a station: what to do, the order, its parcel, and the keys. */
export function StationScreen({ desk, setup }: { desk: StationDesk; setup: PackSetup }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [panel, setPanel] = useState<Panel | null>(null);
  const sent = useStationState(desk);
  // While steps wait, the page leads on as if the desk had taken them.
  const { order } = foresee(sent.state.order, stuck(sent));
  const state = { ...sent.state, order };
  const feedback = useStore(desk.feedback);
  const instruction = instructionOf(state, setup.settings);
  const { print } = usePrinting(desk, state.recent);
  const scale = useScale();
  useAutoWeight(desk, scale.reading, instruction.step);
  const actions = useStationActions({ desk, state, instruction, setPanel, print });
  useStationScanner({ desk, state, setup, instruction, panel, setPanel, actions });
  useHotkeys({ Enter: () => actions.run('finish'), Escape: () => actions.run('leave') });
  useEffect(() => () => void client.invalidateQueries({ queryKey: ['packing'] }), [client]);

  const tone = feedback && feedback.tone !== 'good' ? feedback.tone : null;
  return (
    <div className="relative flex h-full flex-col">
      <h1 className="sr-only">{t('nav.pack')}</h1>
      <StationHead state={state} onPanel={setPanel} />
      <NetworkStrip desk={desk} sent={sent} />
      <div className="quiet-scroll flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-4">
        <InstructionPanel desk={desk} state={state} instruction={instruction} feedback={feedback} onPanel={setPanel} />
        {order ? (
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <OrderLines desk={desk} sent={sent} order={order} />
            <ParcelPanel desk={desk} order={order} setup={setup} scale={scale} onPanel={setPanel} onPrint={print} />
          </div>
        ) : (
          <>
            {state.candidates.length > 0 && <CandidateList desk={desk} state={state} />}
            <RecentParcels parcels={state.recent} today={state.today} onPrint={print} onPanel={setPanel} />
          </>
        )}
      </div>
      <KeyBar actions={actions} />
      {panel && <StationPanels panel={panel} desk={desk} state={state} setup={setup} scale={scale} onPanel={setPanel} />}
      {tone && (
        <div
          aria-hidden
          key={feedback?.id}
          className={classes(
            'pointer-events-none absolute inset-0 z-30 animate-flash border-8',
            tone === 'bad' ? 'border-stop' : 'border-amber',
          )}
        />
      )}
    </div>
  );
}
