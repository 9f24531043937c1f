import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import type { InvitationView, LinkMade, PersonView, RoleName } from './contract.ts';
import { revokeKeysOf } from './key-store.ts';
import { dropLinks, insertLink, type Link, openLinks } from './link-store.ts';
import { dropFactor, otherOwners, updatePerson } from './manage-store.ts';
import type { PeopleDeps } from './people-deps.ts';
import { endSessions, holdOwners } from './store.ts';
import { tokenHash } from './token-hash.ts';
import { type PersonRow, selectPeople, selectPerson } from './views.ts';

const invitationMs = 7 * 86_400_000;
const passwordMs = 86_400_000;

export const listPeople = async ({ database, clock }: PeopleDeps): Promise<PersonView[]> =>
  (await database.read([], selectPeople)).map((person) => viewOf(person, clock.now()));

const viewOf = (person: PersonRow, now: Date): PersonView => ({
  id: person.id,
  name: person.name,
  email: person.email,
  role: person.role,
  accounts: person.accounts,
  demo: person.demo,
  twoFactor: person.twoFactor,
  active: person.disabledAt === null,
  locked: person.lockedUntil !== null && person.lockedUntil > now,
  lastSignInAt: person.lastSignInAt?.toISOString() ?? null,
  createdAt: person.createdAt.toISOString(),
});

export type PersonChange = {
  role?: RoleName | undefined;
  accounts?: readonly AccountId[] | null | undefined;
  active?: boolean | undefined;
};

/**
 * Gives somebody another role, other accounts, or takes all access away: sessions and keys of theirs end at once. Throws
 * NOT_ALLOWED_NOW when no owner would be left.
 */
export async function changePerson({ database, clock }: PeopleDeps, actor: Actor, personId: string, change: PersonChange): Promise<void> {
  const now = clock.now();
  await database.write([], async (tx) => {
    await holdOwners(tx);
    const before = await selectPerson(tx, { id: personId });
    if (!before) throw new AppError('NOT_FOUND', 'there is no such person');
    const role = change.role ?? before.role;
    const accounts = change.accounts === undefined ? before.accounts : change.accounts;
    const disabledAt = change.active === undefined ? before.disabledAt : change.active ? null : (before.disabledAt ?? now);
    const staysOwner = role === 'owner' && accounts === null && disabledAt === null;
    if (before.role === 'owner' && !staysOwner && (await otherOwners(tx, personId)) === 0)
      throw new AppError('NOT_ALLOWED_NOW', 'this is the last owner who sees all accounts: make somebody else one first');
    await updatePerson(tx, personId, { role, accounts, disabledAt }, now);
    if (disabledAt !== null) {
      await endSessions(tx, personId);
      await revokeKeysOf(tx, personId, now);
    }
    const details = {
      ...(role === before.role ? {} : { role: `${before.role} to ${role}` }),
      ...(change.accounts === undefined ? {} : { accounts: accounts?.join(' ') ?? 'all' }),
      ...(change.active === undefined ? {} : { active: String(change.active) }),
    };
    await record(tx, now, { actor, action: 'person.changed', subjects: [personId], details });
  });
}

/** Signs somebody out everywhere. */
export async function signOutPerson({ database, clock }: PeopleDeps, actor: Actor, personId: string): Promise<void> {
  await database.write([], async (tx) => {
    if (!(await selectPerson(tx, { id: personId }))) throw new AppError('NOT_FOUND', 'there is no such person');
    const count = String(await endSessions(tx, personId));
    await record(tx, clock.now(), { actor, action: 'session.ended', subjects: [personId], details: { count } });
  });
}

export type Invitation = { name: string; email: string; role: RoleName; accounts: readonly AccountId[] | null };

/** A link that makes somebody a person of this desk, once, within a week. An earlier one for the same address is withdrawn. */
export async function invite(deps: PeopleDeps, actor: Actor, { name, email, role, accounts }: Invitation): Promise<LinkMade> {
  const person = await deps.database.read([], (db) => selectPerson(db, { email }));
  if (person) throw new AppError('NOT_ALLOWED_NOW', 'somebody with this e-mail address is on this desk already');
  const link = { kind: 'person', personId: null, name, email, role, accounts: accounts === null ? null : [...accounts] } as const;
  return makeLink(deps, actor, link, invitationMs, 'person.invited', { role, accounts: accounts?.join(' ') ?? 'all' });
}

/** A link for somebody who lost their password; `factor`: also their second factor, which is taken away. */
export async function makePasswordLink(deps: PeopleDeps, actor: Actor, personId: string, factor: boolean): Promise<LinkMade> {
  const person = await deps.database.read([], (db) => selectPerson(db, { id: personId }));
  if (!person || person.demo) throw new AppError('NOT_FOUND', 'there is no such person');
  if (person.disabledAt) throw new AppError('NOT_ALLOWED_NOW', 'this person has no access: give it back first');
  if (factor)
    await deps.database.write([], async (tx) => {
      await dropFactor(tx, personId);
      await record(tx, deps.clock.now(), { actor, action: 'factor.taken', subjects: [personId] });
    });
  const link = { kind: 'password', personId, name: null, email: person.email, role: null, accounts: null } as const;
  return makeLink(deps, actor, link, passwordMs, 'password.link', {});
}

async function makeLink(
  { database, clock, newToken }: PeopleDeps,
  actor: Actor,
  link: Omit<Link, 'id' | 'invitedBy' | 'createdAt' | 'expiresAt'>,
  lifeMs: number,
  action: string,
  details: Record<string, string>,
): Promise<LinkMade> {
  const now = clock.now();
  const [id, token, expiresAt] = [newToken(), newToken(), new Date(now.getTime() + lifeMs)];
  await database.write([], async (tx) => {
    if (link.email) await dropLinks(tx, { email: link.email });
    await insertLink(tx, { ...link, id, invitedBy: actor.id, createdAt: now, expiresAt }, tokenHash(token));
    await record(tx, now, { actor, action, subjects: link.personId ? [link.personId] : [], details: { link: id, ...details } });
  });
  return { id, path: `/welcome#${token}`, expiresAt: expiresAt.toISOString() };
}

export const listInvitations = async ({ database, clock }: PeopleDeps): Promise<InvitationView[]> =>
  (await database.read([], (db) => openLinks(db, clock.now()))).map((link) => ({
    id: link.id,
    kind: link.kind === 'password' ? 'password' : 'person',
    name: link.name ?? '',
    email: link.email ?? '',
    role: link.role,
    accounts: link.accounts,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
  }));

export async function withdrawInvitation({ database, clock }: PeopleDeps, actor: Actor, id: string): Promise<void> {
  await database.write([], async (tx) => {
    if ((await dropLinks(tx, { id })) === 0) throw new AppError('NOT_FOUND', 'there is no such open invitation');
    await record(tx, clock.now(), { actor, action: 'invitation.withdrawn', details: { link: id } });
  });
}
