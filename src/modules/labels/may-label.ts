import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { blockOf, guardsOf } from '#src/modules/guards/questions.ts';
import { type ShipGuard, shipGuard } from '#src/modules/writes/questions.ts';
import type { Db } from '#src/platform/db.ts';
import type { Label } from './label.ts';
import { isGivenBack, isLive } from './states.ts';
import { labelsOf } from './views.ts';

type Item = { itemId: string; quantity: number; transparencyCodes?: string[] };

/**
 * May a label be bought for these items now? Undefined reason: yes. The units of live labels are taken; a package that
 * Amazon shows and the label that it came from are the same units. `except` is the label that is asked about itself: since it
 * was asked for, the address may have changed. A question of the guards that nobody has answered stops it as well. Where Amazon
 * shows a parcel whose label was given back, its units are free: the next label takes its place.
 */
export async function mayLabel(
  db: Db,
  accountId: AccountId,
  orderId: string,
  items: Item[] | undefined,
  now: Date,
  except?: string,
): Promise<ShipGuard> {
  const all = await labelsOf(db, accountId, orderId);
  const labels = all.filter((label) => label.labelId !== except && isLive(label));
  const back = numbersBack(all);
  const guard = await shipGuard(db, accountId, orderId, items, now, back);
  if (!guard) throw new AppError('NOT_FOUND', 'orderId: this order is not here');
  const asked = all.find(({ labelId }) => labelId === except)?.askedAt;
  const wish = { stage: 'label' as const, ...(asked ? { since: new Map([[orderId, asked]]) } : {}) };
  const guards = (await guardsOf(db, accountId, [orderId], wish)).get(orderId) ?? [];
  const block = blockOf(guard.unused.length === 0 ? guards : guards.filter(({ key }) => !shippedKeys.includes(key)));
  if (!guard.stop && block) return { ...guard, stop: { key: block.key, values: block.values } };
  const pending = labels.filter(({ tracking }) => tracking === null || !guard.tracking.includes(tracking));
  const taken = (itemId: string) =>
    pending.reduce((sum, { wish }) => sum + wish.items.reduce((n, item) => n + (item.itemId === itemId ? item.quantity : 0), 0), 0);
  if (guard.stop || pending.length === 0) return guard;
  const whole = await shipGuard(db, accountId, orderId, undefined, now, back);
  const left = new Map((whole?.items ?? []).map(({ itemId, quantity }) => [itemId, quantity - taken(itemId)]));
  const fits = items
    ? guard.items.every(({ itemId, quantity }) => quantity <= (left.get(itemId) ?? 0))
    : guard.items.some(({ itemId }) => (left.get(itemId) ?? 0) > 0);
  if (!fits) return { ...guard, stop: { key: 'labels.stop.labelled', values: {} } };
  const rest = guard.items.flatMap((item) => {
    const quantity = items ? item.quantity : (left.get(item.itemId) ?? 0);
    return quantity > 0 ? [{ ...item, quantity }] : [];
  });
  return { ...guard, items: rest };
}

const shippedKeys = ['writes.skip.shipped', 'writes.skip.nothingLeft'];

/** Numbers that the desk has told Amazon, or was about to, of labels that were given back. Buy Shipping takes its own away. */
export const numbersBack = (labels: readonly Label[]): string[] =>
  labels.flatMap((label) => (isGivenBack(label) && label.confirmation !== 'carrier' && label.tracking !== null ? [label.tracking] : []));

/** Throws NOT_ALLOWED_NOW with the reason where a label may not be bought. */
export async function mustLabel(...question: Parameters<typeof mayLabel>): Promise<ShipGuard> {
  const guard = await mayLabel(...question);
  if (guard.stop)
    throw new AppError('NOT_ALLOWED_NOW', `no label may be bought for this order now (${guard.stop.key})`, {
      data: { reason: guard.stop.key },
    });
  if (guard.items.length === 0) throw new AppError('NOT_ALLOWED_NOW', 'no label may be bought for this order now: no unit is left to ship');
  return guard;
}
