import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { RoleName } from './contract.ts';

export async function updatePerson(
  tx: Tx,
  personId: string,
  change: { role: RoleName; accounts: readonly AccountId[] | null; disabledAt: Date | null },
  now: Date,
): Promise<void> {
  await tx.query({
    text: 'UPDATE person SET role = $2, accounts = $3, disabled_at = $4, updated_at = $5 WHERE id = $1',
    values: [personId, change.role, change.accounts, change.disabledAt, now],
  });
}

/** Takes the second factor away from somebody who lost it; whoever signs in next has only a password. */
export async function dropFactor(tx: Tx, personId: string): Promise<void> {
  await tx.query({ text: 'DELETE FROM person_factor WHERE person_id = $1', values: [personId] });
  await tx.query({ text: 'UPDATE person SET two_factor = false WHERE id = $1', values: [personId] });
}

/** How many owners there would be that can sign in, beside this person. */
export async function otherOwners(tx: Tx, personId: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>({
    text: `SELECT count(*)::int AS n FROM person p WHERE p.role = 'owner' AND p.accounts IS NULL AND p.disabled_at IS NULL AND p.id <> $1`,
    values: [personId],
  });
  return row?.n ?? 0;
}
