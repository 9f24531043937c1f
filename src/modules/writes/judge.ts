import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { moveWrite } from './store.ts';
import { readBackAfterMs, verdict } from './verdict.ts';
import { ordersNow, underWayOf } from './views.ts';

/**
 * Holds the unfinished writes of these orders against what the tables now show. `readAt` is set after a read-back: only
 * then "not shown" means anything. Called in the transaction that took the answer in, so that a change at Amazon and
 * what it means for our writes appear together.
 */
export async function judgeWrites(tx: Tx, accountId: AccountId, orderIds: readonly string[], now: Date, readAt?: Date): Promise<void> {
  const writes = await underWayOf(tx, accountId, orderIds);
  if (writes.length === 0) return;
  const orders = await ordersNow(tx, accountId, orderIds);
  for (const write of writes) {
    const order = orders.get(write.orderId);
    if (!order || write.state === 'sending') continue;
    const found = verdict(write, order, readAt ?? new Date(0));
    if (found.kind === 'verified') await moveWrite(tx, write, { state: 'verified', reason: null, receipt: { shown: found.shown } }, now);
    else if (found.kind === 'rejected') {
      const { refusal } = write.receipt;
      await moveWrite(
        tx,
        write,
        { state: 'rejected', reason: found.reason, amazonCode: refusal?.code ?? null, amazonMessage: refusal?.message ?? null },
        now,
      );
    } else if (readAt && found.kind === 'resend')
      await moveWrite(tx, write, { state: 'queued', reason: 'writes.reason.notShown', nextAt: now, read: true }, now);
    else if (readAt && write.state !== 'queued')
      await moveWrite(
        tx,
        write,
        { state: write.state, reason: write.reason, nextAt: new Date(now.getTime() + readBackAfterMs(write.reads)), read: true },
        now,
      );
  }
}
