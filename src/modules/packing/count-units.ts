import { mayBeTransparency, sgtinOf } from './code-rules.ts';
import { blockOfOrder, type ItemNow, inParcel, isComplete, missingCodes, type OrderNow, withActs } from './order-now.ts';
import { addActs, type NewAct, useCode } from './store.ts';
import { type Meant, take } from './take-rules.ts';
import { because, type Outcome, outcomeOf, type Work } from './work-at.ts';

/** `only`: the one item that a person chose. */
export type Scanned = { meant: Meant; quantity: number; code: string; byHand: boolean; only?: string };

/** Counts units into the open parcel, or says why not; a guard that stands in the way is asked first. */
export async function countUnits(work: Work, order: OrderNow, { meant, quantity, code, byHand, only }: Scanned): Promise<Outcome> {
  const block = blockOfOrder(order);
  if (block) return because(block.effect === 'stop' ? 'stopped' : 'heldByGuard', block);
  const items = only === undefined ? order.items : order.items.filter(({ itemId }) => itemId === only);
  const found = take(items, order.content, meant, quantity);
  if ('no' in found) return outcomeOf(found.no, { values: { code, sku: meant.sku } });
  const acts = found.taken.map(
    ({ itemId, productId, kind, quantity: units }): NewAct => ({ kind, itemId, productId, quantity: units, code, byHand }),
  );
  const last = found.taken.at(-1);
  const item = order.items.find(({ itemId }) => itemId === last?.itemId);
  await write(work, order, acts);
  // A code that names product and unit at once counts as both.
  if (item?.needsTransparency && sgtinOf(code) && found.taken.length === 1 && quantity === 1)
    return takeCode(work, 'transparency', item.itemId, code);
  return progress(work, item?.itemId ?? '');
}

/** A number or code for one unit that lies in the open parcel. */
export async function takeCode(work: Work, kind: 'serial' | 'transparency', itemId: string, code: string): Promise<Outcome> {
  const { order } = work;
  const item = order?.items.find((each) => each.itemId === itemId);
  if (!order || !item) return outcomeOf('wrongItem', { values: { code } });
  const block = blockOfOrder(order);
  if (block) return because(block.effect === 'stop' ? 'stopped' : 'heldByGuard', block);
  const missing = missingCodes(order, item);
  if ((kind === 'serial' ? missing.serials : missing.transparency) === 0) return outcomeOf('notNeeded', { itemId, values: { code } });
  if (kind === 'transparency' ? !mayBeTransparency(code) : !/^[!-~]{3,60}$/.test(code))
    return outcomeOf('badCode', { itemId, values: { code } });
  if (!(await useCode(work.tx, kind, code, work.now))) return outcomeOf('usedCode', { itemId, values: { code } });
  await write(work, order, [{ kind, itemId, code }]);
  const after = await progress(work, itemId);
  return after.outcome === 'counted' ? outcomeOf('codeTaken', { itemId, values: { code } }) : after;
}

/** Writes what was done down, and knows the order as it is then. */
export async function write(work: Work, order: OrderNow, acts: readonly NewAct[]): Promise<void> {
  const { tx, session, now } = work;
  const kept = await addActs(tx, order.accountId, order.row.orderId, acts, session, now);
  work.next.unknown = null;
  work.order = withActs(order, [...order.acts, ...kept]);
}

/** How far counting has come with an item. */
async function progress({ order }: Work, itemId: string): Promise<Outcome> {
  const item = order?.items.find((each) => each.itemId === itemId);
  if (!order || !item) return outcomeOf('counted', { itemId });
  const { serials, transparency } = missingCodes(order, item);
  const values = { sku: item.sku, ...countsOf(order, item) };
  if (transparency > 0) return outcomeOf('needsTransparency', { itemId, values });
  if (serials > 0) return outcomeOf('needsSerial', { itemId, values });
  if (inParcel(order, item).begun > inParcel(order, item).whole) return outcomeOf('partCounted', { itemId, values });
  if (isComplete(order)) return outcomeOf('orderComplete', { itemId, values });
  return outcomeOf(inParcel(order, item).whole >= item.room ? 'itemComplete' : 'counted', { itemId, values });
}

const countsOf = (order: OrderNow, item: ItemNow) => ({
  done: String(item.packed + inParcel(order, item).whole),
  of: String(item.toPack),
});
