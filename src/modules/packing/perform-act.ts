import { type Command, commandOf } from './code-rules.ts';
import type { PackAct } from './contract.ts';
import { countUnits, takeCode, write } from './count-units.ts';
import { finishParcel } from './finish-parcel.ts';
import { letGo, lockedBy, openOrder } from './open-order.ts';
import type { OrderNow } from './order-now.ts';
import { countAsked, scanCode } from './scan-code.ts';
import { emptyParcel, setBox, setWeight, undoLast } from './set-parcel.ts';
import { isGood, type Outcome, outcomeOf, type Work } from './work-at.ts';

/** Does one thing at a station and says what came of it. */
export async function performAct(work: Work, act: PackAct): Promise<Outcome> {
  const { asked } = work.next;
  work.next.asked = null;
  work.next.unknown = null;
  if (act.act === 'scan') {
    const command = commandOf(act.code);
    if (command) return { ...(await performCommand(work, command)), meant: 'command' };
    return scanCode(work, act.code, act.quantity ?? 1);
  }
  if (act.act === 'open') {
    const opened = await openOrder(work, act.accountId, act.orderId);
    if (asked === null || !isGood(opened)) return opened;
    return (await countAsked(work, asked)) ?? opened;
  }
  if (act.act === 'leave') return leave(work);
  return withOrder(work, (order) => onOrder(work, order, act));
}

type OrderAct = Exclude<PackAct, { act: 'scan' | 'open' | 'leave' }>;

async function onOrder(work: Work, order: OrderNow, act: OrderAct): Promise<Outcome> {
  switch (act.act) {
    case 'count': {
      const item = order.items.find(({ itemId }) => itemId === act.itemId);
      if (!item) return outcomeOf('wrongItem', { values: { code: act.itemId } });
      const meant = act.productId === undefined ? { productIds: [], sku: item.sku } : { productIds: [act.productId], sku: '' };
      return countUnits(work, order, { meant, quantity: act.quantity, code: '', byHand: true, only: item.itemId });
    }
    case 'serial':
    case 'transparency':
      return takeCode(work, act.act, act.itemId, act.code.trim());
    case 'undo':
      return undoLast(work, order);
    case 'box':
      return setBox(work, order, act.boxId, act.size);
    case 'weight':
      return setWeight(work, order, act.grams, act.source);
    case 'wrap':
      await write(work, order, [{ kind: 'wrap', data: { on: act.on } }]);
      return outcomeOf('noted');
    case 'note':
      await write(work, order, [{ kind: 'note', data: { text: act.text } }]);
      return outcomeOf('noted');
    case 'finish':
      return finishParcel(work, order, act.label ?? work.settings.label, false);
    case 'cancel':
      return cancel(work, order);
  }
}

function performCommand(work: Work, command: Command): Promise<Outcome> {
  if (command === 'LEAVE') return leave(work);
  return withOrder(work, (order) => {
    switch (command) {
      case 'UNDO':
        return undoLast(work, order);
      case 'DONE':
        return finishParcel(work, order, work.settings.label, true);
      case 'LATER':
        return finishParcel(work, order, 'later', true);
      case 'NEXT':
        return finishParcel(work, order, work.settings.label, false);
      case 'CANCEL':
        return cancel(work, order);
    }
  });
}

async function leave(work: Work): Promise<Outcome> {
  await letGo(work);
  work.order = undefined;
  return outcomeOf('left');
}

async function cancel(work: Work, order: OrderNow): Promise<Outcome> {
  await emptyParcel(work, order);
  await letGo(work);
  work.order = undefined;
  return outcomeOf('cancelled', { values: { order: order.row.orderId } });
}

async function withOrder(work: Work, perform: (order: OrderNow) => Promise<Outcome>): Promise<Outcome> {
  if (work.order) return perform(work.order);
  return work.next.orderId === null ? outcomeOf('nothingOpen') : lockedBy(work);
}

/** Whether it may end a parcel: then the account's orders are held before anything else is. */
export function mayFinish(act: PackAct): boolean {
  if (act.act === 'finish') return true;
  const command = act.act === 'scan' ? commandOf(act.code) : undefined;
  return command === 'DONE' || command === 'LATER' || command === 'NEXT';
}
