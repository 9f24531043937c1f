import type { AccountId } from '#src/kernel/ids.ts';
import { sessionDays } from './auth.ts';
import type { RoleName } from './contract.ts';
import type { PeopleDeps } from './people-deps.ts';
import { touchSession } from './store.ts';
import { tokenHash } from './token-hash.ts';
import { sessionByToken } from './views.ts';

/** Somebody or something that may use the desk. `scopes` narrow what the role may do; null: all of it. */
export type Known = {
  kind: 'person' | 'key' | 'command';
  id: string;
  name: string;
  role: RoleName;
  /** null: all accounts. */
  accounts: readonly AccountId[] | null;
  scopes: readonly string[] | null;
  /** Where a person is signed in; a program has none. */
  sessionId: string | null;
};

/** Without a click for so long, a session ends. */
const idleMs = 12 * 3_600_000;
const longestMs = sessionDays * 86_400_000;
const touchEveryMs = 60_000;

/** Whom the cookie of a browser belongs to. Using a session keeps it open. */
export async function knownByCookie({ database, clock }: PeopleDeps, cookie: string): Promise<Known | undefined> {
  const token = sessionTokenIn(cookie);
  if (token === undefined) return undefined;
  const now = clock.now();
  const session = await database.read([], (db) => sessionByToken(db, tokenHash(token), now));
  if (!session) return undefined;
  if (now.getTime() - (session.seenAt?.getTime() ?? 0) > touchEveryMs) {
    const end = Math.min(now.getTime() + idleMs, session.createdAt.getTime() + longestMs);
    await database.write([], (tx) => touchSession(tx, session.sessionId, now, new Date(end)));
  }
  const { id, name, role, accounts, sessionId } = session;
  return { kind: 'person', id, name, role, accounts, scopes: null, sessionId };
}

/** The token of the session in a cookie header; what follows the dot is better-auth's own signature. */
export function sessionTokenIn(cookie: string | undefined): string | undefined {
  const value = /(?:^|;\s*)(?:__Secure-)?waybill\.session_token=([^;]*)/.exec(cookie ?? '')?.[1];
  return value?.split('.')[0] || undefined;
}
