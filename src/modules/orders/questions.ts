export { ordersOfBuyer, strayPersonal } from './buyer-views.ts';
export { ordersDue } from './due-views.ts';
export { orderPage } from './order-page.ts';
export { isAnyPending, type Unverified, unverifiedOrders } from './regulated-views.ts';
export { foldKey, foldTracking } from './search-keys.ts';
export { isOpen as isOpenStatus } from './states.ts';
export { eventsAfter, newestEvent, openQuarantine, orderEvents, orderRaw, personalStates, quarantineCounts } from './views.ts';
