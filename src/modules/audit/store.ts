import type { Tx } from '#src/platform/db.ts';
import type { Link } from './chain-rules.ts';

/** Holds the end of the chain until the transaction ends: entries are added one after the other. */
export const holdChain = (tx: Tx): Promise<unknown> =>
  tx.query({ name: 'audit-hold', text: `SELECT pg_advisory_xact_lock(hashtextextended('waybill audit', 0))` });

export async function lastEntry(tx: Tx): Promise<{ seq: string; hash: string } | undefined> {
  const [last] = await tx.query<{ seq: string; hash: string }>({
    name: 'audit-last',
    text: 'SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1',
  });
  return last;
}

export const insertEntry = (tx: Tx, entry: Link): Promise<unknown> =>
  tx.query({
    name: 'audit-add',
    text: `INSERT INTO audit_entry (seq, at, actor_kind, actor_id, action, account_id, subjects, details, place, previous, hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      entry.seq,
      entry.at,
      entry.actorKind,
      entry.actorId,
      entry.action,
      entry.accountId,
      entry.subjects,
      JSON.stringify(entry.details),
      entry.place,
      entry.previous,
      entry.hash,
    ],
  });
