import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { mayMove } from '#src/kernel/states.ts';
import type { Tx } from '#src/platform/db.ts';
import { shelfRows } from './candidate-views.ts';
import { allAccounts, type PickingDeps } from './make-wave.ts';
import { changeLines, type LineChange } from './pick-store.ts';
import { nowhere, onShelves } from './plan-rules.ts';
import type { OrderKey } from './views.ts';
import { type WaveState, waveMoves } from './wave-states.ts';
import {
  closeOrders,
  type HeldWave,
  holdLocation,
  holdWave,
  insertLines,
  type OrderLine,
  reopenOrders,
  saveWaveState,
} from './wave-store.ts';
import { shortLineRows, waveRows } from './wave-views.ts';

/**
 * Releases, pauses, finishes or cancels a wave, or takes that back. Its end lets its orders go: what was fetched stays fetched
 * for them, the rest may join another wave. Asking for the state that it has is no harm. Throws NOT_FOUND, NOT_ALLOWED_NOW for
 * a move that there is not, or back to `made` once something was fetched.
 */
export const moveWave = (deps: PickingDeps, waveId: string, to: WaveState): Promise<void> =>
  changing(deps, waveId, async (tx, wave, now) => {
    if (wave.state === to) return;
    if (!mayMove(waveMoves, wave.state, to)) throw new AppError('NOT_ALLOWED_NOW', `a wave that is ${wave.state} cannot become ${to}`);
    if (to === 'made') {
      const [counts] = await waveRows(tx, tx.accounts, { waveId, limit: 1 });
      if (wave.state === 'released' && (counts?.picked ?? 0) > 0)
        throw new AppError('NOT_ALLOWED_NOW', 'units of this wave were fetched already: pause or cancel it instead');
      await holdLocation(tx, wave.locationId);
      if (wave.state === 'cancelled' && (await reopenOrders(tx, waveId)) === 0)
        throw new AppError('NOT_ALLOWED_NOW', 'its orders are in other waves by now: make a new one');
    }
    if (to === 'finished' || to === 'cancelled') await closeOrders(tx, waveId);
    await saveWaveState(tx, waveId, to, now);
  });

/** Takes orders out of a wave: they may join another one. What was fetched for them stays fetched. Gives how many were in it. */
export const dropOrders = (deps: PickingDeps, waveId: string, orders: readonly OrderKey[]): Promise<number> =>
  changing(deps, waveId, (tx) => closeOrders(tx, waveId, orders));

/** Looks again for what was not found: units that have come into a bin since are put on lines there. Gives how many. */
export const planAgain = (deps: PickingDeps, waveId: string): Promise<number> =>
  changing(deps, waveId, async (tx, wave) => {
    await holdLocation(tx, wave.locationId);
    const short = await shortLineRows(tx, waveId);
    const shelves = await shelfRows(tx, [...new Set(short.map(({ productId }) => productId))], wave.locationId);
    const lines: OrderLine[] = [];
    const changes: LineChange[] = [];
    for (const { accountId, orderId, itemId, productId, lineId, units } of short) {
      const planned = onShelves([{ itemId, productId, quantity: units }], shelves);
      planned.take();
      const found = planned.lines.filter(({ binId }) => binId !== nowhere);
      const quantity = found.reduce((n, line) => n + line.quantity, 0);
      if (quantity > 0) changes.push({ accountId, lineId, short: -quantity, quantity: -quantity });
      lines.push(...found.map((line) => ({ ...line, accountId, orderId })));
    }
    await changeLines(tx, changes);
    await insertLines(tx, waveId, lines);
    return lines.reduce((n, { quantity }) => n + quantity, 0);
  });

async function changing<T>(
  { database, clock }: PickingDeps,
  waveId: string,
  work: (tx: Tx, wave: HeldWave, now: Date) => Promise<T>,
): Promise<T> {
  const all: AccountId[] = await allAccounts(database);
  return database.write(all, async (tx) => {
    const wave = await holdWave(tx, waveId, 'change');
    if (!wave) throw new AppError('NOT_FOUND', `there is no wave ${waveId}`);
    return work(tx, wave, clock.now());
  });
}
