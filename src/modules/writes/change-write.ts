import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { mayMove } from '#src/kernel/states.ts';
import type { Database } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { type WriteState, writeMoves } from './states.ts';
import { moveWrite, startClean } from './store.ts';
import { oneWrite } from './views.ts';
import type { Write } from './write.ts';

/**
 * `retry` puts a rejected or withdrawn write back into the queue, where the rules look at it again; `withdraw` takes a
 * queued one back. Throws NOT_FOUND, NOT_ALLOWED_NOW (with what is possible instead).
 */
export async function changeWrite(
  { database, clock }: { database: Database; clock: Clock },
  accountId: AccountId,
  writeId: string,
  action: 'retry' | 'withdraw',
): Promise<Write> {
  const to: WriteState = action === 'retry' ? 'queued' : 'withdrawn';
  return database.write([accountId], async (tx) => {
    const write = await oneWrite(tx, accountId, writeId);
    if (!write) throw new AppError('NOT_FOUND', `there is no write ${writeId} in this account`);
    const now = clock.now();
    const allowed =
      mayMove(writeMoves, write.state, to) && (action === 'withdraw' || write.state === 'rejected' || write.state === 'withdrawn');
    // A refusal that a read-back confirmed is over: the next try starts clean.
    if (!allowed || !(await moveWrite(tx, write, { state: to, reason: null, nextAt: now, receipt: {} }, now)))
      throw new AppError(
        'NOT_ALLOWED_NOW',
        action === 'withdraw'
          ? 'only a queued write can be withdrawn; this one is on its way to Amazon or finished'
          : 'only a rejected or withdrawn write can be tried again',
      );
    if (action === 'retry') {
      await startClean(tx, accountId, writeId);
      await poke(tx, accountId, write.kind === 'cancel' ? 'feeds' : 'writes', now);
    }
    return (await oneWrite(tx, accountId, writeId)) ?? write;
  });
}
