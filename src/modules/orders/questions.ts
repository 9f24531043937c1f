export { orderPage } from './order-page.ts';
export { type EventRow, openQuarantine, orderEvents, orderRaw, personalStates, quarantineCounts, type RawRow } from './views.ts';
