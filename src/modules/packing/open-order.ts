import type { AccountId } from '#src/kernel/ids.ts';
import { loadOrder } from './load-order.ts';
import { blockOfOrder, hasBegun } from './order-now.ts';
import { isHere, lockOf } from './order-views.ts';
import { lockOrder, unlock } from './store.ts';
import { because, freeBefore, type Outcome, outcomeOf, type Work } from './work-at.ts';

/**
 * Takes an order to the station. What lay there before is let go when nothing of it is in the open parcel. An order that
 * somebody else has is shown, and not taken.
 */
export async function openOrder(work: Work, accountId: AccountId, orderId: string): Promise<Outcome> {
  const { tx, now, session, next, settings } = work;
  const isSame = next.accountId === accountId && next.orderId === orderId;
  if (!isSame && work.order && hasBegun(work.order.acts)) return outcomeOf('otherOpen', { values: { order: work.order.row.orderId } });
  if (!(await isHere(tx, accountId, orderId))) return outcomeOf('noSuchOrder', { values: { code: orderId } });
  if (!isSame && work.order) await unlock(tx, work.order.accountId, session.sessionId, work.order.row.orderId);
  work.order = undefined;
  next.accountId = accountId;
  next.orderId = orderId;
  next.unknown = null;
  const { sessionId, person, station } = session;
  const isOurs = await lockOrder(tx, accountId, orderId, { sessionId, person, station }, { now, freeBefore: freeBefore(now, settings) });
  if (!isOurs) return lockedBy(work);
  // Read under the row: nobody else changes what is in it from here on.
  work.order = await loadOrder(tx, accountId, orderId);
  if (!work.order) return outcomeOf('noSuchOrder', { values: { code: orderId } });
  const block = blockOfOrder(work.order);
  if (work.order.items.every(({ room }) => room === 0) && work.order.parcels.length > 0)
    return outcomeOf('nothingLeft', { values: { order: orderId } });
  if (block) return because(block.effect === 'stop' ? 'stopped' : 'heldByGuard', block);
  return outcomeOf('opened', { values: { order: orderId } });
}

/** Somebody else has the order that this session shows. */
export async function lockedBy({ tx, next }: Work): Promise<Outcome> {
  const lock = next.accountId !== null && next.orderId !== null ? await lockOf(tx, next.accountId, next.orderId) : undefined;
  return outcomeOf('locked', { values: { by: lock?.person ?? '', station: lock?.station ?? '' } });
}

/** Lets the order at hand go, if there is one. */
export async function letGo({ tx, session, next, order }: Work): Promise<void> {
  if (order) await unlock(tx, order.accountId, session.sessionId, order.row.orderId);
  next.accountId = null;
  next.orderId = null;
  next.asked = null;
  next.unknown = null;
}
