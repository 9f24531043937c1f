import { AppError } from '#src/kernel/app-error.ts';
import { columnKey } from './column-key.ts';
import { readDate } from './localised-date.ts';
import { readOrderId } from './order-line.ts';
import { plainCell } from './plain-cell.ts';
import { readTable, type TableOptions } from './read-table.ts';
import { storeFormat } from './store-formats.ts';

/** What other programs call the two columns; the first that a file has counts. */
const fields = {
  orderId: [
    'amazon-order-id',
    'marketplace-order-id',
    'channel-order-id',
    'external-order-id',
    'order-id',
    'order-number',
    'order-no',
    'order-reference',
    'order',
    'id',
  ],
  time: [
    'imported-at',
    'import-date',
    'date-imported',
    'received-at',
    'downloaded-at',
    'created-at',
    'date-created',
    'created',
    'order-date',
    'purchase-date',
    'date',
    'time',
    'timestamp',
  ],
} as const;

/** One line of another program's list of orders: the order, and when that program had it. */
export type ListedRow =
  | { kind: 'listed'; line: number; orderId: string; at: Date }
  | { kind: 'problem'; line: number; column: string | null; reason: string };

/** `timeZone` is of times that name none; `marketplaceId` tells how the list writes dates. */
export type ReadListOptions = { marketplaceId: string | undefined; timeZone: string; now: Date } & Pick<TableOptions, 'maxBytes'>;

const positionOf = (keys: readonly string[], names: readonly string[]): number =>
  names.map((name) => keys.indexOf(columnKey(name))).find((index) => index >= 0) ?? -1;

const isListHeader = (keys: readonly string[]): boolean => positionOf(keys, fields.orderId) >= 0 && positionOf(keys, fields.time) >= 0;

/**
 * A list of orders as any program exports it, as long as it has the order's number and a time. Every data line gives one row,
 * in the order of the file. Throws FILE_UNREADABLE when the columns are not there.
 */
export async function* readOrderList(source: AsyncIterable<Uint8Array>, options: ReadListOptions): AsyncGenerator<ListedRow> {
  const { marketplaceId, timeZone, now } = options;
  const order = storeFormat(marketplaceId).dates;
  let names: readonly string[] = [];
  let at = { orderId: -1, time: -1 };
  for await (const row of readTable(source, { ...options, isHeader: isListHeader })) {
    if (row.kind === 'header') {
      names = row.names;
      at = { orderId: positionOf(row.keys, fields.orderId), time: positionOf(row.keys, fields.time) };
      if (!isListHeader(row.keys))
        throw new AppError(
          'FILE_UNREADABLE',
          `This is no list of orders: it needs a column such as ${fields.orderId[0]} and one such as ${fields.time[0]}`,
        );
      continue;
    }
    const { line } = row;
    const problem = (column: number, reason: string): ListedRow => ({ kind: 'problem', line, column: names[column] ?? null, reason });
    if (row.kind === 'bad') {
      yield problem(-1, row.reason);
      continue;
    }
    const orderId = readOrderId(plainCell(row.cells[at.orderId] ?? ''));
    const time = readDate(plainCell(row.cells[at.time] ?? ''), { order, timeZone, now, edge: 'start' });
    if (!orderId.ok) yield problem(at.orderId, orderId.error);
    else if (!time.ok) yield problem(at.time, time.error);
    else yield { kind: 'listed', line, orderId: orderId.value, at: time.value };
  }
}
