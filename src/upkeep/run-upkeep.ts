import type { Clock } from '#src/kernel/clock.ts';
import type { BackupConfig } from '#src/platform/backup/backup-config.ts';
import { backupWork } from '#src/platform/backup/backup-runs.ts';
import { scheduleBackup, scheduledBackup } from '#src/platform/backup/scheduled-backup.ts';
import type { Connection } from '#src/platform/connection.ts';
import type { Database } from '#src/platform/db.ts';
import { createDueRunner } from '#src/platform/due.ts';
import type { Log } from '#src/platform/log.ts';

type Deps = { database: Database; connection: Connection; clock: Clock; log: Log; version: string; config: BackupConfig };

/**
 * Scheduled backups, in a runner of their own: one takes as long as it takes and holds no order up. Only one process at a
 * time makes one, of those that have the folder. The function that comes back breaks off what runs: it is made anew.
 */
export async function runUpkeep(deps: Deps): Promise<() => Promise<void>> {
  if (deps.config.dir === undefined) return async () => {};
  const stopping = new AbortController();
  const works = { [backupWork]: scheduledBackup({ ...deps, signal: stopping.signal }) };
  const runner = createDueRunner({ database: deps.database, clock: deps.clock, log: deps.log, works, idleMs: 15_000, width: 1 });
  await scheduleBackup(deps);
  runner.start();
  return async () => {
    stopping.abort();
    await runner.stop();
  };
}
