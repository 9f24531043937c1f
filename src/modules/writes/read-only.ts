import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { holdMode, isReadOnly } from '#src/modules/accounts/questions.ts';
import type { Database, Db, Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { type Ruling, skip } from './rules.ts';
import { freeQueued, holdQueued } from './store.ts';

/** `readOnlyDesk`: the environment lets nothing go to Amazon, whatever is chosen for an account. */
export type Mode = { readOnlyDesk?: boolean };

/** What is queued is looked at again so often while it is held. */
const heldMs = 60_000;

/** May nothing go out? Held until the transaction ends: the mode is not switched between this answer and what is done with it. */
export const holdsBack = async (tx: Tx, accountId: AccountId, { readOnlyDesk = false }: Mode): Promise<boolean> =>
  readOnlyDesk || (await holdMode(tx, accountId)).readOnly;

/** The same as it stands now, for previews and for a look before the work. */
export const isHeld = async (db: Db, accountId: AccountId, { readOnlyDesk = false }: Mode): Promise<boolean> =>
  readOnlyDesk || isReadOnly(db, accountId);

/** For the rows of a request: why nothing happens, and what would make it possible. */
export const readOnlySkip = ({ readOnlyDesk = false }: Mode): Ruling =>
  skip(readOnlyDesk ? 'writes.skip.readOnlyDesk' : 'writes.skip.readOnly');

export const readOnlyError = ({ readOnlyDesk = false }: Mode): AppError =>
  new AppError(
    'READ_ONLY',
    readOnlyDesk
      ? 'this desk is read-only: nothing goes to Amazon; start it without WAYBILL_READ_ONLY to let changes out'
      : 'this account is read-only: nothing goes to Amazon; switch that off on the Accounts page to let changes out',
  );

/** Throws READ_ONLY where nothing may go out: the last look, right before a call. */
export async function mustBeWritable(database: Database, accountId: AccountId, mode: Mode): Promise<void> {
  if (await database.read([accountId], (db) => isHeld(db, accountId, mode))) throw readOnlyError(mode);
}

/** What is queued stays queued and says why. */
export const holdBack = (tx: Tx, accountId: AccountId, now: Date): Promise<void> =>
  holdQueued(tx, accountId, new Date(now.getTime() + heldMs));

/** What was held goes out at once. For whoever switches the mode, in the same transaction; the caller holds the account's orders. */
export async function letGo(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
  await freeQueued(tx, accountId, now);
  for (const work of ['writes', 'feeds']) await poke(tx, accountId, work, now);
}
