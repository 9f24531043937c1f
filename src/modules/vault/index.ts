export { maskBuyer, placeOf } from './mask.ts';
export type { PersonalData } from './personal-data.ts';
export { readPersonal } from './read-personal.ts';
export { blindEmail, blindName, type SealedPersonal, sealPersonal } from './seal-personal.ts';
export { type PersonalRow, setPurgeAt, storePersonal, takeOutDue } from './store.ts';
