import { batchStatesOf } from '#src/modules/batches/questions.ts';
import type { Guard } from '#src/modules/guards/contract.ts';
import { type HandoverState, handoverStatesOf } from '#src/modules/handover/questions.ts';
import { packStatesOf } from '#src/modules/packing/questions.ts';
import { pickStatesOf } from '#src/modules/picking/questions.ts';
import { trackStatesOf } from '#src/modules/tracking/questions.ts';
import type { Db } from '#src/platform/db.ts';
import type { TodayRow } from './contract.ts';

export type Begun = Pick<TodayRow, 'pick' | 'pack' | 'batch' | 'handover' | 'track'> & { guards: Guard[] };

/** How far the floor is with these orders, and since when it works on them. A few statements for any number. */
export async function begunWork(
  db: Db,
  accountId: string,
  orderIds: readonly string[],
): Promise<{ of: (orderId: string) => Omit<Begun, 'guards'>; since: Map<string, Date> }> {
  const [picks, packs, batches, handovers, tracks] = await Promise.all([
    pickStatesOf(db, accountId, orderIds),
    packStatesOf(db, accountId, orderIds),
    batchStatesOf(db, accountId, orderIds),
    handoverStatesOf(db, accountId, orderIds),
    trackStatesOf(db, accountId, orderIds),
  ]);
  const since = new Map([...picks].flatMap(([orderId, { since: at }]) => (at ? [[orderId, at] as const] : [])));
  return {
    since,
    of: (orderId) => {
      const pick = picks.get(orderId);
      const pack = packs.get(orderId);
      const track = tracks.get(orderId)?.[0];
      return {
        pick: pick && pick.progress !== 'none' ? { progress: pick.progress, waveId: pick.waveId, wave: pick.wave, tote: pick.tote } : null,
        pack: pack && pack.state !== 'none' ? { progress: pack.state, by: pack.lock?.person ?? null } : null,
        batch: batches.get(orderId) ?? null,
        handover: handoverOf(handovers.get(orderId)),
        track: track ? { state: track.state, exceptions: [...track.exceptions] } : null,
      };
    },
  };
}

function handoverOf(state: HandoverState | undefined): TodayRow['handover'] {
  if (state?.handedAt) return state.departed ? 'handed' : 'loaded';
  if (state?.listed) return 'listed';
  return state?.hasSlot ? 'slot' : null;
}
