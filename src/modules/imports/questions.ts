import type { Db } from '#src/platform/db.ts';
import type { ImportRun } from './contract.ts';
import { latestRuns } from './views.ts';

/** The latest imports of the accounts of `db`, newest first. */
export async function listRuns(db: Db, limit = 50): Promise<ImportRun[]> {
  const rows = await latestRuns(db, limit);
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    lines: Number(row.lines),
  }));
}
