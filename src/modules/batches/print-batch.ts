import { AppError } from '#src/kernel/app-error.ts';
import { type LabelStream, type SlipPaper, streamLabels } from '#src/modules/labels/index.ts';
import { type Asker, type BatchesDeps, inBatch, mustFind } from './batches-deps.ts';
import type { PrintSort } from './contract.ts';
import { inPrintOrder } from './print-rules.ts';
import { insertRun } from './store.ts';
import { placesOf, printablesOf } from './views.ts';

/**
 * Makes a stack of the bought labels of a batch in this order: those that were never printed, or all. It is kept, so that any
 * part of it can be had again. Throws NOT_ALLOWED_NOW where there is none.
 */
export const makeStack = (
  deps: BatchesDeps,
  batchId: string,
  { sort, which }: { sort: PrintSort; which: 'new' | 'all' },
  asker: Asker,
): Promise<{ run: number; labels: number }> =>
  inBatch(deps, batchId, asker, async (tx, _batch, now) => {
    const labels = (await printablesOf(tx, batchId)).filter(({ printed }) => which === 'all' || printed === 0);
    if (labels.length === 0)
      throw new AppError('NOT_ALLOWED_NOW', 'no label of this batch is bought and not printed yet; print all of them to have them again');
    const run = await insertRun(tx, { batchId, sortedBy: sort, by: asker.by, now }, inPrintOrder(labels, sort));
    return { run, labels: labels.length };
  });

type Part = { from?: number | undefined; to?: number | undefined; slip?: SlipPaper | undefined };

/**
 * The labels of a stack from place to place, as one file that is made while it is read; with `slip`, each
 * followed by the packing slip of its parcel. Labels that were given back since are
 * left out. Throws NOT_FOUND, NOT_ALLOWED_NOW where none is left, and as `streamLabels`.
 */
export async function printStack(
  { labels }: BatchesDeps,
  batchId: string,
  run: number,
  { from = 1, to = 500, slip }: Part,
  { by, accounts }: Asker,
): Promise<LabelStream> {
  const places = await labels.database.read(accounts, async (db) => {
    await mustFind(db, batchId);
    return placesOf(db, batchId, run, { from, to });
  });
  if (places.length === 0) throw new AppError('NOT_ALLOWED_NOW', 'from, to: none of these labels is there to be printed');
  return streamLabels(labels, places, by, slip);
}
