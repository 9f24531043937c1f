import type { Db, Tx } from '../db.ts';
import { deskItself } from '../due.ts';

/** The name of the due work that makes scheduled backups. */
export const backupWork = 'backup';

export type BackupRun = {
  kind: 'backup' | 'restore-check';
  startedAt: Date;
  finishedAt: Date;
  /** Its name without the folder. */
  file: string;
  bytes: number | null;
  tables: number | null;
  rows: number | null;
  error: string | null;
};

/** What is known of backups. The dates are by the desk's clock; `file` is a name without its folder. */
export type BackupState = {
  /** The last one that was written and read back. All of them are encrypted. */
  lastBackup: BackupRun | null;
  /** What went wrong since then, if anything did. */
  lastFailure: BackupRun | null;
  /** The last one that was restored into a database of its own and was whole. */
  lastCheckedRestore: BackupRun | null;
  /** When the next scheduled one is due; null when none is scheduled. */
  nextAt: Date | null;
};

export async function recordRun(tx: Tx, run: BackupRun): Promise<void> {
  await tx.query({
    text: `INSERT INTO backup_run (kind, started_at, finished_at, file, bytes, tables, rows, error) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [run.kind, run.startedAt, run.finishedAt, run.file, run.bytes, run.tables, run.rows, run.error],
  });
}

type Row = Omit<BackupRun, 'bytes' | 'rows'> & { id: string; bytes: string | null; rows: string | null };

/** For the health and compliance pages and the doctor. Needs no account in sight. */
export async function backupState(db: Db): Promise<BackupState> {
  const rows = await db.query<Row>({
    text: `SELECT DISTINCT ON (kind, error IS NULL) run_id AS id, kind, started_at AS "startedAt", finished_at AS "finishedAt", file, bytes, tables, rows, error
      FROM backup_run ORDER BY kind, error IS NULL, run_id DESC`,
  });
  const [due] = await db.query<{ at: Date }>({
    text: `SELECT due_at AS at FROM due WHERE account_id = $1 AND work = $2 AND due_at < 'infinity'`,
    values: [deskItself, backupWork],
  });
  const last = (kind: BackupRun['kind'], isGood: boolean) => rows.find((row) => row.kind === kind && (row.error === null) === isGood);
  const good = { backup: last('backup', true), check: last('restore-check', true) };
  const failures = [
    { failed: last('backup', false), since: good.backup },
    { failed: last('restore-check', false), since: good.check },
  ].flatMap(({ failed, since }) => (failed && Number(failed.id) > Number(since?.id ?? 0) ? [failed] : []));
  const newest = failures.toSorted((a, b) => Number(b.id) - Number(a.id))[0];
  return {
    lastBackup: good.backup ? runOf(good.backup) : null,
    lastFailure: newest ? runOf(newest) : null,
    lastCheckedRestore: good.check ? runOf(good.check) : null,
    nextAt: due?.at ?? null,
  };
}

const runOf = ({ id: _id, bytes, rows, ...run }: Row): BackupRun => ({
  ...run,
  bytes: bytes === null ? null : Number(bytes),
  rows: rows === null ? null : Number(rows),
});
