import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import type { ImportKind } from './contract.ts';
import { type RunState, saveRun, startRun } from './store.ts';

export type Run = { importId: string; progress(state: RunState): Promise<void> };

/** How many rejections the list of imports keeps of each; the answer to the import itself holds all. */
const KEPT = 200;

/**
 * Does an import under a row of `import_run` that shows how far it is, one per account at a time: two at once would each
 * miss what the other told about an order. Throws CONFLICT when one is under way; what `work` throws is noted and thrown on.
 */
export async function runImport<T>(
  { database, clock }: { database: Database; clock: Clock },
  accountId: AccountId,
  about: { kind: ImportKind; fileName: string; by: string },
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const lock = await database.tryLock(`import ${accountId}`);
  if (!lock) throw new AppError('CONFLICT', 'another file is being taken in for this account: import this one when that is done');
  try {
    const at = clock.now();
    const importId = await database.write([accountId], (tx) => startRun(tx, accountId, { ...about, at }));
    let state: RunState = { lines: 0, counts: {}, rejected: [] };
    const save = (end?: { at: Date; error: string | null }) =>
      database.write([accountId], (tx) => saveRun(tx, accountId, importId, state, end));
    try {
      const result = await work({
        importId,
        progress: async ({ lines, counts, rejected }) => {
          state = { lines, counts: { ...counts, rejected: rejected.length }, rejected: rejected.slice(0, KEPT) };
          await save();
        },
      });
      await save({ at: clock.now(), error: null });
      return result;
    } catch (error) {
      // Where the database itself is gone this row stays open until the next import of the account.
      await save({ at: clock.now(), error: reasonOf(error) }).catch(() => {});
      throw error;
    }
  } finally {
    await lock.release();
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof AppError ? error.message : 'broke off before the end of the file; import it again';
