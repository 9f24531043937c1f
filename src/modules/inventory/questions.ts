export { objectiveOf } from './allocation-views.ts';
export { allocationsOf, binsOf } from './claim-views.ts';
export { movementsOf, productDetailsOf, stockExceptionsOf, stockPageOf, stockSummaryOf } from './stock-pages.ts';
export { exportRows, locationsWithBins, productsMeant } from './stock-views.ts';
