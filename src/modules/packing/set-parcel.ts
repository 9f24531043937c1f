import type { Size } from './content-rules.ts';
import { canBeUndone } from './content-rules.ts';
import { write } from './count-units.ts';
import { type OrderNow, withActs } from './order-now.ts';
import { boxOf, expectedOf, weightState } from './parcel-check.ts';
import { dropOpenPhotos, freeCodes, undoActs } from './store.ts';
import { type Outcome, outcomeOf, type Work } from './work-at.ts';

/** The box that the open parcel is packed in; null with a size: none of ours. */
export async function setBox(work: Work, order: OrderNow, boxId: string | null, size?: Size): Promise<Outcome> {
  const box = work.boxes.find((each) => each.boxId === boxId && each.active);
  if (boxId !== null && !box) return outcomeOf('badCode', { values: { code: boxId } });
  const { grams } = order.content;
  if (box && isTooHeavy(grams, box.maxWeight)) return tooHeavy(grams, box.maxWeight);
  await write(work, order, [{ kind: 'box', code: box?.code ?? '', data: { boxId, ...(boxId === null && size ? { size } : {}) } }]);
  return outcomeOf('boxSet', { values: { box: box?.name ?? '' } });
}

/** What a scale shows, in whole grams. Far from what was expected it is kept, and the parcel is not finished with it. */
export async function setWeight(work: Work, order: OrderNow, grams: number, from: 'scale' | 'typed'): Promise<Outcome> {
  const most = boxOf(order, work.boxes)?.maxWeight ?? null;
  if (isTooHeavy(grams, most)) return tooHeavy(grams, most);
  await write(work, order, [{ kind: 'weight', data: { grams, from } }]);
  const values = { grams: String(grams), expected: String((work.order && expectedOf(work.order, work.boxes)) ?? '') };
  const isOff = work.order && weightState(work.order, work.boxes, work.settings) === 'off';
  return outcomeOf(isOff ? 'weightDiffers' : 'weightSet', { values });
}

const isTooHeavy = (grams: number | null, most: number | null): boolean => grams !== null && most !== null && grams > most;
const tooHeavy = (grams: number | null, most: number | null): Outcome =>
  outcomeOf('tooHeavy', { values: { grams: String(grams), most: String(most) } });

/** Takes back the last thing that was done to the open parcel. */
export async function undoLast(work: Work, order: OrderNow): Promise<Outcome> {
  const last = order.acts.findLast(({ kind }) => canBeUndone(kind));
  if (!last) return outcomeOf('nothingToUndo');
  await takeBack(work, order, [last]);
  return outcomeOf('undone', { itemId: last.itemId, values: { code: last.code } });
}

/** Forgets the open parcel: what lay in it goes back to its shelf. */
export async function emptyParcel(work: Work, order: OrderNow): Promise<void> {
  if (order.photos.some(({ parcelId }) => parcelId === null)) await dropOpenPhotos(work.tx, order.accountId, order.row.orderId);
  await takeBack(work, order, order.acts);
}

async function takeBack(work: Work, order: OrderNow, acts: OrderNow['acts']): Promise<void> {
  const { tx, now } = work;
  await undoActs(
    tx,
    order.accountId,
    acts.map(({ actId }) => actId),
    now,
  );
  await freeCodes(
    tx,
    acts.filter(({ kind }) => kind === 'serial' || kind === 'transparency'),
  );
  work.next.unknown = null;
  work.order = withActs(
    order,
    order.acts.filter((act) => !acts.includes(act)),
  );
}
