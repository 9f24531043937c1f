import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { poke } from '#src/platform/due.ts';
import { asListed, there } from './ask-manifest.ts';
import { wayOf } from './board-rules.ts';
import { labelsAtCarrier, waitingLabels } from './board-views.ts';
import { daysOf, waitedForMs } from './days.ts';
import type { ErrandRow } from './errand.ts';
import type { HandoverDeps } from './handover-deps.ts';
import { holdHandover, insertErrand } from './store.ts';
import { errandOfKey, oneErrand } from './views.ts';

export type PickupWish = {
  key: string;
  place: string;
  carrier: string;
  /** own: somebody takes the parcels there; kept as a note with who said so. */
  way: 'easypost' | 'shippo' | 'own';
  /** ISO 8601; for own: when it was. */
  from: string;
  to: string;
  note: string;
};

/**
 * Asks a carrier to collect the parcels of a place, or notes that they were dropped off. The same key asks once. Throws
 * NOT_ALLOWED_NOW where no parcel of the carrier waits, INVALID_INPUT for a window that is none or lies in the past.
 */
export const askPickup = (deps: HandoverDeps, accountId: AccountId, wish: PickupWish, by: string): Promise<ErrandRow> =>
  deps.database.write([accountId], async (tx) => {
    await holdHandover(tx, accountId);
    const before = await errandOfKey(tx, accountId, wish.key);
    if (before) return before;
    const now = deps.clock.now();
    const { key, place, carrier, way, from, to, note } = wish;
    if (way === 'own') {
      const request = { carrier, window: { from, to }, note };
      const errandId = await insertErrand(
        tx,
        accountId,
        { kind: 'pickup', way, state: 'done', place, carrier, requestKey: key, request },
        by,
        now,
      );
      return there(await oneErrand(tx, accountId, errandId));
    }
    if (Date.parse(to) <= Date.parse(from) || Date.parse(to) <= now.getTime())
      throw new AppError('INVALID_INPUT', 'to: the window must end after it begins and after now');
    const { today } = await daysOf(tx, now);
    const waiting = await waitingLabels(tx, new Date(now.getTime() - waitedForMs), today);
    const meant = waiting.filter(
      (label) => label.place === place && label.carrier === carrier && wayOf(label.kind) === way && !label.cancelled && !label.handedAt,
    );
    if (meant.length === 0) throw new AppError('NOT_ALLOWED_NOW', 'carrier: no parcel of this carrier waits at this place');
    const labels = await labelsAtCarrier(
      tx,
      accountId,
      meant.map(({ labelId }) => labelId),
    );
    const request = { carrier, from: labels[0]?.from, labels: labels.map(asListed), window: { from, to }, note };
    const errandId = await insertErrand(
      tx,
      accountId,
      { kind: 'pickup', way, state: 'asked', place, carrier, requestKey: key, request },
      by,
      now,
    );
    await poke(tx, accountId, 'handover', now);
    return there(await oneErrand(tx, accountId, errandId));
  });

/** Calls a pickup off. Throws NOT_FOUND, NOT_ALLOWED_NOW for one that is not booked or whose carrier takes none back. */
export const cancelPickup = (deps: HandoverDeps, accountId: AccountId, errandId: string, key: string, by: string): Promise<ErrandRow> =>
  deps.database.write([accountId], async (tx) => {
    await holdHandover(tx, accountId);
    const before = await errandOfKey(tx, accountId, key);
    if (before) return before;
    const now = deps.clock.now();
    const pickup = there(await oneErrand(tx, accountId, errandId));
    if (pickup.kind !== 'pickup' || pickup.state !== 'done') throw new AppError('NOT_ALLOWED_NOW', 'errandId: this is no booked pickup');
    if (pickup.way === 'shippo')
      throw new AppError('NOT_ALLOWED_NOW', 'errandId: Shippo takes no pickup back; call the carrier with the confirmation number');
    const { way, place, carrier, number, result } = pickup;
    const request = { number: number ?? '', handle: result.handle ?? {} };
    const state = way === 'own' ? ('done' as const) : ('asked' as const);
    const errand = { kind: 'pickup_cancel' as const, way, state, place, carrier, requestKey: key, request, ofErrand: errandId };
    const cancelId = await insertErrand(tx, accountId, errand, by, now);
    if (state === 'asked') await poke(tx, accountId, 'handover', now);
    return there(await oneErrand(tx, accountId, cancelId));
  });
