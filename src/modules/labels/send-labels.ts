import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { LabelsDeps } from './labels-deps.ts';
import { printLabels } from './print-labels.ts';
import { settingsOf } from './views.ts';

/** Prints ZPL labels on the account's own printer. Throws as `printLabels`, INVALID_INPUT without a printer or for paper. */
export async function sendLabels(
  deps: LabelsDeps,
  accountId: AccountId,
  labelIds: readonly string[],
  by: string,
): Promise<{ sent: number }> {
  const { printer } = await deps.database.read([accountId], (db) => settingsOf(db, accountId));
  if (printer === null) throw new AppError('INVALID_INPUT', 'printer: the account has no label printer; name it in the settings of labels');
  const { bytes, type } = await printLabels(deps, accountId, labelIds, by);
  if (type !== 'application/zpl') throw new AppError('INVALID_INPUT', 'labelIds: these labels are for paper; a label printer takes ZPL');
  const [host = '', port = '9100'] = printer.split(':');
  await deps.sendToPrinter({ host, port: Number(port) }, bytes);
  return { sent: labelIds.length };
}
