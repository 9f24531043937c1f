import { AppError } from '#src/kernel/app-error.ts';
import { voidLabel } from '#src/modules/labels/index.ts';
import { type Asker, type BatchesDeps, mustFind } from './batches-deps.ts';
import { workRows } from './row-views.ts';

type Refusal = { accountId: string; orderId: string; reason: string };

/**
 * Gives back the bought labels of a batch: those that were never printed, or all. Due work asks the carriers for the money.
 * One that cannot be given back stops no other. Doing it twice is no harm.
 */
export async function voidBatch(
  { labels }: BatchesDeps,
  batchId: string,
  { printedToo }: { printedToo: boolean },
  { by, accounts }: Asker,
): Promise<{ asked: number; refused: Refusal[] }> {
  const rows = await labels.database.read(accounts, async (db) => {
    await mustFind(db, batchId);
    return workRows(db, batchId, ['asked']);
  });
  const result: { asked: number; refused: Refusal[] } = { asked: 0, refused: [] };
  for (const { accountId, orderId, labelId, labelState, printed } of rows) {
    if (labelId === null || labelState !== 'bought' || (printed > 0 && !printedToo)) continue;
    try {
      await voidLabel(labels, accountId, labelId, by);
      result.asked += 1;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'NOT_ALLOWED_NOW') throw error;
      result.refused.push({ accountId, orderId, reason: error.message });
    }
  }
  return result;
}
