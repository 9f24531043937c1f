export { decideReview, finishReview, listReviews, startReview } from './access-review.ts';
export { endKey, knownByKey, listKeys, makeKey } from './api-keys.ts';
export type { Oidc } from './auth.ts';
export { firstOwnerPath, makeOwner } from './first-owner.ts';
export { type Known, knownByCookie } from './identify.ts';
export {
  changePerson,
  invite,
  listInvitations,
  listPeople,
  makePasswordLink,
  signOutPerson,
  withdrawInvitation,
} from './manage-people.ts';
export { beginOidc, endOidc } from './oidc.ts';
export { openPeople } from './open-people.ts';
export {
  beginFactor,
  changePassword,
  confirmFactor,
  endFactor,
  endOwnSessions,
  newRecoveryCodes,
  type Own,
  ownAccount,
} from './own-account.ts';
export type { Caller, PeopleDeps } from './people-deps.ts';
export { demoIsOpen, ownerId, secondFactor, signIn, signInDemo, signOut } from './sign-in.ts';
export { followLink, lookAtLink } from './use-link.ts';
export { vouch } from './vouch.ts';
