import { AppError } from '#src/kernel/app-error.ts';
import { record } from '#src/modules/audit/index.ts';
import type { LinkView } from './contract.ts';
import { makeOwner } from './first-owner.ts';
import { type Link, openLink, useLink } from './link-store.ts';
import type { Caller, PeopleDeps } from './people-deps.ts';
import { newPassword } from './set-password.ts';
import { limitPlace, type SignedIn, signIn, signInKnown } from './sign-in.ts';
import { endSessions, insertPerson, savePassword } from './store.ts';
import { tokenHash } from './token-hash.ts';

const gone = () => new AppError('LINK_GONE', 'this link was used, withdrawn or is too old');

/** What a link is for. Throws LINK_GONE. */
export async function lookAtLink(deps: PeopleDeps, caller: Caller, token: string): Promise<LinkView> {
  await limitPlace(deps, caller);
  const { kind, name, email, role, expiresAt } = await linkOf(deps, token);
  return { kind, name, email, role, expiresAt: expiresAt.toISOString() };
}

async function linkOf({ database, clock }: PeopleDeps, token: string): Promise<Link> {
  const link = await database.read([], (db) => openLink(db, tokenHash(token), clock.now()));
  if (!link) throw gone();
  return link;
}

type Welcome = { token: string; name?: string | undefined; email?: string | undefined; password: string };

/** Lets in who came by a link: the first owner, somebody invited, or somebody who forgot the password. Throws LINK_GONE, PASSWORD_REFUSED. */
export async function followLink(deps: PeopleDeps, caller: Caller, { token, name, email, password }: Welcome): Promise<SignedIn> {
  await limitPlace(deps, caller);
  const link = await linkOf(deps, token);
  if (link.kind === 'owner') {
    if (name === undefined || email === undefined)
      throw new AppError('INVALID_INPUT', 'name and email are needed: they become the owner’s');
    const id = await makeOwner(deps, { kind: 'nobody', id: '', place: caller.place }, { name, email, password });
    return signInKnown(deps, caller, id, 'first link');
  }
  if (link.kind === 'person')
    return signInKnown(deps, caller, await newPerson(deps, caller, link, { token, name, password }), 'invitation');
  await newSecret(deps, caller, link, { token, password });
  // As always from here on: who has a second factor is asked for it.
  return signIn(deps, caller, { email: link.email ?? '', password });
}

async function newPerson(deps: PeopleDeps, caller: Caller, link: Link, { token, name, password }: Welcome): Promise<string> {
  const { database, clock, newToken } = deps;
  const person = {
    id: newToken(),
    name: name ?? link.name ?? '',
    email: link.email ?? '',
    role: link.role ?? 'readonly',
    accounts: link.accounts,
    demo: false,
  } as const;
  const hash = await database.read([], (db) => newPassword(db, password, [person.name, person.email]));
  const now = clock.now();
  await database.write([], async (tx) => {
    if (!(await useLink(tx, tokenHash(token), now))) throw gone();
    if (!(await insertPerson(tx, person, now)))
      throw new AppError('NOT_ALLOWED_NOW', 'somebody with this e-mail address is on this desk already');
    await savePassword(tx, person.id, newToken(), hash, now);
    const actor = { kind: 'person', id: person.id, place: caller.place } as const;
    await record(tx, now, { actor, action: 'person.made', subjects: [person.id], details: { role: person.role, link: link.id } });
  });
  return person.id;
}

async function newSecret(deps: PeopleDeps, caller: Caller, link: Link, { token, password }: Welcome): Promise<void> {
  const { database, clock, newToken } = deps;
  const { personId } = link;
  if (personId === null) throw gone();
  const hash = await database.read([], (db) => newPassword(db, password, [link.name ?? '', link.email ?? ''], personId));
  const now = clock.now();
  await database.write([], async (tx) => {
    if (!(await useLink(tx, tokenHash(token), now))) throw gone();
    await savePassword(tx, personId, newToken(), hash, now);
    await endSessions(tx, personId);
    await record(tx, now, { actor: { kind: 'person', id: personId, place: caller.place }, action: 'password.reset', subjects: [personId] });
  });
}
