import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { PickStateView } from './contract.ts';
import { progressOf } from './progress-rules.ts';
import { firstPicks, pickedItems, wavesOfOrders } from './views.ts';

export type PickState = Omit<PickStateView, 'since'> & { since: Date | null };

/** How far the picking of these orders is; three statements for any number. An order that no stock follows has no items. */
export async function pickStatesOf(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, PickState>> {
  if (orderIds.length === 0) return new Map();
  const [items, waves, firsts] = await Promise.all([
    pickedItems(db, accountId, orderIds),
    wavesOfOrders(db, accountId, orderIds),
    firstPicks(db, accountId, orderIds),
  ]);
  const [ofOrder, waveOf] = [Map.groupBy(items, ({ orderId }) => orderId), new Map(waves.map((wave) => [wave.orderId, wave]))];
  const firstOf = new Map(firsts.map(({ orderId, at }) => [orderId, at]));
  return new Map(
    orderIds.map((orderId) => {
      const [own, wave, since] = [ofOrder.get(orderId) ?? [], waveOf.get(orderId), firstOf.get(orderId) ?? null];
      return [
        orderId,
        {
          accountId,
          orderId,
          progress: progressOf(own, { waved: wave?.open ?? false, wasPicked: since !== null }),
          waveId: wave?.waveId ?? null,
          wave: wave?.wave ?? null,
          tote: wave?.tote ?? null,
          since,
          items: own.map(({ orderId: _orderId, left: _left, ...item }) => item),
        },
      ];
    }),
  );
}
