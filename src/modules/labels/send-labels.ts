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
  const printer = mustHavePrinter((await deps.database.read([accountId], (db) => settingsOf(db, accountId))).printer);
  const { bytes, type } = await printLabels(deps, accountId, labelIds, by);
  if (type !== 'application/zpl') throw new AppError('INVALID_INPUT', 'labelIds: these labels are for paper; a label printer takes ZPL');
  await toPrinter(deps, printer, bytes);
  return { sent: labelIds.length };
}

export function mustHavePrinter(printer: string | null): string {
  if (printer === null) throw new AppError('INVALID_INPUT', 'printer: the account has no label printer; name it in the settings of labels');
  return printer;
}

export function toPrinter({ sendToPrinter }: Pick<LabelsDeps, 'sendToPrinter'>, printer: string, bytes: Uint8Array): Promise<void> {
  const [host = '', port = '9100'] = printer.split(':');
  return sendToPrinter({ host, port: Number(port) }, bytes);
}
