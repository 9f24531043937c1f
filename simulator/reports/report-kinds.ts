import { marketplaceOf } from '../accounts/marketplaces.ts';
import type { SimAccount } from '../accounts/sim-account.ts';
import { shownQuantity } from '../listings/shown-quantity.ts';
import { isRemembered } from '../orders/list-orders.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { SimStore } from '../store/sim-store.ts';
import { actionableOrdersTable } from './actionable-orders-table.ts';
import { allOrdersTable } from './all-orders-table.ts';
import { listingsTable } from './listings-table.ts';
import type { ReportType, SimReport } from './sim-report.ts';
import type { ReportTable } from './write-table.ts';

/** `now` is when the processing begins; what is newer than `known` has not reached the reports yet. */
type Source = { store: SimStore; account: SimAccount; seed: number; now: number; known: number };

export type ReportKind = {
  /** Holds personal data: it needs the role for shipping, and a restricted data token to be fetched. */
  isRestricted?: true;
  /** The longest range that it can be asked for. */
  mostDays?: number;
  tableOf(report: SimReport, source: Source): ReportTable;
};

const storeName = (marketplaceId: string) => marketplaceOf(marketplaceId).name;

/** How each type of report is made. */
export const REPORT_KINDS: Record<ReportType, ReportKind> = {
  GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL: {
    mostDays: 30,
    tableOf: (report, source) =>
      allOrdersTable(
        ordersOf(report, source, 'createdAt', 0, (order) => isWithin(fulfillableAt(order), report, source)),
        'order-date',
        storeName,
      ),
  },
  GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL: {
    mostDays: 30,
    tableOf: (report, source) =>
      allOrdersTable(
        ordersOf(report, source, 'updatedAt', report.dataStart, (order) => isWithin(order.updatedAt, report, source)),
        'last-update',
        storeName,
      ),
  },
  GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING: {
    isRestricted: true,
    tableOf: (report, source) =>
      actionableOrdersTable(
        ordersOf(report, source, 'createdAt', 0, (order) => fulfillableAt(order) <= source.known),
        source.account,
        source.now,
      ),
  },
  GET_MERCHANT_LISTINGS_ALL_DATA: {
    tableOf: ({ marketplaceIds: [marketplaceId = ''] }, source) =>
      listingsTable(marketplaceId, source.seed, (offer) =>
        shownQuantity(source, source.account.sellerId, marketplaceId, offer, source.known),
      ),
  },
};

/** Order reports go by the time at which an order could be shipped, not by the one at which it was placed. */
const fulfillableAt = (order: SimOrder) => order.fulfillableAt ?? order.createdAt;

const isWithin = (at: number, { dataStart, dataEnd }: SimReport, { known }: Source) => at >= dataStart && at <= Math.min(dataEnd, known);

/** The seller's orders in the marketplaces of the report, by a time, from an instant on. */
function* ordersOf(
  report: SimReport,
  { store, account, now }: Source,
  time: 'createdAt' | 'updatedAt',
  from: number,
  wanted: (order: SimOrder) => boolean,
): Generator<SimOrder> {
  for (const { id } of store.orders.byTime(account.sellerId, time).from(from)) {
    const order = store.orders.get(id);
    if (order && report.marketplaceIds.includes(order.marketplaceId) && isRemembered(order, now) && wanted(order)) yield order;
  }
}
