import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { RoleName } from './contract.ts';

export type NewPerson = { id: string; name: string; email: string; role: RoleName; accounts: readonly AccountId[] | null; demo: boolean };

/** False when somebody with this id or e-mail address is there already. */
export async function insertPerson(tx: Tx, person: NewPerson, now: Date): Promise<boolean> {
  const made = await tx.query({
    text: `INSERT INTO person (id, name, email, email_verified, role, accounts, demo, created_at, updated_at)
      VALUES ($1, $2, $3, true, $4, $5, $6, $7, $7) ON CONFLICT DO NOTHING RETURNING id`,
    values: [person.id, person.name, person.email, person.role, person.accounts, person.demo, now],
  });
  return made.length > 0;
}

/** The owner of the demo becomes a person of flesh and blood. False when that is not possible (any more). */
export async function claimDemo(tx: Tx, { name, email }: { name: string; email: string }, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE person SET name = $1, email = $2, demo = false, disabled_at = NULL, updated_at = $3
      WHERE demo AND NOT EXISTS (SELECT 1 FROM person other WHERE other.email = $2 AND NOT other.demo) RETURNING id`,
    values: [name, email, now],
  });
  return rows.length > 0;
}

/** One after the other: two people with the link of an empty desk become one owner. */
export const holdOwners = (tx: Tx): Promise<unknown> =>
  tx.query({ text: `SELECT pg_advisory_xact_lock(hashtextextended('waybill owners', 0))` });

export async function savePassword(tx: Tx, personId: string, newId: string, hash: string, now: Date): Promise<void> {
  await tx.query({ text: `DELETE FROM person_identity WHERE person_id = $1 AND provider = 'credential'`, values: [personId] });
  await tx.query({
    text: `INSERT INTO person_identity (id, person_id, provider, subject, password, created_at, updated_at)
      VALUES ($1, $2, 'credential', $2, $3, $4, $4)`,
    values: [newId, personId, hash, now],
  });
  await tx.query({
    text: 'INSERT INTO person_password (person_id, set_at, hash) VALUES ($1, $2, $3) ON CONFLICT (person_id, set_at) DO UPDATE SET hash = excluded.hash',
    values: [personId, now, hash],
  });
  await tx.query({
    text: `UPDATE person SET password_changed_at = $2, failed_sign_ins = 0, locked_until = NULL, updated_at = $2 WHERE id = $1`,
    values: [personId, now],
  });
}

/**
 * Spends one try of a person's password before it is looked at, so that many at once are counted like many in a row. Gives
 * undefined when they are locked, else how many are spent now. A lock that is over begins the count anew.
 */
export async function spendTry(tx: Tx, email: string, most: number, now: Date, until: Date): Promise<{ spent: number } | undefined> {
  const [row] = await tx.query<{ spent: number }>({
    text: `UPDATE person SET
        failed_sign_ins = CASE WHEN locked_until IS NULL THEN failed_sign_ins + 1 ELSE 1 END,
        locked_until = CASE WHEN locked_until IS NULL AND failed_sign_ins + 1 >= $2 THEN $4::timestamptz END
      WHERE email = $1 AND (locked_until IS NULL OR locked_until <= $3) RETURNING failed_sign_ins AS spent`,
    values: [email, most, now, until],
  });
  return row;
}

/** The password was right. `now` is null while a second step is still to come. */
export const signedIn = (tx: Tx, personId: string, now: Date | null): Promise<unknown> =>
  tx.query({
    text: 'UPDATE person SET failed_sign_ins = 0, locked_until = NULL, last_sign_in_at = coalesce($2, last_sign_in_at) WHERE id = $1',
    values: [personId, now],
  });

/** Counts a try of an address within its slot of time and forgets old slots; gives how many there were. */
export async function countAttempt(tx: Tx, place: string, slot: Date): Promise<number> {
  const [row] = await tx.query<{ attempts: number }>({
    text: `INSERT INTO sign_in_attempt (place, slot, attempts) VALUES ($1, $2, 1)
      ON CONFLICT (place, slot) DO UPDATE SET attempts = sign_in_attempt.attempts + 1 RETURNING attempts`,
    values: [place, slot],
  });
  if (row?.attempts === 1) await tx.query({ text: 'DELETE FROM sign_in_attempt WHERE slot < $1', values: [slot] });
  return row?.attempts ?? 1;
}

export const touchSession = (tx: Tx, sessionId: string, now: Date, expiresAt: Date): Promise<unknown> =>
  tx.query({ text: 'UPDATE person_session SET seen_at = $2, expires_at = $3 WHERE id = $1', values: [sessionId, now, expiresAt] });

/** Ends sessions of a person: one, all, or all but one. Gives how many. */
export async function endSessions(tx: Tx, personId: string, which: { only?: string; except?: string } = {}): Promise<number> {
  const rows = await tx.query({
    text: `DELETE FROM person_session WHERE person_id = $1 AND ($2::text IS NULL OR id = $2) AND ($3::text IS NULL OR id <> $3) RETURNING id`,
    values: [personId, which.only ?? null, which.except ?? null],
  });
  return rows.length;
}

export async function keepSecret(tx: Tx, name: string, sealed: Buffer): Promise<Buffer> {
  await tx.query({ text: 'INSERT INTO sign_in_secret (name, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING', values: [name, sealed] });
  const [row] = await tx.query<{ sealed: Buffer }>({ text: 'SELECT sealed FROM sign_in_secret WHERE name = $1', values: [name] });
  return row?.sealed ?? sealed;
}
