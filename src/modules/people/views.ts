import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { RoleName } from './contract.ts';

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  role: RoleName;
  accounts: AccountId[] | null;
  demo: boolean;
  twoFactor: boolean;
  disabledAt: Date | null;
  lockedUntil: Date | null;
  lastSignInAt: Date | null;
  passwordChangedAt: Date | null;
  createdAt: Date;
};

const personColumns = `p.id, p.name, p.email, p.role, p.accounts::text[] AS accounts, p.demo, p.two_factor AS "twoFactor",
  p.disabled_at AS "disabledAt", p.locked_until AS "lockedUntil", p.last_sign_in_at AS "lastSignInAt",
  p.password_changed_at AS "passwordChangedAt", p.created_at AS "createdAt"`;

export const selectPeople = (db: Db): Promise<PersonRow[]> =>
  db.query<PersonRow>({ text: `SELECT ${personColumns} FROM person p ORDER BY p.disabled_at NULLS FIRST, p.name, p.id LIMIT 1000` });

export async function selectPerson(db: Db, by: { id: string } | { email: string }): Promise<PersonRow | undefined> {
  const [row] = await db.query<PersonRow>(
    'id' in by
      ? { text: `SELECT ${personColumns} FROM person p WHERE p.id = $1`, values: [by.id] }
      : { text: `SELECT ${personColumns} FROM person p WHERE p.email = $1`, values: [by.email] },
  );
  return row;
}

export type KnownSession = {
  sessionId: string;
  createdAt: Date;
  seenAt: Date | null;
  id: string;
  name: string;
  role: RoleName;
  accounts: AccountId[] | null;
  demo: boolean;
};

/** The person behind a session that has not ended; asked at every request. */
export async function sessionByToken(db: Db, hash: string, now: Date): Promise<KnownSession | undefined> {
  const [row] = await db.query<KnownSession>({
    name: 'session-by-token',
    text: `SELECT s.id AS "sessionId", s.created_at AS "createdAt", s.seen_at AS "seenAt", p.id, p.name, p.role,
        p.accounts::text[] AS accounts, p.demo
      FROM person_session s JOIN person p ON p.id = s.person_id
      WHERE s.token = $1 AND s.expires_at > $2 AND p.disabled_at IS NULL`,
    values: [hash, now],
  });
  return row;
}

export type SessionRow = { id: string; createdAt: Date; seenAt: Date | null; place: string | null; browser: string | null };

export const selectSessions = (db: Db, personId: string, now: Date): Promise<SessionRow[]> =>
  db.query<SessionRow>({
    text: `SELECT s.id, s.created_at AS "createdAt", s.seen_at AS "seenAt", s.ip_address AS place, s.user_agent AS browser
      FROM person_session s WHERE s.person_id = $1 AND s.expires_at > $2 ORDER BY s.seen_at DESC NULLS LAST, s.created_at DESC LIMIT 100`,
    values: [personId, now],
  });

/** Somebody real who may do everything and can sign in. */
export async function hasOwner(db: Db): Promise<boolean> {
  const rows = await db.query({ text: `SELECT 1 FROM person p WHERE p.role = 'owner' AND NOT p.demo AND p.disabled_at IS NULL LIMIT 1` });
  return rows.length > 0;
}

export async function currentPassword(db: Db, personId: string): Promise<string | undefined> {
  const [row] = await db.query<{ password: string | null }>({
    text: `SELECT i.password FROM person_identity i WHERE i.person_id = $1 AND i.provider = 'credential'`,
    values: [personId],
  });
  return row?.password ?? undefined;
}

/** The hashes of the last passwords, newest first. */
export async function lastPasswords(db: Db, personId: string, count: number): Promise<string[]> {
  const rows = await db.query<{ hash: string }>({
    text: 'SELECT o.hash FROM person_password o WHERE o.person_id = $1 ORDER BY o.set_at DESC LIMIT $2',
    values: [personId, count],
  });
  return rows.map(({ hash }) => hash);
}

/** The names of people and keys, as they are today. */
export async function namesById(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ id: string; name: string }>({
    text: `SELECT p.id, p.name FROM person p WHERE p.id = ANY ($1) UNION ALL SELECT k.key_id, k.name FROM api_key k WHERE k.key_id = ANY ($1)`,
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
