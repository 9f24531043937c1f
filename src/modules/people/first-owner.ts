import { AppError } from '#src/kernel/app-error.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import { dropLinks, insertLink } from './link-store.ts';
import type { PeopleDeps } from './people-deps.ts';
import { newPassword } from './set-password.ts';
import { ownerId } from './sign-in.ts';
import { claimDemo, holdOwners, insertPerson, savePassword } from './store.ts';
import { tokenHash } from './token-hash.ts';
import { hasOwner, selectPerson } from './views.ts';

const linkMs = 24 * 3_600_000;

/** The owner of a demo, who has no password: `signInDemo` lets everybody in who can reach the page. */
export const ensureDemoOwner = ({ database, clock }: Pick<PeopleDeps, 'database' | 'clock'>): Promise<unknown> =>
  database.write([], async (tx) => {
    if (await selectPerson(tx, { id: ownerId })) return;
    const person = { id: ownerId, name: 'Owner', email: 'demo@waybill.invalid', role: 'owner', accounts: null, demo: true } as const;
    await insertPerson(tx, person, clock.now());
  });

/** The path of a link that makes its reader the owner of this desk, once; undefined when there is an owner. */
export async function firstOwnerPath({
  database,
  clock,
  newToken,
}: Pick<PeopleDeps, 'database' | 'clock' | 'newToken'>): Promise<string | undefined> {
  const token = newToken();
  const now = clock.now();
  return database.write([], async (tx) => {
    if (await hasOwner(tx)) return undefined;
    await insertLink(
      tx,
      {
        id: newToken(),
        kind: 'owner',
        personId: null,
        name: null,
        email: null,
        role: 'owner',
        accounts: null,
        invitedBy: null,
        createdAt: now,
        expiresAt: new Date(now.getTime() + linkMs),
      },
      tokenHash(token),
    );
    return `/welcome#${token}`;
  });
}

export type OwnerDetails = { name: string; email: string; password: string };

/**
 * Makes the first owner, or makes the demo's owner a real one, and ends the click that needs no password. Throws
 * PASSWORD_REFUSED, NOT_ALLOWED_NOW when there is an owner already.
 */
export async function makeOwner(deps: PeopleDeps, actor: Actor, { name, email, password }: OwnerDetails): Promise<string> {
  const { database, clock, newToken } = deps;
  const hash = await database.read([], (db) => newPassword(db, password, [name, email]));
  const now = clock.now();
  return database.write([], async (tx) => {
    await holdOwners(tx);
    if (await hasOwner(tx)) throw new AppError('NOT_ALLOWED_NOW', 'this desk has an owner: ask them for an invitation');
    const made =
      (await claimDemo(tx, { name, email }, now)) ||
      (await insertPerson(tx, { id: ownerId, name, email, role: 'owner', accounts: null, demo: false }, now));
    if (!made) throw new AppError('NOT_ALLOWED_NOW', 'somebody else uses this e-mail address on this desk');
    await savePassword(tx, ownerId, newToken(), hash, now);
    await dropLinks(tx, { kind: 'owner' });
    await record(tx, now, {
      actor: { ...actor, id: actor.id || ownerId },
      action: 'person.made',
      subjects: [ownerId],
      details: { role: 'owner' },
    });
    return ownerId;
  });
}
