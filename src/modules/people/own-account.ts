import { verifyPassword } from 'better-auth/crypto';
import { AppError } from '#src/kernel/app-error.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import { askAuth, headersOf } from './call-auth.ts';
import type { FactorView, MeView } from './contract.ts';
import type { Caller, PeopleDeps } from './people-deps.ts';
import { newPassword } from './set-password.ts';
import { mostWrongPasswords } from './sign-in.ts';
import { endSessions, savePassword, signedIn, spendTry } from './store.ts';
import { currentPassword, selectPerson, selectSessions } from './views.ts';

/** A person who is signed in, and the browser in which. */
export type Own = { personId: string; sessionId: string; caller: Caller };

const actorOf = ({ personId, caller }: Own): Actor => ({ kind: 'person', id: personId, place: caller.place });

export async function ownAccount({ database, clock }: PeopleDeps, { personId, sessionId }: Own): Promise<MeView> {
  return database.read([], async (db) => {
    const person = await selectPerson(db, { id: personId });
    if (!person) throw new AppError('NOT_FOUND', 'there is no such person');
    const sessions = await selectSessions(db, personId, clock.now());
    return {
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      demo: person.demo,
      twoFactor: person.twoFactor,
      passwordChangedAt: person.passwordChangedAt?.toISOString() ?? null,
      sessions: sessions.map(({ id, createdAt, seenAt, place, browser }) => ({
        id,
        current: id === sessionId,
        createdAt: createdAt.toISOString(),
        seenAt: (seenAt ?? createdAt).toISOString(),
        place: place ?? '',
        browser: browser ?? '',
      })),
    };
  });
}

/**
 * Asks once more for the password before something that must not be done by whoever sits down at an open page. Wrong ones are
 * counted like those of signing in. Throws SIGN_IN_FAILED, SIGN_IN_LOCKED.
 */
async function mustKnow({ database, clock }: PeopleDeps, personId: string, password: string): Promise<void> {
  const now = clock.now();
  const person = await database.read([], (db) => selectPerson(db, { id: personId }));
  const until = new Date(now.getTime() + 15 * 60_000);
  const spent = person && (await database.write([], (tx) => spendTry(tx, person.email, mostWrongPasswords, now, until)));
  if (!spent) throw new AppError('SIGN_IN_LOCKED', 'too many wrong passwords: wait 15 minutes');
  const hash = await database.read([], (db) => currentPassword(db, personId));
  if (hash === undefined || !(await verifyPassword({ hash, password })))
    throw new AppError('PASSWORD_REFUSED', 'the present password is wrong', { problems: [{ field: 'current', message: 'is wrong' }] });
  await database.write([], (tx) => signedIn(tx, personId, null));
}

/** Also ends all other sessions: who knew the old password is out. Throws PASSWORD_REFUSED. */
export async function changePassword(deps: PeopleDeps, own: Own, { current, next }: { current: string; next: string }): Promise<void> {
  const { database, clock, newToken } = deps;
  await mustKnow(deps, own.personId, current);
  const person = await database.read([], (db) => selectPerson(db, { id: own.personId }));
  const hash = await database.read([], (db) => newPassword(db, next, [person?.name ?? '', person?.email ?? ''], own.personId));
  const now = clock.now();
  await database.write([], async (tx) => {
    await savePassword(tx, own.personId, newToken(), hash, now);
    await endSessions(tx, own.personId, { except: own.sessionId });
    await record(tx, now, { actor: actorOf(own), action: 'password.changed', subjects: [own.personId] });
  });
}

/** Begins with a second factor: it counts from `confirmFactor` on. Throws NOT_ALLOWED_NOW when there is one already. */
export async function beginFactor(deps: PeopleDeps, { personId, caller }: Own, password: string): Promise<Omit<FactorView, 'picture'>> {
  await mustKnow(deps, personId, password);
  const asked = await askAuth(deps.auth.api.enableTwoFactor({ body: { password }, headers: headersOf(caller), returnHeaders: true }));
  if (!asked.ok || asked.answer.method !== 'totp')
    throw new AppError('NOT_ALLOWED_NOW', 'the second factor is on already: switch it off first');
  const { totpURI, backupCodes } = asked.answer;
  return { uri: totpURI, secret: new URL(totpURI).searchParams.get('secret') ?? '', recoveryCodes: backupCodes };
}

/** Switches the second factor on, with a code that proves that the app works. Gives the cookies of a new session. */
export async function confirmFactor(deps: PeopleDeps, own: Own, code: string): Promise<string[]> {
  const asked = await askAuth(deps.auth.api.verifyTOTP({ body: { code }, headers: headersOf(own.caller), returnHeaders: true }));
  if (!asked.ok)
    throw new AppError('INVALID_INPUT', 'the code is wrong or too old: is the time of the phone right?', {
      problems: [{ field: 'code', message: 'is wrong or too old' }],
    });
  await note(deps, own, 'factor.on');
  return asked.cookies;
}

export async function endFactor(deps: PeopleDeps, own: Own, password: string): Promise<string[]> {
  await mustKnow(deps, own.personId, password);
  const asked = await askAuth(deps.auth.api.disableTwoFactor({ body: { password }, headers: headersOf(own.caller), returnHeaders: true }));
  if (!asked.ok) throw new AppError('NOT_ALLOWED_NOW', 'the second factor is off already');
  await note(deps, own, 'factor.off');
  return asked.cookies;
}

/** New recovery codes; the old ones work no more. */
export async function newRecoveryCodes(deps: PeopleDeps, own: Own, password: string): Promise<string[]> {
  await mustKnow(deps, own.personId, password);
  const asked = await askAuth(
    deps.auth.api.generateBackupCodes({ body: { password }, headers: headersOf(own.caller), returnHeaders: true }),
  );
  if (!asked.ok) throw new AppError('NOT_ALLOWED_NOW', 'there is no second factor yet: switch it on first');
  await note(deps, own, 'factor.codes');
  return asked.answer.backupCodes;
}

/** Ends one session of one's own, or all but this one. Gives how many. */
export async function endOwnSessions({ database, clock }: PeopleDeps, own: Own, only?: string): Promise<number> {
  return database.write([], async (tx) => {
    const ended = await endSessions(tx, own.personId, only === undefined ? { except: own.sessionId } : { only });
    if (only !== undefined && ended === 0) throw new AppError('NOT_FOUND', 'there is no such session of yours');
    await record(tx, clock.now(), {
      actor: actorOf(own),
      action: 'session.ended',
      subjects: [own.personId],
      details: { count: String(ended) },
    });
    return ended;
  });
}

const note = ({ database, clock }: PeopleDeps, own: Own, action: string) =>
  database.write([], (tx) => record(tx, clock.now(), { actor: actorOf(own), action, subjects: [own.personId] }));
