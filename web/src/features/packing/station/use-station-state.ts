import { useEffect } from 'react';
import { useStore } from '../../../lib/store.ts';
import { lookAtSession } from '../pack-queries.ts';
import type { SenderState } from '../queue/act-sender.ts';
import type { StationDesk } from './station-desk.ts';

const moving: ReadonlySet<string> = new Set(['wanted', 'asked', 'buying', 'unsure', 'voiding']);

/** The station as the desk last told, asked for anew while labels are on their way, and now and then. */
export function useStationState(desk: StationDesk): SenderState {
  const now = useStore(desk.sender.store);
  const { state, queue, link } = now;
  const isMoving = state.recent.some(({ label }) => moving.has(label.state));
  const isBusy = queue.waiting.length > 0;
  useEffect(() => {
    if (isBusy) return;
    const timer = setInterval(
      () => {
        // Nothing to tell when it fails: the next scan says that the desk does not answer.
        lookAtSession(state.sessionId).then(desk.sender.show, () => undefined);
      },
      isMoving ? 1_000 : 8_000,
    );
    return () => clearInterval(timer);
  }, [desk, state.sessionId, isMoving, isBusy, link]);
  return now;
}
