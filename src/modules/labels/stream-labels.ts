import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { logRead } from '#src/modules/vault/index.ts';
import type { Label } from './label.ts';
import type { LabelsDeps } from './labels-deps.ts';
import type { SlipPaper } from './ports.ts';
import { fetchedFile, mustPrint, parcelOf, sheetsOf } from './sheets-of-labels.ts';
import { countPrint } from './store.ts';
import { type PaperSheet, type SlipPages, streamPages } from './stream-pages.ts';
import { fileFormats, labelsById } from './views.ts';

export type LabelStream = { type: 'application/pdf' | 'application/zpl'; stream: AsyncIterable<Uint8Array> };
type Named = { accountId: AccountId; labelId: string };

/** So many sealed files are open at a time. */
const atOnce = 20;

/**
 * The files of these labels, of any accounts, as one file in the order given, each with the forms for customs that came with it
 * and, where `slip` says so, the packing slip of what is in its parcel. It is made while it is read: memory does not grow with
 * the number of labels. What is not kept any more is fetched from its carrier before. The reading is logged, because a label
 * names its recipient; labels count as printed once all was read. Throws NOT_FOUND, NOT_ALLOWED_NOW for a label that is not
 * bought or has no file, INVALID_INPUT for ZPL among pictures or with slips.
 */
export async function streamLabels(deps: LabelsDeps, wanted: readonly Named[], by: string, slip?: SlipPaper): Promise<LabelStream> {
  const byAccount = Map.groupBy(wanted, ({ accountId }) => accountId);
  const known = new Map<string, Label>();
  const formats = new Set<string>();
  for (const [accountId, own] of byAccount) {
    const labelIds = own.map(({ labelId }) => labelId);
    for (const label of await deps.database.read([accountId], (db) => labelsById(db, accountId, labelIds))) known.set(keyOf(label), label);
    const labels = own.map((each) => mustPrint(known.get(keyOf(each))));
    const orderIds = [...new Set(labels.map(({ orderId }) => orderId))];
    const entry = { at: deps.clock.now(), reader: by, purpose: 'label printed', orderIds };
    await deps.database.write([accountId], (tx) => logRead(tx, accountId, entry));
    for (const label of labels) if (!label.hasFile) await fetchedFile(deps, label);
    for (const format of await deps.database.read([accountId], (db) => fileFormats(db, accountId, labelIds))) formats.add(format);
  }
  const isZpl = [...formats].some((format) => format.startsWith('zpl'));
  if (isZpl && formats.size > 1)
    throw new AppError('INVALID_INPUT', 'labelIds: labels for a ZPL printer, of one resolution, and labels on paper are printed apart');
  if (isZpl && slip)
    throw new AppError('INVALID_INPUT', 'slip: a label printer that takes ZPL prints no packing slips; print them on their own');
  const labels = wanted.map((each) => mustPrint(known.get(keyOf(each))));
  const slips = slip ? await slipsOf(deps, labels, slip, by) : new Map<Label, SlipPages>();
  const sheets = sheetsInOrder(deps, labels, slips);
  return {
    type: isZpl ? 'application/zpl' : 'application/pdf',
    stream: counted(deps, byAccount, isZpl ? zplOf(sheets) : streamPages(sheets)),
  };
}

const keyOf = ({ accountId, labelId }: Named): string => `${accountId} ${labelId}`;

async function* sheetsInOrder(
  deps: LabelsDeps,
  labels: readonly Label[],
  slips: ReadonlyMap<Label, SlipPages>,
): AsyncGenerator<PaperSheet> {
  for (let at = 0; at < labels.length; at += atOnce) {
    const part = labels.slice(at, at + atOnce);
    const read = new Map<Label, PaperSheet>();
    for (const [accountId, own] of Map.groupBy(part, (label) => label.accountId)) {
      const sheets = await sheetsOf(deps, accountId, own);
      for (const [index, label] of own.entries()) {
        const sheet = sheets[index];
        if (sheet) read.set(label, { ...sheet, slip: slips.get(label) });
      }
    }
    for (const label of part) {
      const sheet = read.get(label);
      if (sheet) yield sheet;
    }
  }
}

async function* zplOf(sheets: AsyncIterable<PaperSheet>): AsyncGenerator<Uint8Array> {
  for await (const { label } of sheets) {
    yield label.bytes;
    yield Buffer.from('\n');
  }
}

/** Slips are drawn for each account; each label gets its own pages of them. */
async function slipsOf(deps: LabelsDeps, labels: readonly Label[], paper: SlipPaper, by: string): Promise<Map<Label, SlipPages>> {
  const found = new Map<Label, SlipPages>();
  for (const [accountId, own] of Map.groupBy(labels, (label) => label.accountId)) {
    const { pdf, pages } = await deps.drawSlips(accountId, own.map(parcelOf), paper, by);
    let from = 0;
    for (const [index, label] of own.entries()) {
      const count = pages[index] ?? 0;
      if (count > 0) found.set(label, { pdf, from, count });
      from += count;
    }
  }
  return found;
}

async function* counted(
  { database }: LabelsDeps,
  byAccount: ReadonlyMap<AccountId, readonly Named[]>,
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined;
  for await (const piece of stream) {
    if (held) yield held;
    held = piece;
  }
  // Before the last piece: who has the whole file has it counted.
  for (const [accountId, own] of byAccount)
    await database.write([accountId], (tx) =>
      countPrint(
        tx,
        accountId,
        own.map(({ labelId }) => labelId),
      ),
    );
  if (held) yield held;
}
