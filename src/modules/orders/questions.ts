export { orderPage } from './order-page.ts';
export { foldKey, foldTracking } from './search-keys.ts';
export { type EventRow, openQuarantine, orderEvents, orderRaw, personalStates, quarantineCounts, type RawRow } from './views.ts';
