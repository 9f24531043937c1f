import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { logRead } from '#src/modules/vault/index.ts';
import type { Label } from './label.ts';
import { type LabelsDeps, labelBinding } from './labels-deps.ts';
import { mergeLabels, type Sheet } from './merge-labels.ts';
import type { LabelFile, SlipPaper } from './ports.ts';
import { countPrint, saveFile } from './store.ts';
import { labelsById, storedFiles, storedPapers } from './views.ts';

export type Printed = { bytes: Uint8Array; type: 'application/pdf' | 'application/zpl' };

/** So many sealed files are held beside the open ones. */
const atOnce = 50;

/**
 * The files of these labels as one, in the order given, each with the forms for customs that came with it and, where `slip`
 * says so, the packing slip of what is in its parcel. The reading is logged, because a label names its recipient. What is not
 * kept any more is fetched from its carrier. Throws NOT_FOUND, NOT_ALLOWED_NOW for a label that is not bought or has no file,
 * INVALID_INPUT for ZPL among pictures or with slips.
 */
export async function printLabels(
  deps: LabelsDeps,
  accountId: AccountId,
  labelIds: readonly string[],
  by: string,
  slip?: SlipPaper,
): Promise<Printed> {
  const { database, clock } = deps;
  const found = await database.read([accountId], (db) => labelsById(db, accountId, labelIds));
  const labels = labelIds.map((labelId) => mustPrint(found.find((label) => label.labelId === labelId)));
  const orderIds = [...new Set(labels.map(({ orderId }) => orderId))];
  await database.write([accountId], (tx) => logRead(tx, accountId, { at: clock.now(), reader: by, purpose: 'label printed', orderIds }));
  const sheets: Sheet[] = [];
  for (let at = 0; at < labels.length; at += atOnce) sheets.push(...(await sheetsOf(deps, accountId, labels.slice(at, at + atOnce))));
  const slips = slip && (await deps.drawSlips(accountId, labels.map(parcelOf), slip, by));
  const merged = await mergeLabels(sheets, slips);
  await database.write([accountId], (tx) => countPrint(tx, accountId, labelIds));
  return merged;
}

function mustPrint(label: Label | undefined): Label {
  if (!label) throw new AppError('NOT_FOUND', 'labelIds: there is no such label');
  if (label.state !== 'bought')
    throw new AppError('NOT_ALLOWED_NOW', 'labelIds: only bought labels are printed; this one is not, or was given back');
  return label;
}

const parcelOf = ({ orderId, wish }: Label) => ({
  orderId,
  units: Object.fromEntries(wish.items.map(({ itemId, quantity }) => [itemId, quantity])),
});

async function sheetsOf(deps: LabelsDeps, accountId: AccountId, labels: readonly Label[]): Promise<Sheet[]> {
  const labelIds = labels.map(({ labelId }) => labelId);
  const { files, papers } = await deps.database.read([accountId], async (db) => ({
    files: new Map((await storedFiles(db, accountId, labelIds)).map((file) => [file.labelId, file])),
    papers: Map.groupBy(await storedPapers(db, accountId, labelIds), ({ labelId }) => labelId),
  }));
  const sheets: Sheet[] = [];
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

async function fetchedFile({ database, sealing, clock, carriersOf }: LabelsDeps, label: Label): Promise<LabelFile> {
  const { accountId, orderId, labelId, receipt, kind } = label;
  const carrier = (await carriersOf(accountId)).find((each) => each.kind === kind)?.carrier;
  const file = carrier && receipt?.shipmentId ? await carrier.file(receipt) : null;
  if (!file) throw new AppError('NOT_ALLOWED_NOW', 'labelIds: the file of this label is not here; print it where it was bought');
  const sealed = sealing.seal(file.bytes, labelBinding(accountId, orderId, labelId));
  await database.write([accountId], (tx) => saveFile(tx, label, file.format, sealed, clock.now()));
  return file;
}
