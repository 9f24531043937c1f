export { objectiveOf } from './allocation-views.ts';
export { allocationsOf, binsOf, partsWithin, stagedOf } from './claim-views.ts';
export { offerPageOf } from './offer-pages.ts';
export { explode } from './parts-rules.ts';
export { channelsOf, movementsOf, productDetailsOf, stockExceptionsOf, stockPageOf, stockSummaryOf } from './stock-pages.ts';
export { exportRows, hasEntry as stockDone, locationsWithBins, productsMeant } from './stock-views.ts';
