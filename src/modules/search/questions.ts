export { countUpTo, filterOf, findOrders, type OrderSearch, type OrderTab, selectOrders } from './find-orders.ts';
