export { batchesPage, batchOffers, batchPage, batchRowsOf } from './show-batch.ts';
