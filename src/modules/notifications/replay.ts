import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { poke } from '#src/platform/due.ts';
import { judgeMessage } from './judge-message.ts';
import { dropPoison, reopenMessage } from './store.ts';
import { binding, sellerOf, type TakeDeps } from './take-messages.ts';
import { poisonRows } from './views.ts';

const atOnce = 500;

/** Reads what was kept as poison again (all of the account, or one): what is understood now is worked on like any other. */
export async function replayMessages(
  deps: TakeDeps,
  accountId: AccountId,
  only?: string,
): Promise<{ replayed: number; resolved: number; still: number }> {
  const { database, sealing, clock, reader } = deps;
  const rows = await database.read([accountId], (db) => poisonRows(db, atOnce, only));
  const sellerId = await sellerOf(database, accountId);
  let resolved = 0;
  for (const row of rows) {
    // What it said went with the buyer's data.
    if (!row.sealed && row.body === null) continue;
    const read = row.sealed
      ? reader.readText(sealing.open(row.sealed, binding(accountId, row.notificationId)).toString('utf8'))
      : reader.readBody(row.body);
    if (!judgeMessage(read, sellerId).ok) continue;
    await database.write([accountId], async (tx) => {
      const { type = null, subject = null, eventAt = null, body } = read;
      await reopenMessage(tx, accountId, row.notificationId, { type, subject, eventAt, body });
      await poke(tx, accountId, 'notices', clock.now());
    });
    resolved += 1;
  }
  return { replayed: rows.length, resolved, still: rows.length - resolved };
}

/** A person has seen a poison message and needs it no more; its id is remembered, so that it does not come again. */
export async function dropMessage({ database, clock }: TakeDeps, accountId: AccountId, notificationId: string): Promise<void> {
  const isDropped = await database.write([accountId], (tx) => dropPoison(tx, accountId, notificationId, clock.now()));
  if (!isDropped) throw new AppError('NOT_FOUND', 'there is no such message that waits for a person');
}
