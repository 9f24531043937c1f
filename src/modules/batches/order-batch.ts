import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Money } from '#src/kernel/money.ts';
import type { Tx } from '#src/platform/db.ts';
import { type Asker, type BatchesDeps, inBatch, inOpenBatch, wake } from './batches-deps.ts';
import { type Row, workRows } from './row-views.ts';
import type { RowState } from './states.ts';
import { moveRow, moveRows, setBought, setCancelled, setPaused } from './store.ts';
import { above } from './total-rules.ts';

type Wish = { withWarnings: boolean; atMost?: readonly Money[] | undefined };

/**
 * Wants the labels of all rows that are ready; due work buys them. Asking again while they are bought asks for nothing more.
 * Throws CONFLICT where they cost more than `atMost`: what was shown is no longer what would be bought.
 */
export const buyBatch = (deps: BatchesDeps, batchId: string, { withWarnings, atMost }: Wish, asker: Asker): Promise<void> =>
  inOpenBatch(deps, batchId, asker, async (tx, batch, now) => {
    const rows = (await workRows(tx, batchId, ['ready'])).filter(
      ({ outcome }) => outcome === 'will' || (withWarnings && outcome === 'warning'),
    );
    if (rows.length === 0) return;
    const prices = rows.map(({ price, currency }) => ({ amount: price ?? '0', currency: currency ?? '' }));
    const over = atMost ? above(prices, atMost) : [];
    if (over.length > 0)
      throw new AppError('CONFLICT', `atMost: the labels now cost more than was shown (${over.join(', ')}); look at the batch again`);
    await moveAll(tx, rows, 'wanted', now);
    await setBought(tx, batchId, asker.by, now);
    await wake(tx, batch.accounts, now);
  });

/** Lets no more labels be asked for, or goes on. What is with the carriers already is not called back. */
export const pauseBatch = (deps: BatchesDeps, batchId: string, paused: boolean, asker: Asker): Promise<void> =>
  inOpenBatch(deps, batchId, asker, async (tx, batch, now) => {
    if ((batch.pausedAt !== null) === paused) return;
    await setPaused(tx, batchId, paused ? { by: asker.by, at: now } : null);
    await wake(tx, batch.accounts, now);
  });

/** Drops everything that is not bought. Labels that are bought stay, and can be given back. */
export const cancelBatch = (deps: BatchesDeps, batchId: string, asker: Asker): Promise<void> =>
  inBatch(deps, batchId, asker, async (tx, batch, now) => {
    if (batch.cancelledAt !== null) return;
    await moveAll(tx, await workRows(tx, batchId, ['waiting', 'ready', 'skipped', 'wanted', 'refused']), 'dropped', now);
    await setCancelled(tx, batchId, asker.by, now);
  });

export type Again = 'refused' | 'skipped' | 'voided';

/**
 * Asks rates again for the rows that came to nothing, and for no others. A row whose label was refused or given back is then
 * another purchase. Gives how many there are.
 */
export const retryBatch = (deps: BatchesDeps, batchId: string, which: Again, asker: Asker): Promise<number> =>
  inOpenBatch(deps, batchId, asker, async (tx, batch, now) => {
    const states: Record<Again, RowState[]> = { refused: ['refused', 'asked'], skipped: ['skipped'], voided: ['asked'] };
    const rows = (await workRows(tx, batchId, states[which])).filter(({ state, labelState }) => state !== 'asked' || labelState === which);
    for (const row of rows)
      await moveRow(tx, row, {
        state: 'waiting',
        outcome: null,
        reasons: [],
        priced: null,
        quoteId: null,
        labelId: null,
        nextTry: row.state !== 'skipped',
        nextVersion: true,
        nextAt: now,
      });
    if (rows.length > 0) await wake(tx, batch.accounts, now);
    return rows.length;
  });

async function moveAll(tx: Tx, rows: readonly Row[], state: RowState, now: Date): Promise<void> {
  const byAccount = Map.groupBy(rows, ({ accountId }): AccountId => accountId);
  for (const [accountId, own] of byAccount) await moveRows(tx, accountId, own, state, now);
}
