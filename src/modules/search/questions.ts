export { completeValues } from './complete-values.ts';
export { exportOrders } from './export-orders.ts';
export { filterOf, findOrders, type OrderSearch, selectOrders } from './find-orders.ts';
export { listViews } from './list-views.ts';
export { tabCounts } from './views.ts';
