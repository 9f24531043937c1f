import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { Link } from './chain-rules.ts';
import type { AuditFilter } from './contract.ts';

const columns = `a.seq, a.at, a.actor_kind AS "actorKind", a.actor_id AS "actorId", a.action, a.account_id AS "accountId", a.subjects,
  a.details, a.place, a.previous, a.hash`;

/** Entries of the desk and of these accounts, newest first, older than `before`. */
export const selectEntries = (
  db: Db,
  accounts: readonly AccountId[],
  filter: AuditFilter,
  before: string | undefined,
  limit: number,
): Promise<Link[]> =>
  db.query<Link>({
    text: `SELECT ${columns} FROM audit_entry a
      WHERE (a.account_id IS NULL OR a.account_id = ANY ($1::bigint[])) AND ($2::bigint IS NULL OR a.seq < $2)
        AND ($3::text IS NULL OR a.actor_id = $3) AND ($4::text IS NULL OR a.action = $4)
        AND ($5::timestamptz IS NULL OR a.at >= $5) AND ($6::timestamptz IS NULL OR a.at < $6)
        AND ($7::text IS NULL OR a.subjects @> ARRAY[$7] OR a.place = $7 OR strpos(a.action, lower($7)) > 0)
      ORDER BY a.seq DESC LIMIT $8`,
    values: [
      accounts,
      before ?? null,
      filter.actor ?? null,
      filter.action ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.text || null,
      limit,
    ],
  });

/** The chain as it stands, oldest first, after `after`. */
export const selectChain = (db: Db, after: string, limit: number): Promise<Link[]> =>
  db.query<Link>({ text: `SELECT ${columns} FROM audit_entry a WHERE a.seq > $1 ORDER BY a.seq LIMIT $2`, values: [after, limit] });

export async function selectActions(db: Db): Promise<string[]> {
  const rows = await db.query<{ action: string }>({
    // From one action to the next by the index: it does not read the entries.
    text: `WITH RECURSIVE each AS (
        (SELECT a.action FROM audit_entry a ORDER BY a.action LIMIT 1)
        UNION ALL
        SELECT (SELECT a.action FROM audit_entry a WHERE a.action > each.action ORDER BY a.action LIMIT 1) FROM each WHERE each.action IS NOT NULL
      ) SELECT action FROM each WHERE action IS NOT NULL`,
  });
  return rows.map(({ action }) => action);
}
