export { batchesPage, batchOffers, batchPage, batchRowsOf } from './show-batch.ts';
export { batchStatesOf } from './views.ts';
