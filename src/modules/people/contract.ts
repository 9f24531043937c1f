import { z } from 'zod';

/** What somebody is on this desk; src/http/roles.ts says what each may do. */
export const roleNames = ['owner', 'manager', 'warehouse', 'support', 'analyst', 'developer', 'readonly'] as const;
export type RoleName = (typeof roleNames)[number];
const role = z.enum(roleNames);

export const shortestPassword = 12;

const email = z.string().trim().toLowerCase().max(200).pipe(z.email('must be an e-mail address'));
const personName = z.string().trim().min(1).max(80);
const password = z.string().min(1).max(128);
const token = z.string().regex(/^[\w-]{43}$/, 'must be the token of a link');
/** null: all accounts, also those to come. */
const accounts = z.array(z.string().regex(/^\d{1,18}$/)).nullable();

/** What the page needs to know before anybody is signed in. */
export const doorView = z.object({
  demo: z.boolean(),
  /** Nobody can sign in yet: the start of the desk printed a link. */
  ownerNeeded: z.boolean(),
  /** The name of the identity provider, when there is one. */
  oidc: z.string().nullable(),
});

export const signInBody = z.object({ email, password });
/** A code of the authenticator app, or one of the recovery codes. */
export const secondFactorBody = z.object({ code: z.string().trim().min(6).max(20), recovery: z.boolean().optional() });
export const signInView = z.object({ state: z.enum(['signed-in', 'second-factor']) });

export const linkBody = z.object({ token });
export const linkView = z.object({
  kind: z.enum(['owner', 'person', 'password']),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role: role.nullable(),
  expiresAt: z.iso.datetime(),
});
export type LinkView = z.infer<typeof linkView>;

/** What somebody who came by a link decides; name and e-mail address count only for the first owner. */
export const welcomeBody = z.object({ token, name: personName.optional(), email: email.optional(), password });

export const done = z.object({ done: z.literal(true) });

const sessionItem = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  place: z.string(),
  browser: z.string(),
});

export const meView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  demo: z.boolean(),
  twoFactor: z.boolean(),
  passwordChangedAt: z.iso.datetime().nullable(),
  sessions: z.array(sessionItem),
});
export type MeView = z.infer<typeof meView>;

export const passwordBody = z.object({ current: password, next: password });
export const ownPasswordBody = z.object({ password });
export const codeBody = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'must be the six digits of the app'),
});
/** `picture`: the address as a QR code, an image that is drawn here and needs no network. */
export const factorView = z.object({ uri: z.string(), picture: z.string(), secret: z.string(), recoveryCodes: z.array(z.string()) });
export type FactorView = z.infer<typeof factorView>;
export const recoveryView = z.object({ recoveryCodes: z.array(z.string()) });
export const claimBody = z.object({ name: personName, email, password });

export const personView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  accounts,
  demo: z.boolean(),
  twoFactor: z.boolean(),
  active: z.boolean(),
  locked: z.boolean(),
  lastSignInAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type PersonView = z.infer<typeof personView>;
export const personChange = z.object({ role: role.optional(), accounts: accounts.optional(), active: z.boolean().optional() });

export const invitationBody = z.object({ name: personName, email, role, accounts });
export const invitationView = z.object({
  id: z.string(),
  kind: z.enum(['person', 'password']),
  name: z.string(),
  email: z.string(),
  role: role.nullable(),
  accounts,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type InvitationView = z.infer<typeof invitationView>;
/** Shown once: only a hash of it is kept. `path` follows the desk's address. */
export const linkMade = z.object({ id: z.string(), path: z.string(), expiresAt: z.iso.datetime() });
export type LinkMade = z.infer<typeof linkMade>;

/** Who may do what: every permission in words, and the roles that have it. */
export const matrixView = z.object({
  roles: z.array(role),
  permissions: z.array(z.object({ permission: z.string(), words: z.string(), roles: z.array(role) })),
});

const longestKeyDays = 365;
export const keyBody = z.object({
  name: personName,
  scopes: z.array(z.string().max(64)).min(1).max(100),
  accounts,
  days: z.int().min(1).max(longestKeyDays),
  perMinute: z.int().min(1).max(6_000).default(600),
});
export const keyView = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  personId: z.string(),
  by: z.string(),
  scopes: z.array(z.string()),
  accounts,
  perMinute: z.int(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  usedAt: z.iso.datetime().nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
});
export type KeyView = z.infer<typeof keyView>;
/** `key` is shown once. */
export const keyMade = z.object({ id: z.string(), key: z.string() });

const reviewLine = z.object({
  kind: z.enum(['person', 'key']),
  id: z.string(),
  name: z.string(),
  role: z.string(),
  accounts,
  lastUsedAt: z.iso.datetime().nullable(),
  decision: z.enum(['keep', 'remove']).nullable(),
  decidedBy: z.string().nullable(),
});
export const reviewView = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  startedBy: z.string(),
  finishedAt: z.iso.datetime().nullable(),
  finishedBy: z.string().nullable(),
  lines: z.array(reviewLine),
});
export type ReviewView = z.infer<typeof reviewView>;
/** A review is due a quarter after the last one was finished, or after the desk got its first person. */
export const reviewsView = z.object({ dueAt: z.iso.datetime(), open: reviewView.nullable(), past: z.array(reviewView) });
export type ReviewsView = z.infer<typeof reviewsView>;
export const decisionBody = z.object({ kind: z.enum(['person', 'key']), id: z.string().max(64), decision: z.enum(['keep', 'remove']) });
