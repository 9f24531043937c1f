import type { Clock } from '#src/kernel/clock.ts';
import { isMoved, type OnTaken } from '#src/modules/orders/index.ts';
import { poke } from '#src/platform/due.ts';
import { packageWords } from './package-scans.ts';
import { takePackages } from './store.ts';

/** For intake: packages that Amazon shows on an order are followed from then on, whoever confirmed them. */
export const followOnTaken =
  (clock: Clock): OnTaken =>
  async (tx, accountId, taken) => {
    const orderIds = taken
      .filter((order) => isMoved(order) && order.fulfilledBy !== 'amazon' && order.depth === 'full')
      .filter(({ status }) => status === 'shipped' || status === 'partially_shipped')
      .map(({ orderId }) => orderId);
    if (orderIds.length === 0) return;
    const now = clock.now();
    if ((await takePackages(tx, accountId, orderIds, packageWords, now)) > 0) await poke(tx, accountId, 'tracking', now);
  };
