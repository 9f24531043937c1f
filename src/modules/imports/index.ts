export { importConfirmations } from './import-confirmations.ts';
export { importListings } from './import-listings.ts';
export { importOrders } from './import-orders.ts';
export { importStockFile } from './import-stock.ts';
export { readCustoms } from './read-customs.ts';
export { readListings } from './read-listings.ts';
export { readOrderList } from './read-order-list.ts';
export type { FetchOpen, TakeDeps } from './take-batch.ts';
export { takeReport } from './take-report.ts';
