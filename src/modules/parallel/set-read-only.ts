import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { saveReadOnly } from '#src/modules/accounts/index.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import { holdBack, letGo } from '#src/modules/writes/index.ts';
import type { Database } from '#src/platform/db.ts';

/**
 * Switches the read-only mode of an account, as an event with who did it. On: what is queued is held, what was handed over
 * before is followed. Off: what was held goes out. Switching to what stands already changes nothing. Throws ACCOUNT_NOT_FOUND.
 */
export async function setReadOnly(
  { database, clock }: { database: Database; clock: Clock },
  accountId: AccountId,
  readOnly: boolean,
  by: string,
): Promise<void> {
  if (!(await listAccounts(database)).some((account) => account.accountId === accountId))
    throw new AppError('ACCOUNT_NOT_FOUND', `there is no account ${accountId}`);
  await database.write([accountId], async (tx) => {
    // Before the account's row, as everybody does who asks for a change: nobody waits for anybody crosswise.
    await holdIntake(tx, accountId);
    const now = clock.now();
    if (!(await saveReadOnly(tx, accountId, readOnly, by, now))) return;
    if (readOnly) await holdBack(tx, accountId, now);
    else await letGo(tx, accountId, now);
  });
}
