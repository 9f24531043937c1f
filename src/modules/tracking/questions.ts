export { parcelDetailsOf, parcelPageOf, parcelSummaryOf, parcelsOf, type TrackState, trackStatesOf } from './parcel-pages.ts';
export { patienceOf } from './views.ts';
