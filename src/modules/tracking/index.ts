export { lookNow, setPatience, settleParcel } from './change-parcel.ts';
export { runTracking } from './run-tracking.ts';
export { followOnTaken } from './take-packages.ts';
export type { TrackingDeps } from './tracking-deps.ts';
