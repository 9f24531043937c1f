import type { Journal } from './journal.ts';
import type { SimOrder } from './sim-order.ts';
import { createTable, type Table } from './table.ts';
import { type TimeIndex, timeIndex } from './time-index.ts';

/** All orders of all sellers, with each seller's orders in the order of their creation and of their last update. */
export type OrderTable = Table<SimOrder> & {
  byTime(sellerId: string, time: 'createdAt' | 'updatedAt'): TimeIndex;
};

type SellerIndexes = Record<'createdAt' | 'updatedAt', TimeIndex>;

export function createOrderTable(journal: () => Journal): OrderTable {
  const table = createTable<SimOrder>('orders', journal);
  const sellers = new Map<string, SellerIndexes>();

  const indexesOf = (sellerId: string): SellerIndexes => {
    const known = sellers.get(sellerId) ?? { createdAt: timeIndex(), updatedAt: timeIndex() };
    sellers.set(sellerId, known);
    return known;
  };

  const reindex = (order: SimOrder) => {
    const before = table.get(order.orderId);
    const indexes = indexesOf(order.sellerId);
    for (const time of ['createdAt', 'updatedAt'] as const) {
      if (before && before[time] === order[time]) continue;
      if (before) indexes[time].remove(before[time], before.orderId);
      indexes[time].add(order[time], order.orderId);
    }
  };

  return {
    ...table,
    put(orderId, order) {
      reindex(order);
      table.put(orderId, order);
    },
    load(orderId, order) {
      if (order) reindex(order);
      table.load(orderId, order);
    },
    byTime: (sellerId, time) => indexesOf(sellerId)[time],
  };
}
