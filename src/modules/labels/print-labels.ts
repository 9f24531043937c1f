import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { logRead } from '#src/modules/vault/index.ts';
import type { Label } from './label.ts';
import { type LabelsDeps, labelBinding } from './labels-deps.ts';
import { mergeLabels } from './merge-labels.ts';
import type { LabelFile } from './ports.ts';
import { countPrint, saveFile } from './store.ts';
import { oneLabel, storedFile } from './views.ts';

export type Printed = { bytes: Uint8Array; type: 'application/pdf' | 'application/zpl' };

/**
 * The files of these labels as one, in the order given; the reading is logged, because a label names its recipient. What is
 * not kept any more is fetched from its carrier. Throws NOT_FOUND, NOT_ALLOWED_NOW for a label that is not bought or has no
 * file, INVALID_INPUT for ZPL among pictures.
 */
export async function printLabels(deps: LabelsDeps, accountId: AccountId, labelIds: readonly string[], by: string): Promise<Printed> {
  const { database, clock } = deps;
  const labels = await database.read([accountId], async (db) => {
    const found: Label[] = [];
    for (const labelId of labelIds) {
      const label = await oneLabel(db, accountId, labelId);
      if (!label) throw new AppError('NOT_FOUND', 'labelIds: there is no such label');
      if (label.state !== 'bought')
        throw new AppError('NOT_ALLOWED_NOW', 'labelIds: only bought labels are printed; this one is not, or was given back');
      found.push(label);
    }
    return found;
  });
  const orderIds = [...new Set(labels.map(({ orderId }) => orderId))];
  await database.write([accountId], (tx) => logRead(tx, accountId, { at: clock.now(), reader: by, purpose: 'label printed', orderIds }));
  const files: LabelFile[] = [];
  for (const label of labels) files.push(await fileOf(deps, label));
  const merged = await mergeLabels(files);
  await database.write([accountId], (tx) => countPrint(tx, accountId, labelIds));
  return merged;
}

async function fileOf(deps: LabelsDeps, label: Label): Promise<LabelFile> {
  const { database, sealing, clock } = deps;
  const { accountId, orderId, labelId, receipt, kind } = label;
  const bound = labelBinding(accountId, orderId, labelId);
  const stored = await database.read([accountId], (db) => storedFile(db, accountId, labelId));
  if (stored) return { format: stored.format, bytes: sealing.open(stored.sealed, bound) };
  const carrier = (await deps.carriersOf(accountId)).find((each) => each.kind === kind)?.carrier;
  const file = carrier && receipt?.shipmentId ? await carrier.file(receipt) : null;
  if (!file) throw new AppError('NOT_ALLOWED_NOW', 'labelIds: the file of this label is not here; print it where it was bought');
  await database.write([accountId], (tx) => saveFile(tx, label, file.format, sealing.seal(file.bytes, bound), clock.now()));
  return file;
}
