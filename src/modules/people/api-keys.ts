import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import type { KeyView } from './contract.ts';
import type { Known } from './identify.ts';
import { insertKey, type KeyRow, keyByToken, revokeKey, selectKeys, touchKey } from './key-store.ts';
import type { PeopleDeps } from './people-deps.ts';
import { tokenHash } from './token-hash.ts';
import { selectPerson } from './views.ts';

/** By this a key is known where it should not be: in a log, in a repository. */
const prefix = 'wbk_';
const touchEveryMs = 60_000;

export type KeyRequest = {
  name: string;
  scopes: readonly string[];
  accounts: readonly AccountId[] | null;
  days: number;
  perMinute: number;
};

/**
 * A key for a program. It never can more than the person who made it: neither now (`scopes` and `accounts` are checked by the
 * caller) nor later, when that person may do less. The key itself is given once.
 */
export async function makeKey(deps: PeopleDeps, actor: Actor, personId: string, request: KeyRequest): Promise<{ id: string; key: string }> {
  const { database, clock, newToken } = deps;
  const now = clock.now();
  const key = `${prefix}${newToken()}`;
  const id = newToken();
  await database.write([], async (tx) => {
    if (!(await selectPerson(tx, { id: personId }))) throw new AppError('NOT_FOUND', 'there is no such person to make the key for');
    await insertKey(tx, {
      id,
      name: request.name,
      hash: tokenHash(key),
      hint: key.slice(0, prefix.length + 4),
      personId,
      scopes: [...new Set(request.scopes)].sort(),
      accounts: request.accounts,
      perMinute: request.perMinute,
      createdAt: now,
      expiresAt: new Date(now.getTime() + request.days * 86_400_000),
    });
    const details = { scopes: request.scopes.join(' '), days: String(request.days), accounts: request.accounts?.join(' ') ?? 'all' };
    await record(tx, now, { actor, action: 'key.made', subjects: [id], details });
  });
  return { id, key };
}

export const listKeys = async ({ database, clock }: PeopleDeps): Promise<KeyView[]> => {
  const now = clock.now();
  return (await database.read([], selectKeys)).map((key) => viewOf(key, now));
};

const viewOf = ({ revokedAt, usedAt, createdAt, expiresAt, ...key }: KeyRow, now: Date): KeyView => ({
  ...key,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  usedAt: usedAt?.toISOString() ?? null,
  state: revokedAt ? 'revoked' : expiresAt <= now ? 'expired' : 'active',
});

export async function endKey({ database, clock }: PeopleDeps, actor: Actor, keyId: string): Promise<void> {
  const now = clock.now();
  await database.write([], async (tx) => {
    if (!(await revokeKey(tx, keyId, now))) throw new AppError('NOT_FOUND', 'there is no such key that works');
    await record(tx, now, { actor, action: 'key.revoked', subjects: [keyId] });
  });
}

/** Whom a key belongs to, what it may do, and how often a minute. */
export async function knownByKey({ database, clock }: PeopleDeps, token: string): Promise<(Known & { perMinute: number }) | undefined> {
  if (!token.startsWith(prefix)) return undefined;
  const now = clock.now();
  const key = await database.read([], (db) => keyByToken(db, tokenHash(token), now));
  if (!key) return undefined;
  if (now.getTime() - (key.usedAt?.getTime() ?? 0) > touchEveryMs) await database.write([], (tx) => touchKey(tx, key.id, now));
  const { id, name, role, scopes, perMinute } = key;
  return { kind: 'key', id, name, role, scopes, perMinute, accounts: both(key.personAccounts, key.accounts), sessionId: null };
}

/** The accounts that both see; null stands for all. */
const both = (one: AccountId[] | null, other: AccountId[] | null): AccountId[] | null => {
  if (one === null) return other;
  return other === null ? one : one.filter((id) => other.includes(id));
};
