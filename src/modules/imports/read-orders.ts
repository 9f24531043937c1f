import { type OrderColumns, orderColumns, reportOf } from './order-columns.ts';
import { type OrderLine, type OrderLineOptions, readOrderLine } from './order-line.ts';
import { groupOrders, type OrderEvent } from './order-rows.ts';
import { readTable, type TableOptions } from './read-table.ts';

const japan = 'A1VC38T7YXB528';

export type ReadOrdersOptions = OrderLineOptions & Pick<TableOptions, 'encoding' | 'maxBytes'>;

/**
 * The orders of an all-orders or unshipped-orders file, as a stream in constant memory. `marketplaceId` is the store for
 * rows that name no sales channel. Throws FILE_UNREADABLE when it is no such file; what is wrong with single lines comes
 * as `rejected`.
 */
export async function* readOrders(source: AsyncIterable<Uint8Array>, options: ReadOrdersOptions): AsyncGenerator<OrderEvent> {
  yield* groupOrders(orderLines(source, options));
}

async function* orderLines(source: AsyncIterable<Uint8Array>, options: ReadOrdersOptions): AsyncGenerator<OrderLine> {
  let columns: OrderColumns | undefined;
  const isHeader = (keys: string[]) => reportOf(keys) !== undefined;
  const japanese = options.marketplaceId === japan;
  for await (const row of readTable(source, { ...options, japanese, isHeader })) {
    if (row.kind === 'header') columns = orderColumns(row.names);
    else if (columns) yield readOrderLine(row, columns, options);
  }
}
