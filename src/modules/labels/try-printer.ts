import type { AccountId } from '#src/kernel/ids.ts';
import type { LabelsDeps } from './labels-deps.ts';
import { mustHavePrinter, toPrinter } from './send-labels.ts';
import { settingsOf } from './views.ts';

/** A frame as large as a label, for a printer of so many dots to the inch: what is cut off shows on the paper. */
function trialLabel(printer: string, dpi: 203 | 300): string {
  const [width, height] = [4 * dpi, 6 * dpi];
  const at = (x: number, y: number) => `^FO${Math.round(x * dpi)},${Math.round(y * dpi)}`;
  const font = (inches: number) => `^A0N,${Math.round(inches * dpi)},${Math.round(inches * dpi)}`;
  return [
    '^XA',
    '^CI28',
    `^PW${width}`,
    `^LL${height}`,
    `^FO20,20^GB${width - 40},${height - 40},4^FS`,
    `${at(0.4, 0.6)}${font(0.4)}^FDWaybill^FS`,
    `${at(0.4, 1.2)}${font(0.18)}^FDTrial label, ${dpi} dots per inch^FS`,
    `${at(0.4, 1.5)}${font(0.18)}^FD${printer.replace(/[\^~]/g, ' ')}^FS`,
    `^BY${dpi === 300 ? 4 : 3}${at(0.4, 2.2)}^BCN,${dpi},Y,N,N^FDWAYBILL-TEST^FS`,
    `${at(0.4, 4)}${font(0.18)}^FDIs the frame whole?^FS`,
    `${at(0.4, 4.3)}${font(0.18)}^FDThen size and position are right.^FS`,
    '^XZ',
    '',
  ].join('\n');
}

/** Prints a trial on the account's label printer. Throws INVALID_INPUT without a printer, PRINTER_UNREACHABLE. */
export async function testPrinter(deps: LabelsDeps, accountId: AccountId): Promise<{ sent: number }> {
  const { printer, format } = await deps.database.read([accountId], (db) => settingsOf(db, accountId));
  const known = mustHavePrinter(printer);
  await toPrinter(deps, known, Buffer.from(trialLabel(known, format === 'zpl300' ? 300 : 203)));
  return { sent: 1 };
}
