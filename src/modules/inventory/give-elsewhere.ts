import type { Tx } from '#src/platform/db.ts';
import { allocateOrders } from './allocate.ts';
import type { OrderKey } from './allocation-views.ts';
import { changeAllocated, holdGates, saveAllocations } from './claim-store.ts';
import { allocationsOf, stagedOf } from './claim-views.ts';
import { changeLevels } from './level-store.ts';

/**
 * A location cannot give what it promised to an order: what is not fetched there yet is promised by other locations, as far as
 * they have it; the rest waits. Gives how many units others promised. The caller holds the order's account.
 */
export async function giveElsewhere(tx: Tx, { accountId, orderId }: OrderKey, locationId: string, now: Date): Promise<number> {
  const before = (await allocationsOf(tx, accountId, [orderId])).filter((each) => each.locationId === locationId);
  await holdGates(
    tx,
    before.map(({ productId }) => productId),
  );
  const [promised, staged] = [await allocationsOf(tx, accountId, [orderId]), await stagedOf(tx, accountId, [orderId])];
  const back = promised
    .filter((each) => each.locationId === locationId)
    .map((each) => {
      const own = staged.find((row) => row.itemId === each.itemId && row.productId === each.productId && row.locationId === locationId);
      const kept = Math.min(each.quantity, own?.quantity ?? 0);
      return { ...each, quantity: kept, less: each.quantity - kept };
    })
    .filter(({ less }) => less > 0);
  if (back.length === 0) return 0;
  await changeLevels(
    tx,
    back.map(({ productId, less }) => ({ productId, locationId, onHand: 0, allocated: -less })),
  );
  await changeAllocated(
    tx,
    back.map((each) => ({ ...each, quantity: -each.less })),
  );
  await saveAllocations(tx, back, '', now);
  return allocateOrders(tx, [{ accountId, orderId }], now, { except: locationId });
}
