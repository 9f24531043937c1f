import type { AccountId } from '#src/kernel/ids.ts';
import type { Db, Tx } from '#src/platform/db.ts';
import type { RoleName } from './contract.ts';

export type Link = {
  id: string;
  kind: 'owner' | 'person' | 'password';
  personId: string | null;
  name: string | null;
  email: string | null;
  role: RoleName | null;
  accounts: AccountId[] | null;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
};

const columns = `l.invitation_id AS id, l.kind, l.person_id AS "personId", coalesce(p.name, l.name) AS name, coalesce(p.email, l.email) AS email,
  coalesce(p.role, l.role) AS role, l.accounts::text[] AS accounts, l.invited_by AS "invitedBy", l.created_at AS "createdAt", l.expires_at AS "expiresAt"`;

export async function insertLink(tx: Tx, link: Link, hash: string): Promise<void> {
  await tx.query({
    text: `INSERT INTO invitation (invitation_id, kind, token, person_id, name, email, role, accounts, invited_by, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      link.id,
      link.kind,
      hash,
      link.personId,
      link.name,
      link.email,
      link.role,
      link.accounts,
      link.invitedBy,
      link.createdAt,
      link.expiresAt,
    ],
  });
}

/** A link that still lets somebody in. */
export async function openLink(db: Db, hash: string, now: Date): Promise<Link | undefined> {
  const [row] = await db.query<Link>({
    text: `SELECT ${columns} FROM invitation l LEFT JOIN person p ON p.id = l.person_id
      WHERE l.token = $1 AND l.used_at IS NULL AND l.expires_at > $2`,
    values: [hash, now],
  });
  return row;
}

export const openLinks = (db: Db, now: Date): Promise<Link[]> =>
  db.query<Link>({
    text: `SELECT ${columns} FROM invitation l LEFT JOIN person p ON p.id = l.person_id
      WHERE l.kind <> 'owner' AND l.used_at IS NULL AND l.expires_at > $1 ORDER BY l.created_at DESC LIMIT 200`,
    values: [now],
  });

/** Uses a link up. False when somebody else was quicker. */
export async function useLink(tx: Tx, hash: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: 'UPDATE invitation SET used_at = $2 WHERE token = $1 AND used_at IS NULL AND expires_at > $2 RETURNING invitation_id',
    values: [hash, now],
  });
  return rows.length > 0;
}

/** Links that are of no more use: of an owner who is there now, of an e-mail address that is invited anew. */
export async function dropLinks(tx: Tx, which: { kind: 'owner' } | { email: string } | { id: string }): Promise<number> {
  if ('kind' in which)
    return (await tx.query({ text: `DELETE FROM invitation WHERE kind = 'owner' AND used_at IS NULL RETURNING 1` })).length;
  if ('id' in which)
    return (await tx.query({ text: 'DELETE FROM invitation WHERE invitation_id = $1 AND used_at IS NULL RETURNING 1', values: [which.id] }))
      .length;
  return (await tx.query({ text: 'DELETE FROM invitation WHERE email = $1 AND used_at IS NULL RETURNING 1', values: [which.email] }))
    .length;
}
