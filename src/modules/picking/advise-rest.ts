import { AppError } from '#src/kernel/app-error.ts';
import { giveElsewhere } from '#src/modules/inventory/index.ts';
import { allocationsOf } from '#src/modules/inventory/questions.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import type { Db } from '#src/platform/db.ts';
import type { RestAdvice } from './contract.ts';
import type { PickingDeps } from './make-wave.ts';
import { pickStatesOf } from './pick-progress.ts';
import { freeElsewhere, openWaveOf, promisesLeft, restOrder } from './rest-views.ts';
import { tellOrders } from './site.ts';
import { type OrderKey, pickedItems } from './views.ts';
import { closeOrders, holdWave } from './wave-store.ts';

/** How far an order is, and what can be done where a part of it cannot be fetched. Throws NOT_FOUND. */
export async function restAdviceOf(db: Db, { accountId, orderId }: OrderKey): Promise<RestAdvice> {
  const order = await restOrder(db, accountId, orderId);
  const state = (await pickStatesOf(db, accountId, [orderId])).get(orderId);
  if (!order || !state) throw new AppError('NOT_FOUND', 'orderId: this order is not here');
  const items = await pickedItems(db, accountId, [orderId]);
  const missingOf = ({ wanted, picked, left }: (typeof items)[number]) => Math.max(0, wanted - picked - left);
  const missing = new Map<string, number>();
  for (const item of items) missing.set(item.productId, (missing.get(item.productId) ?? 0) + missingOf(item));
  const here = (await allocationsOf(db, accountId, [orderId])).map(({ locationId }) => locationId);
  const wanted = [...missing].flatMap(([productId, units]) => (units > 0 ? [productId] : []));
  const free = wanted.length === 0 ? [] : await freeElsewhere(db, wanted, here);
  const elsewhere = [...Map.groupBy(free, ({ locationId }) => locationId).values()].flatMap((own) => {
    const [first] = own;
    const units = own.reduce((n, { productId, free: there }) => n + Math.min(there, missing.get(productId) ?? 0), 0);
    return first ? [{ locationId: first.locationId, name: first.name, units }] : [];
  });
  return {
    state: { ...state, since: state.since?.toISOString() ?? null },
    status: order.status,
    shipBy: order.shipBy?.toISOString() ?? null,
    promisedBy: await promisesLeft(db, accountId, orderId),
    elsewhere,
    ready: items.reduce((n, { wanted: units, picked }) => n + Math.min(units, picked), 0),
    missing: [...missing.values()].reduce((n, units) => n + units, 0),
    mayCancel: order.status === 'unshipped',
    cancelRequested: order.cancelRequested,
  };
}

/**
 * What a location cannot give to an order is promised by others, as far as they have it, and its wave lets it go: it may
 * join one of theirs. Gives how many units others promised. Throws NOT_FOUND.
 */
export const shipElsewhere = (
  { database, clock }: PickingDeps,
  { accountId, orderId }: OrderKey,
  locationId: string,
  person: string,
): Promise<number> =>
  database.write([accountId], async (tx) => {
    const now = clock.now();
    const waveId = await openWaveOf(tx, accountId, orderId);
    const wave = waveId === undefined ? undefined : await holdWave(tx, waveId, 'share');
    await holdIntake(tx, accountId);
    if (!(await restOrder(tx, accountId, orderId))) throw new AppError('NOT_FOUND', 'orderId: this order is not here');
    const units = await giveElsewhere(tx, { accountId, orderId }, locationId, now);
    if (wave?.locationId === locationId) await closeOrders(tx, wave.waveId, [{ accountId, orderId }]);
    await tellOrders({ tx, person, now, ...(wave ? { wave } : {}) }, 'pick.elsewhere', [{ accountId, orderId }], () => ({ units }));
    return units;
  });
