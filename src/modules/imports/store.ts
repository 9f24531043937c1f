import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { ImportKind, Rejection } from './contract.ts';

export type RunStart = { kind: ImportKind; fileName: string; by: string; at: Date };

/** Begins the row of an import; one of the same account that never came to its end was cut off by the end of its process. */
export async function startRun(tx: Tx, accountId: AccountId, { kind, fileName, by, at }: RunStart): Promise<string> {
  await tx.query({
    text: `UPDATE import_run SET finished_at = $2, error = 'cut off: the desk stopped before the end of the file; import it again'
      WHERE account_id = $1 AND kind = $3 AND finished_at IS NULL`,
    values: [accountId, at, kind],
  });
  const [row] = await tx.query<{ import_id: string }>({
    text: 'INSERT INTO import_run (account_id, kind, file_name, started_at, asked_by) VALUES ($1, $2, $3, $4, $5) RETURNING import_id',
    values: [accountId, kind, fileName, at, by],
  });
  return row?.import_id ?? '';
}

export type RunState = { lines: number; counts: Readonly<Record<string, number>>; rejected: readonly Rejection[] };

/** How far it is; with `finishedAt` the end of it, and with `error` why it broke off. */
export async function saveRun(
  tx: Tx,
  accountId: AccountId,
  importId: string,
  { lines, counts, rejected }: RunState,
  end: { at: Date; error: string | null } | undefined,
): Promise<void> {
  await tx.query({
    name: 'imports-run',
    text: 'UPDATE import_run SET lines = $3, counts = $4, rejected = $5, finished_at = $6, error = $7 WHERE account_id = $1 AND import_id = $2',
    values: [accountId, importId, lines, JSON.stringify(counts), JSON.stringify(rejected), end?.at ?? null, end?.error ?? null],
  });
}
