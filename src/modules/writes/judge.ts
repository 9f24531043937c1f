import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { moveWrite } from './store.ts';
import { readBackAfterMs, type Verdict, verdict } from './verdict.ts';
import { openToVerdict, ordersNow } from './views.ts';
import type { Write } from './write.ts';

/**
 * Holds the unfinished writes of these orders against what the tables now show. `readAt` is set after a read-back: only
 * then "not shown" means anything. Called in the transaction that took the answer in, so that a change at Amazon and
 * what it means for our writes appear together. The caller holds the account's orders.
 */
export async function judgeWrites(tx: Tx, accountId: AccountId, orderIds: readonly string[], now: Date, readAt?: Date): Promise<void> {
  const writes = await openToVerdict(tx, accountId, orderIds);
  if (writes.length === 0) return;
  const orders = await ordersNow(tx, accountId, orderIds);
  for (const write of writes) {
    const order = orders.get(write.orderId);
    if (order) await act(tx, write, verdict(write, order, readAt ?? new Date(0)), now, readAt !== undefined);
  }
}

async function act(tx: Tx, write: Write, found: Verdict, now: Date, isReadBack: boolean): Promise<void> {
  const { refusal } = write.receipt;
  if (found.kind === 'verified')
    await moveWrite(tx, write, { state: 'verified', reason: found.reason ?? null, receipt: { shown: found.shown } }, now);
  else if (found.kind === 'rejected') {
    const words = found.reason === 'writes.rejected.byAmazon' && refusal;
    const said = words ? { amazonCode: words.code, amazonMessage: words.message } : {};
    await moveWrite(tx, write, { state: 'rejected', reason: found.reason, ...said }, now);
  } else if (!isReadBack || write.state === 'queued' || write.state === 'rejected') return;
  else if (found.kind === 'resend') {
    await moveWrite(tx, write, { state: 'queued', reason: 'writes.reason.notShown', nextAt: now, forget: true }, now);
    await poke(tx, write.accountId, write.kind === 'cancel' ? 'feeds' : 'writes', now);
  } else {
    const reason = found.late ? 'writes.reason.lateToShow' : write.reason;
    const nextAt = new Date(now.getTime() + readBackAfterMs(write.reads));
    await moveWrite(tx, write, { state: write.state, reason, nextAt, read: true }, now);
  }
}
