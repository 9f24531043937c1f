export { type BuyerOrder, type Erased, eraseBuyer, findBuyer } from './buyer.ts';
export { type PrivacyDeps } from './forget.ts';
export { endHold, setHold } from './holds.ts';
export { type Keeper } from './keeper.ts';
export { type Look, lookForTraces } from './look-for-traces.ts';
export { runPurge } from './run-purge.ts';
