export { maskBuyer, placeOf } from './mask.ts';
export type { PersonalData } from './personal-data.ts';
export { readPersonal } from './read-personal.ts';
export { type BlindHashes, blindEmail, blindName, contentHash, sealPersonal } from './seal-personal.ts';
export { logRead, type PersonalRow, setPurgeAt, storePersonal, takeOut } from './store.ts';
export { type Held, heldPersonal } from './views.ts';
