export { parcelDetailsOf, parcelPageOf, parcelSummaryOf, parcelsOf, trackStatesOf } from './parcel-pages.ts';
export { patienceOf } from './views.ts';
