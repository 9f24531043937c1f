export { completeValues } from './complete-values.ts';
export { exportOrders } from './export-orders.ts';
export { countUpTo, filterOf, findOrders, type OrderSearch, type OrderTab, selectOrders } from './find-orders.ts';
export { listViews } from './list-views.ts';
export { tabCounts } from './views.ts';
