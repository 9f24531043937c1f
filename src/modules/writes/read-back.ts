import type { AccountId } from '#src/kernel/ids.ts';
import { quarantine, takeIn } from '#src/modules/orders/index.ts';
import { inTurn } from './in-turn.ts';
import { judgeWrites } from './judge.ts';
import type { OrderWriter } from './ports.ts';
import type { WritesDeps } from './run-writes.ts';
import { setbackOf } from './setback.ts';
import { readLater } from './store.ts';
import { readBackAfterMs } from './verdict.ts';
import { nextToRead } from './views.ts';

/** Reads orders of handed-over writes back until nothing is due or the quota is used up; then: when to come again. */
export async function readBack(deps: WritesDeps, writer: OrderWriter, accountId: AccountId, atOnce: number): Promise<Date | undefined> {
  const { database, clock } = deps;
  const due = await database.read([accountId], (db) => nextToRead(db, accountId, clock.now(), atOnce));
  const seen = new Set<string>();
  for (const write of due) {
    if (seen.has(write.orderId)) continue;
    seen.add(write.orderId);
    const later = () => new Date(clock.now().getTime() + readBackAfterMs(write.reads));
    const putOff = (nextAt: Date) => inTurn(database, accountId, (tx) => readLater(tx, accountId, write.orderId, clock.now(), nextAt));
    try {
      if (!(await readOrder(deps, writer, accountId, write.orderId))) await putOff(later());
    } catch (error) {
      const setback = setbackOf(error, write.reads, clock.now());
      if (!setback) throw error;
      if (setback.stopsAll) return setback.nextAt;
      await putOff(later());
    }
  }
  return undefined;
}

/**
 * Fetches the order as it is at Amazon now, takes it in, and judges its writes by it in the same transaction. False when
 * Amazon does not know it or its answer was not understood: then nothing is said about any write.
 */
export async function readOrder(deps: WritesDeps, writer: OrderWriter, accountId: AccountId, orderId: string): Promise<boolean> {
  const { clock } = deps;
  const askedAt = clock.now();
  const found = await writer.getOrder(orderId, { priority: 'urgent' });
  deps.onStep?.('readback.called');
  const { requestId } = found;
  const isUnderstood = found.kind === 'order' && found.order.ok;
  const received =
    isUnderstood && found.order.ok
      ? [{ facts: found.order.facts, raw: found.order.raw, ...(requestId === undefined ? {} : { requestId }) }]
      : [];
  await takeIn(deps, accountId, received, async (tx) => {
    if (found.kind === 'order' && !found.order.ok) await quarantine(tx, deps, accountId, [{ ...found.order, orderId, source: 'get' }]);
    if (isUnderstood) await judgeWrites(tx, accountId, [orderId], clock.now(), askedAt);
  });
  deps.onStep?.('readback.recorded');
  return isUnderstood;
}
