import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { logRead } from '#src/modules/vault/index.ts';
import type { LabelsDeps } from './labels-deps.ts';
import { mustPrint, sheetsOf } from './sheets-of-labels.ts';
import { streamPages } from './stream-pages.ts';
import { labelsById } from './views.ts';

/**
 * Only the forms for customs of these labels as one PDF, for labels that a ZPL printer has printed. The reading is logged.
 * Throws NOT_FOUND, NOT_ALLOWED_NOW where no form came with them.
 */
export async function printForms(deps: LabelsDeps, accountId: AccountId, labelIds: readonly string[], by: string): Promise<Uint8Array> {
  const found = await deps.database.read([accountId], (db) => labelsById(db, accountId, labelIds));
  const labels = labelIds.map((labelId) => mustPrint(found.find((label) => label.labelId === labelId)));
  const papers = (await sheetsOf(deps, accountId, labels)).flatMap((sheet) => sheet.papers);
  if (papers.length === 0) throw new AppError('NOT_ALLOWED_NOW', 'labelIds: no form for customs came with these labels, or they are gone');
  const orderIds = [...new Set(labels.map(({ orderId }) => orderId))];
  const entry = { at: deps.clock.now(), reader: by, purpose: 'customs form printed', orderIds };
  await deps.database.write([accountId], (tx) => logRead(tx, accountId, entry));
  return Buffer.concat(await Array.fromAsync(streamPages(papers.map((label) => ({ label, papers: [] })))));
}
