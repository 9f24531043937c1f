import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Label } from './label.ts';
import { type LabelsDeps, labelBinding } from './labels-deps.ts';
import type { LabelFile } from './ports.ts';
import { saveFile } from './store.ts';
import type { PaperSheet } from './stream-pages.ts';
import { storedFiles, storedPapers } from './views.ts';

/** Throws NOT_FOUND, NOT_ALLOWED_NOW: only a bought label is printed. */
export function mustPrint(label: Label | undefined): Label {
  if (!label) throw new AppError('NOT_FOUND', 'labelIds: there is no such label');
  if (label.state !== 'bought')
    throw new AppError('NOT_ALLOWED_NOW', 'labelIds: only bought labels are printed; this one is not, or was given back');
  return label;
}

/** What is in the parcel of a label. */
export const parcelOf = ({ orderId, wish }: Label) => ({
  orderId,
  units: Object.fromEntries(wish.items.map(({ itemId, quantity }) => [itemId, quantity])),
});

/** What is printed for each of these labels of an account, opened. */
export async function sheetsOf(deps: LabelsDeps, accountId: AccountId, labels: readonly Label[]): Promise<PaperSheet[]> {
  const labelIds = labels.map(({ labelId }) => labelId);
  const { files, papers } = await deps.database.read([accountId], async (db) => ({
    files: new Map((await storedFiles(db, accountId, labelIds)).map((file) => [file.labelId, file])),
    papers: Map.groupBy(await storedPapers(db, accountId, labelIds), ({ labelId }) => labelId),
  }));
  const sheets: PaperSheet[] = [];
  for (const label of labels) {
    const open = (sealed: Buffer) => deps.sealing.open(sealed, labelBinding(accountId, label.orderId, label.labelId));
    const stored = files.get(label.labelId);
    sheets.push({
      label: stored ? { format: stored.format, bytes: open(stored.sealed) } : await fetchedFile(deps, label),
      papers: (papers.get(label.labelId) ?? []).map(({ format, sealed }) => ({ format, bytes: open(sealed) })),
    });
  }
  return sheets;
}

/** The file of a label that is not kept here, from its carrier; it is kept then. Throws NOT_ALLOWED_NOW where there is none. */
export async function fetchedFile({ database, sealing, clock, carriersOf }: LabelsDeps, label: Label): Promise<LabelFile> {
  const { accountId, orderId, labelId, receipt, kind } = label;
  const carrier = (await carriersOf(accountId)).find((each) => each.kind === kind)?.carrier;
  const file = carrier && receipt?.shipmentId ? await carrier.file(receipt) : null;
  if (!file) throw new AppError('NOT_ALLOWED_NOW', 'labelIds: the file of this label is not here; print it where it was bought');
  const sealed = sealing.seal(file.bytes, labelBinding(accountId, orderId, labelId));
  await database.write([accountId], (tx) => saveFile(tx, label, file.format, sealed, clock.now()));
  return file;
}
