import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import type { Database } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { holdsBack, type Mode, readOnlyError } from './read-only.ts';
import { moveWrite } from './store.ts';
import { oneWrite } from './views.ts';
import type { Write } from './write.ts';

const lateReason = 'writes.reason.lateToShow';

/** A refusal that a read-back confirmed is over; so is one that was taken back. What Amazon took but never shows may go again. */
const mayRetry = ({ state, reason }: Write) =>
  state === 'rejected' || state === 'withdrawn' || (state === 'accepted' && reason === lateReason);
const mayWithdraw = ({ state }: Write) => state === 'queued' || state === 'rejected';

/**
 * `retry` puts a refused, withdrawn or never shown write back into the queue, where the rules look at it again;
 * `withdraw` takes a queued one back and puts a refused one aside. Throws NOT_FOUND, NOT_ALLOWED_NOW (with what is
 * possible instead), READ_ONLY for a retry while nothing may go to Amazon.
 */
export async function changeWrite(
  deps: { database: Database; clock: Clock } & Mode,
  accountId: AccountId,
  writeId: string,
  action: 'retry' | 'withdraw',
  by?: string,
): Promise<Write> {
  const { database, clock } = deps;
  return database.write([accountId], async (tx) => {
    await holdIntake(tx, accountId);
    const write = await oneWrite(tx, accountId, writeId);
    if (!write) throw new AppError('NOT_FOUND', `there is no write ${writeId} in this account`);
    const now = clock.now();
    const person = by === undefined ? {} : { by };
    const isRetry = action === 'retry';
    if (isRetry && (await holdsBack(tx, accountId, deps))) throw readOnlyError(deps);
    const moved =
      (isRetry ? mayRetry(write) : mayWithdraw(write)) &&
      (await moveWrite(tx, write, { state: isRetry ? 'queued' : 'withdrawn', nextAt: now, forget: isRetry, ...person }, now));
    if (!moved)
      throw new AppError(
        'NOT_ALLOWED_NOW',
        isRetry
          ? 'only a refused or withdrawn write, or one that Amazon has not shown for an hour, can be tried again'
          : 'only a queued or refused write can be withdrawn; this one is on its way to Amazon or finished',
      );
    if (isRetry) await poke(tx, accountId, write.kind === 'cancel' ? 'feeds' : 'writes', now);
    return (await oneWrite(tx, accountId, writeId)) ?? write;
  });
}
