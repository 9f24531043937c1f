import { AppError } from '#src/kernel/app-error.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import { appendEvents } from '#src/modules/orders/index.ts';
import type { StationState } from './contract.ts';
import { atSession } from './do-acts.ts';
import { letGo, openOrder } from './open-order.ts';
import { hasBegun } from './order-now.ts';
import { lockOf } from './order-views.ts';
import { stationState } from './station-state.ts';
import { stationRows } from './station-views.ts';
import { ensureSession, saveSession, takeLock } from './store.ts';
import type { Packer, PackingDeps } from './work-at.ts';

/** Opens the session of a person at a station, or finds the one that is there. Throws NOT_FOUND. */
export async function openSession(deps: PackingDeps, packer: Packer, stationId: string): Promise<StationState> {
  const { database, clock } = deps;
  const sessionId = await database.write([], async (tx) => {
    const station = (await stationRows(tx)).find((each) => each.stationId === stationId && each.active);
    if (!station) throw new AppError('NOT_FOUND', 'stationId: there is no such station in use');
    return ensureSession(tx, stationId, packer, clock.now());
  });
  return stationState(deps, packer, sessionId);
}

/** The person goes: the order at hand is free, and what was scanned stays. */
export async function closeSession(deps: PackingDeps, packer: Packer, sessionId: string): Promise<StationState> {
  await atSession(deps, packer, sessionId, false, async (work) => {
    await letGo(work);
    await saveSession(work.tx, sessionId, work.next, work.session.lastSeq, work.now);
  });
  return stationState(deps, packer, sessionId);
}

/**
 * Takes an order from whoever has it; what they scanned stays in its parcel. Noted on the order and in the audit. Throws
 * NOT_FOUND, NOT_ALLOWED_NOW while an order with a begun parcel is at hand.
 */
export async function takeOver(
  deps: PackingDeps,
  packer: Packer,
  sessionId: string,
  { accountId, orderId }: { accountId: string; orderId: string },
  actor: Actor,
): Promise<StationState> {
  await atSession(
    deps,
    packer,
    sessionId,
    false,
    async (work) => {
      const { tx, session, next, now } = work;
      if (work.order && work.order.row.orderId !== orderId) {
        if (hasBegun(work.order.acts))
          throw new AppError('NOT_ALLOWED_NOW', 'another order is being packed here: finish it or let it go first');
        await letGo(work);
        work.order = undefined;
      }
      const before = await lockOf(tx, accountId, orderId);
      if (!before || before.sessionId === null || before.sessionId === sessionId) {
        await openOrder(work, accountId, orderId);
        await saveSession(tx, sessionId, next, session.lastSeq, now);
        return;
      }
      await takeLock(tx, accountId, orderId, { sessionId, person: session.person, station: session.station }, now);
      await saveSession(tx, sessionId, { accountId, orderId, asked: null, unknown: null }, session.lastSeq, now);
      await appendEvents(tx, accountId, [
        {
          orderId,
          at: now,
          kind: 'packing.taken-over',
          origin: 'person',
          actor: session.person,
          source: 'desk',
          data: { from: before.person, to: session.person, station: session.station },
        },
      ]);
      await record(tx, now, { actor, action: 'packing.taken-over', accountId, subjects: [orderId], details: { station: session.station } });
    },
    accountId,
  );
  return stationState(deps, packer, sessionId);
}
