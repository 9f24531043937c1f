import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { LabelsDeps } from '#src/modules/labels/index.ts';
import type { Db, Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { type Batch, oneBatch } from './views.ts';

/** The steps that a killed process may stop between; tests stop it there. */
export const batchSteps = ['batch.quoted', 'batch.checked', 'batch.asked'] as const;
export type BatchStep = (typeof batchSteps)[number];

export type BatchesDeps = {
  /** What labels are bought with; its database and clock are those of batches. */
  labels: LabelsDeps;
  onStep?: (step: BatchStep) => void;
};

/** Who asks, and which accounts that person sees. */
export type Asker = { by: string; accounts: readonly AccountId[] };

/** Throws NOT_FOUND, also for a batch with orders of an account that the person does not see. */
export async function mustFind(db: Db, batchId: string, hold: 'FOR UPDATE' | 'FOR SHARE' | '' = ''): Promise<Batch> {
  const batch = await oneBatch(db, batchId, hold);
  if (!batch) throw new AppError('NOT_FOUND', 'batchId: there is no such batch, or it holds orders of accounts that you do not see');
  return batch;
}

/** A transaction that holds the batch: what persons ask of it happens one after the other. Throws NOT_FOUND. */
export const inBatch = <T>(
  { labels }: BatchesDeps,
  batchId: string,
  { accounts }: Asker,
  work: (tx: Tx, batch: Batch, now: Date) => Promise<T>,
): Promise<T> => labels.database.write(accounts, async (tx) => work(tx, await mustFind(tx, batchId, 'FOR UPDATE'), labels.clock.now()));

/** As `inBatch`; throws CONFLICT for a batch that was cancelled. */
export const inOpenBatch: typeof inBatch = (deps, batchId, asker, work) =>
  inBatch(deps, batchId, asker, async (tx, batch, now) => {
    if (batch.cancelledAt !== null) throw new AppError('CONFLICT', 'batchId: this batch was cancelled; make a new one of its orders');
    return work(tx, batch, now);
  });

/** Due work looks at these accounts now. */
export async function wake(tx: Tx, accounts: Iterable<AccountId>, now: Date): Promise<void> {
  for (const accountId of accounts) await poke(tx, accountId, 'batches', now);
}
