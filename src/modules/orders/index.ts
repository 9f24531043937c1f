export { annotate } from './annotate.ts';
export type { OrderFacts, OrderStatus } from './facts.ts';
export { type Listing, saveListings } from './listing-store.ts';
export { purgePersonal } from './purge-personal.ts';
export { quarantine, type Reparse, replayQuarantine } from './quarantine.ts';
export { isMoved, type Received, type Taken } from './received.ts';
export { isOpen, statusOf } from './states.ts';
export { appendEvents, type EventEntry, holdIntake } from './store.ts';
export { type IntakeDeps, type OnTaken, takeIn } from './take-in.ts';
