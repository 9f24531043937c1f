export { orderPage } from './order-page.ts';
export { foldKey, foldTracking } from './search-keys.ts';
export { eventsAfter, newestEvent, openQuarantine, orderEvents, orderRaw, personalStates, quarantineCounts } from './views.ts';
