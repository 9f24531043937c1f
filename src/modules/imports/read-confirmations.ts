import { fail, ok, type Result } from '#src/kernel/result.ts';
import { type ConfirmationColumns, type ConfirmationField, confirmationColumns, isConfirmationHeader } from './confirmation-columns.ts';
import type { LineProblem } from './file-order.ts';
import { readDate } from './localised-date.ts';
import { readQuantity } from './localised-number.ts';
import { readOrderId } from './order-line.ts';
import { plainCell } from './plain-cell.ts';
import type { TableRow } from './read-records.ts';
import { readTable, type TableOptions } from './read-table.ts';
import { storeFormat } from './store-formats.ts';

/** One line of a confirmation file: a parcel, or the part of one item in it. What the file does not say is `undefined`. */
export type FileConfirmation = {
  line: number;
  orderId: string;
  itemId: string | undefined;
  sku: string | undefined;
  /** At least 1. */
  quantity: number | undefined;
  /** Never later than `now`: a date without time is the end of that day in the store's time zone, or now. */
  shippedAt: Date | undefined;
  carrierCode: string | undefined;
  carrierName: string | undefined;
  tracking: string | undefined;
  shipMethod: string | undefined;
  transparencyCodes: string[];
};

export type ConfirmationRow =
  | { kind: 'confirmation'; confirmation: FileConfirmation }
  | { kind: 'problem'; line: number; orderId: string | undefined; problems: LineProblem[] };

export type ReadConfirmationsOptions = { marketplaceId?: string | undefined; now: Date } & Pick<TableOptions, 'encoding' | 'maxBytes'>;

/**
 * Shipment confirmations from Amazon's flat fulfilment file or a simple sheet (order id, tracking number, and what else it
 * has). Every data line gives exactly one row, in the order of the file. Throws FILE_UNREADABLE when it is no such file.
 * Whether the order exists and may be confirmed is not asked here.
 */
export async function* readConfirmations(
  source: AsyncIterable<Uint8Array>,
  options: ReadConfirmationsOptions,
): AsyncGenerator<ConfirmationRow> {
  let columns: ConfirmationColumns | undefined;
  for await (const row of readTable(source, { ...options, isHeader: isConfirmationHeader })) {
    if (row.kind === 'header') columns = confirmationColumns(row.names);
    else if (columns) yield readRow(row, columns, options);
  }
}

function readRow(row: TableRow, columns: ConfirmationColumns, options: ReadConfirmationsOptions): ConfirmationRow {
  const { line } = row;
  if (row.kind === 'bad') return { kind: 'problem', line, orderId: undefined, problems: [{ line, column: null, reason: row.reason }] };
  const problems: LineProblem[] = [];
  const report = (field: ConfirmationField, reason: string) => {
    problems.push({ line, column: columns.names[columns.position[field] ?? -1] ?? null, reason });
  };
  const text = (field: ConfirmationField): string | undefined => {
    const at = columns.position[field];
    return at === undefined ? undefined : plainCell(row.cells[at] ?? '') || undefined;
  };
  const parsed = <T>(field: ConfirmationField, parse: (value: string) => Result<T>): T | undefined => {
    const value = text(field);
    if (value === undefined) return undefined;
    const result = parse(value);
    if (result.ok) return result.value;
    report(field, result.error);
    return undefined;
  };

  const format = storeFormat(options.marketplaceId);
  if (text('orderId') === undefined) report('orderId', 'is empty');
  const orderId = parsed('orderId', readOrderId);
  const quantity = parsed('quantity', (value) => readQuantity(value, format.number));
  if (quantity === 0) report('quantity', 'must be at least 1');
  const tracking = parsed('tracking', wholeNumber);
  const itemId = parsed('itemId', wholeNumber);
  const carrierCode = text('carrierCode');
  const carrierName = text('carrierName');
  if (text('tracking') === undefined && carrierCode === undefined && carrierName === undefined) {
    report('tracking', 'is empty, and no carrier is named either');
  }
  const shippedAt = parsed('shipDate', (value) => shipped(value, { order: format.dates, timeZone: format.timeZone, now: options.now }));
  if (orderId === undefined || problems.length > 0) return { kind: 'problem', line, orderId, problems };
  const confirmation: FileConfirmation = {
    line,
    orderId,
    itemId,
    sku: text('sku'),
    quantity,
    shippedAt,
    carrierCode,
    carrierName,
    tracking,
    shipMethod: text('shipMethod'),
    transparencyCodes: (text('transparencyCodes') ?? '').split(/[,;|\s]+/).filter(Boolean),
  };
  return { kind: 'confirmation', confirmation };
}

function shipped(value: string, context: Omit<Parameters<typeof readDate>[1], 'edge'>): Result<Date> {
  const from = readDate(value, { ...context, edge: 'start' });
  const to = readDate(value, { ...context, edge: 'end' });
  if (!from.ok || !to.ok) return from;
  if (from.value > context.now) return fail('lies in the future; a parcel is confirmed when it has left');
  return ok(to.value > context.now ? context.now : to.value);
}

/** Sheet programs turn long numbers into 9.4E+21: the digits are gone, and sending the rest would be a wrong number. */
function wholeNumber(value: string): Result<string> {
  if (!/^\d(?:[.,]\d+)?E\+\d+$/i.test(value)) return ok(value);
  return fail('was shortened by the sheet program to a form such as 9.4E+21; format the column as text and fill it in again');
}
