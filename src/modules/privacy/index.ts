export { type BuyerOrder, eraseBuyer, findBuyer } from './buyer.ts';
export { type PrivacyDeps } from './forget.ts';
export { endHold, setHold } from './holds.ts';
export { lookForTraces } from './look-for-traces.ts';
export { runPurge } from './run-purge.ts';
