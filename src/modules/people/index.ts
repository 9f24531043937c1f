export type { Oidc } from './auth.ts';
export { firstOwnerPath } from './first-owner.ts';
export { type Known, knownByCookie } from './identify.ts';
export { openPeople } from './open-people.ts';
export type { Caller, PeopleDeps } from './people-deps.ts';
export { demoIsOpen, secondFactor, signIn, signInDemo, signOut } from './sign-in.ts';
export { followLink, lookAtLink } from './use-link.ts';
