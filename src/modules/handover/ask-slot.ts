import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { there } from './ask-manifest.ts';
import type { ErrandRow } from './errand.ts';
import type { HandoverDeps } from './handover-deps.ts';
import type { Slot, SlotParcel } from './ports.ts';
import { holdHandover, insertErrand } from './store.ts';
import { errandOfKey, type OrderOfSlot, oneErrand, orderOfSlot, slotErrands } from './views.ts';

/** When Amazon would take a parcel of this order. Throws NOT_FOUND, NOT_ALLOWED_NOW, and as Amazon's reads do. */
export async function slotsOf(deps: HandoverDeps, accountId: AccountId, orderId: string, parcel: SlotParcel): Promise<Slot[]> {
  const { marketplaceId } = await deps.database.read([accountId], (db) => mustSchedule(db, accountId, orderId, true));
  const list = await deps.listSlots(accountId);
  if (!list) throw new AppError('NOT_ALLOWED_NOW', 'accountId: this account is not connected to Amazon');
  return list({ orderId, marketplaceId, parcel });
}

export type SlotWish = { key: string; orderId: string; slot: Slot; format?: 'PDF' | 'ZPL' | undefined };

/**
 * Schedules a parcel of Easy Ship for a slot. An order is scheduled once: the same order again gives what was asked before.
 * Throws NOT_FOUND, NOT_ALLOWED_NOW.
 */
export const askSlot = (deps: HandoverDeps, accountId: AccountId, wish: SlotWish, by: string): Promise<ErrandRow> =>
  deps.database.write([accountId], async (tx) => {
    await holdHandover(tx, accountId);
    const before = await errandOfKey(tx, accountId, wish.key);
    if (before) return before;
    const { orderId, slot, format = 'PDF', key } = wish;
    const live = (await slotErrands(tx, accountId, [orderId])).find(({ kind, state }) => kind === 'slot' && state !== 'refused');
    if (live) throw new AppError('NOT_ALLOWED_NOW', 'orderId: this order is scheduled already; change its slot instead');
    const now = deps.clock.now();
    const { marketplaceId } = await mustSchedule(tx, accountId, orderId, false);
    const request = { orderId, marketplaceId, slot, format };
    const errand = { kind: 'slot' as const, way: 'easy_ship' as const, state: 'asked' as const, place: 'main', carrier: 'Easy Ship' };
    const errandId = await insertErrand(tx, accountId, { ...errand, requestKey: key, request, orderId }, by, now);
    await poke(tx, accountId, 'handover', now);
    return there(await oneErrand(tx, accountId, errandId));
  });

/** Asks for another slot of a parcel that is scheduled. Throws NOT_FOUND, NOT_ALLOWED_NOW. */
export const changeSlot = (deps: HandoverDeps, accountId: AccountId, wish: SlotWish, by: string): Promise<ErrandRow> =>
  deps.database.write([accountId], async (tx) => {
    await holdHandover(tx, accountId);
    const before = await errandOfKey(tx, accountId, wish.key);
    if (before) return before;
    const { orderId, slot, key } = wish;
    const errands = await slotErrands(tx, accountId, [orderId]);
    const scheduled = errands.find(({ kind, state }) => kind === 'slot' && state === 'done');
    if (!scheduled) throw new AppError('NOT_ALLOWED_NOW', 'orderId: this order is not scheduled yet');
    if (errands.some(({ kind, state }) => kind === 'slot_change' && state !== 'done' && state !== 'refused'))
      throw new AppError('NOT_ALLOWED_NOW', 'orderId: another change of its slot is under way');
    const now = deps.clock.now();
    const { marketplaceId } = await mustSchedule(tx, accountId, orderId, true);
    const request = { orderId, marketplaceId, slot, packageId: scheduled.number ?? '' };
    const errand = {
      kind: 'slot_change' as const,
      way: 'easy_ship' as const,
      state: 'asked' as const,
      place: 'main',
      carrier: 'Easy Ship',
    };
    const ofErrand = scheduled.errandId;
    const errandId = await insertErrand(tx, accountId, { ...errand, requestKey: key, request, orderId, ofErrand }, by, now);
    await poke(tx, accountId, 'handover', now);
    return there(await oneErrand(tx, accountId, errandId));
  });

/** Why an order of Easy Ship is not scheduled now; undefined where it may be. `later`: it may be shipped already. */
export function slotStop(order: OrderOfSlot, later: boolean): string | undefined {
  if (!order.programs.includes('AMAZON_EASY_SHIP')) return 'handover.stop.notEasyShip';
  if (order.status === 'cancelled') return 'writes.skip.cancelled';
  if (order.status === 'pending' || order.status === 'pending_availability') return 'writes.skip.pending';
  if (order.cancelRequestedAt) return 'writes.warn.cancelRequested';
  return !later && order.status === 'shipped' ? 'writes.skip.shipped' : undefined;
}

async function mustSchedule(db: Db, accountId: AccountId, orderId: string, later: boolean): Promise<OrderOfSlot> {
  const order = await orderOfSlot(db, accountId, orderId);
  if (!order) throw new AppError('NOT_FOUND', 'orderId: this order is not here');
  const reason = slotStop(order, later);
  if (reason) throw new AppError('NOT_ALLOWED_NOW', `orderId: no slot may be chosen for this order now (${reason})`, { data: { reason } });
  return order;
}
