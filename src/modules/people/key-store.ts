import type { AccountId } from '#src/kernel/ids.ts';
import type { Db, Tx } from '#src/platform/db.ts';
import type { RoleName } from './contract.ts';

export type NewKey = {
  id: string;
  name: string;
  hash: string;
  hint: string;
  personId: string;
  scopes: readonly string[];
  accounts: readonly AccountId[] | null;
  perMinute: number;
  createdAt: Date;
  expiresAt: Date;
};

export const insertKey = (tx: Tx, key: NewKey): Promise<unknown> =>
  tx.query({
    text: `INSERT INTO api_key (key_id, name, token, hint, person_id, scopes, accounts, per_minute, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [key.id, key.name, key.hash, key.hint, key.personId, key.scopes, key.accounts, key.perMinute, key.createdAt, key.expiresAt],
  });

/** False when there is no such key that works. */
export async function revokeKey(tx: Tx, keyId: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: 'UPDATE api_key SET revoked_at = $2 WHERE key_id = $1 AND revoked_at IS NULL RETURNING key_id',
    values: [keyId, now],
  });
  return rows.length > 0;
}

export const revokeKeysOf = (tx: Tx, personId: string, now: Date): Promise<unknown> =>
  tx.query({ text: 'UPDATE api_key SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', values: [personId, now] });

export const touchKey = (tx: Tx, keyId: string, now: Date): Promise<unknown> =>
  tx.query({ text: 'UPDATE api_key SET used_at = $2 WHERE key_id = $1', values: [keyId, now] });

export type KeyRow = {
  id: string;
  name: string;
  hint: string;
  personId: string;
  by: string;
  scopes: string[];
  accounts: AccountId[] | null;
  perMinute: number;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
};

const columns = `k.key_id AS id, k.name, k.hint, k.person_id AS "personId", p.name AS by, k.scopes, k.accounts::text[] AS accounts,
  k.per_minute AS "perMinute", k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.used_at AS "usedAt", k.revoked_at AS "revokedAt"`;

export const selectKeys = (db: Db): Promise<KeyRow[]> =>
  db.query<KeyRow>({
    text: `SELECT ${columns} FROM api_key k JOIN person p ON p.id = k.person_id ORDER BY k.revoked_at NULLS FIRST, k.created_at DESC LIMIT 1000`,
  });

export type KnownKey = KeyRow & { role: RoleName; personAccounts: AccountId[] | null };

/** A key that works, with what its person may do today. */
export async function keyByToken(db: Db, hash: string, now: Date): Promise<KnownKey | undefined> {
  const [row] = await db.query<KnownKey>({
    name: 'key-by-token',
    text: `SELECT ${columns}, p.role, p.accounts::text[] AS "personAccounts" FROM api_key k JOIN person p ON p.id = k.person_id
      WHERE k.token = $1 AND k.expires_at > $2 AND k.revoked_at IS NULL AND p.disabled_at IS NULL`,
    values: [hash, now],
  });
  return row;
}
