import { AppError } from '#src/kernel/app-error.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import { askAuth, headersOf } from './call-auth.ts';
import { sessionTokenIn } from './identify.ts';
import type { Caller, PeopleDeps } from './people-deps.ts';
import { countAttempt, endSessions, signedIn, spendTry } from './store.ts';
import { tokenHash } from './token-hash.ts';
import { hasOwner, selectPerson, sessionByToken } from './views.ts';

/** Wrong passwords in a row before a person is locked out. */
export const mostWrongPasswords = 10;
const lockMs = 15 * 60_000;

/** Tries of one address, whomever it tries to be. */
export const mostAttempts = 60;
const slotMs = 10 * 60_000;

export type SignedIn = { state: 'signed-in' | 'second-factor'; cookies: string[] };

const failed = () => new AppError('SIGN_IN_FAILED', 'the e-mail address or the password is wrong');
const locked = () =>
  new AppError(
    'SIGN_IN_LOCKED',
    `signing in is locked for ${lockMs / 60_000} minutes after ${mostWrongPasswords} wrong passwords in a row`,
    { data: { retryAfter: lockMs / 1000 } },
  );

/**
 * By e-mail address and password. Each try is counted before it is judged: ten wrong ones in a row lock the person, and an
 * address has a limit of its own. Throws SIGN_IN_FAILED, SIGN_IN_LOCKED and RATE_LIMITED.
 */
export async function signIn(
  deps: PeopleDeps,
  caller: Caller,
  { email, password }: { email: string; password: string },
): Promise<SignedIn> {
  const { database, clock, auth } = deps;
  await limitPlace(deps, caller);
  const person = await database.read([], (db) => selectPerson(db, { email }));
  const now = clock.now();
  const until = new Date(now.getTime() + lockMs);
  const spent = person && (await database.write([], (tx) => spendTry(tx, email, mostWrongPasswords, now, until)));
  if (person && !spent) throw locked();
  const asked = await askAuth(auth.api.signInEmail({ body: { email, password }, headers: headersOf(caller), returnHeaders: true }));
  if (!asked.ok || !person || person.disabledAt) {
    if (asked.ok && person) await database.write([], (tx) => endSessions(tx, person.id));
    const lock = spent !== undefined && spent.spent >= mostWrongPasswords;
    await note(deps, caller, person?.id, lock ? 'sign-in.locked' : 'sign-in.failed');
    throw lock ? locked() : failed();
  }
  if (wantsSecond(asked.answer)) {
    // The password was right; when somebody was here last does not change yet.
    await database.write([], (tx) => signedIn(tx, person.id, null));
    return { state: 'second-factor', cookies: asked.cookies };
  }
  await welcome(deps, caller, person.id, 'password');
  return { state: 'signed-in', cookies: asked.cookies };
}

const wantsSecond = (answer: object): boolean => 'twoFactorRedirect' in answer && answer.twoFactorRedirect === true;

/** The second step: a code of the app, or one of the recovery codes, which is used up by it. */
export async function secondFactor(
  deps: PeopleDeps,
  caller: Caller,
  { code, recovery = false }: { code: string; recovery?: boolean | undefined },
): Promise<SignedIn> {
  await limitPlace(deps, caller);
  const call = { body: { code }, headers: headersOf(caller), returnHeaders: true } as const;
  const asked = await askAuth<unknown>(recovery ? deps.auth.api.verifyBackupCode(call) : deps.auth.api.verifyTOTP(call));
  if (!asked.ok) {
    await note(deps, caller, undefined, 'sign-in.code-failed');
    if (asked.code === 'ACCOUNT_TEMPORARILY_LOCKED') throw locked();
    if (asked.code === 'INVALID_TWO_FACTOR_COOKIE' || asked.code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE')
      throw new AppError('SIGN_IN_FAILED', 'this sign-in has ended: begin again with the password');
    throw new AppError('SIGN_IN_FAILED', 'the code is wrong or too old');
  }
  const token = tokenOf(asked.cookies);
  const known = token && (await deps.database.read([], (db) => sessionByToken(db, tokenHash(token), deps.clock.now())));
  if (!known) throw new AppError('SIGN_IN_FAILED', 'this sign-in has ended: begin again with the password');
  await welcome(deps, caller, known.id, recovery ? 'recovery code' : 'password and code');
  return { state: 'signed-in', cookies: asked.cookies };
}

const tokenOf = (cookies: readonly string[]): string | undefined =>
  cookies.map((cookie) => sessionTokenIn(cookie.split(';')[0])).find((token) => token !== undefined && token !== '');

/** Opens a session for somebody who has proven in another way who they are. */
export async function signInKnown(deps: PeopleDeps, caller: Caller, personId: string, how: string): Promise<SignedIn> {
  const asked = await askAuth(deps.auth.api.signInKnown({ body: { personId }, headers: headersOf(caller), returnHeaders: true }));
  if (!asked.ok) throw failed();
  await welcome(deps, caller, personId, how);
  return { state: 'signed-in', cookies: asked.cookies };
}

/** One click, only in the demo and only while its owner has no password. */
export async function signInDemo(deps: PeopleDeps, caller: Caller): Promise<SignedIn> {
  if (!(await demoIsOpen(deps))) throw new AppError('FORBIDDEN', 'this desk is no open demo: sign in with a password');
  await limitPlace(deps, caller);
  return signInKnown(deps, caller, ownerId, 'demo');
}

export const demoIsOpen = async ({ demo, database }: PeopleDeps): Promise<boolean> =>
  demo && !(await database.read([], hasOwner)) && (await database.read([], (db) => selectPerson(db, { id: ownerId }))) !== undefined;

/** The id of the first owner. */
export const ownerId = 'owner';

/** Ends the session of this browser. */
export async function signOut(deps: PeopleDeps, caller: Caller, session: { id: string; personId: string }): Promise<string[]> {
  const asked = await askAuth(deps.auth.api.signOut({ headers: headersOf(caller), returnHeaders: true }));
  await deps.database.write([], async (tx) => {
    await endSessions(tx, session.personId, { only: session.id });
    await record(tx, deps.clock.now(), { actor: actorOf(session.personId, caller), action: 'sign-in.ended' });
  });
  return asked.ok ? asked.cookies : [];
}

export async function limitPlace({ database, sealing, clock }: PeopleDeps, { place }: Caller): Promise<void> {
  const slot = new Date(Math.floor(clock.now().getTime() / slotMs) * slotMs);
  const attempts = await database.write([], (tx) => countAttempt(tx, sealing.blind('sign-in place', place), slot));
  if (attempts > mostAttempts)
    throw new AppError('RATE_LIMITED', `too many tries to sign in from this address: wait ${slotMs / 60_000} minutes`, {
      data: { retryAfter: slotMs / 1000 },
    });
}

async function welcome({ database, clock }: PeopleDeps, caller: Caller, personId: string, how: string): Promise<void> {
  const now = clock.now();
  await database.write([], async (tx) => {
    await signedIn(tx, personId, now);
    await record(tx, now, { actor: actorOf(personId, caller), action: 'sign-in', details: { how } });
  });
}

const actorOf = (personId: string, { place }: Caller): Actor => ({ kind: 'person', id: personId, place });

/** Who was tried to be is noted by id; an e-mail address that nobody has is not noted at all. */
const note = ({ database, clock }: PeopleDeps, { place }: Caller, personId: string | undefined, action: string) =>
  database.write([], (tx) =>
    record(tx, clock.now(), { actor: { kind: 'nobody', id: '', place }, action, subjects: personId === undefined ? [] : [personId] }),
  );
