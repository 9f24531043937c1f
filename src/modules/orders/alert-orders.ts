import type { Clock } from '#src/kernel/clock.ts';
import { openAlerts, resolveAlerts } from '#src/modules/notices/index.ts';
import { isMoved } from './received.ts';
import { isOpen } from './states.ts';
import type { OnTaken } from './take-in.ts';

/** For intake: a buyer's wish to cancel an order that the seller ships is told at once, and is over when the order is. */
export const alertOnTaken =
  (clock: Clock): OnTaken =>
  async (tx, accountId, taken) => {
    const at = clock.now();
    const kind = 'order.cancel-requested';
    const moved = taken.filter((order) => isMoved(order) && order.fulfilledBy !== 'amazon');
    const asked = moved.filter(({ cancelRequested, status }) => cancelRequested && isOpen(status));
    const over = moved.filter((order) => order.outcome === 'changed' && !asked.includes(order));
    await openAlerts(tx, { accountId, kind, alerts: asked.map(({ orderId }) => ({ key: orderId, details: { orderId } })), at });
    await resolveAlerts(tx, { accountId, kind, keys: over.map(({ orderId }) => orderId), at });
  };
