import { access } from 'node:fs/promises';
import type { Config } from '#src/config.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { type BackupRun, backupState } from '#src/platform/backup/backup-runs.ts';
import type { Database } from '#src/platform/db.ts';
import { ageWords, type Finding, fail, findings, ok, sizeWords, type Verdict, warn } from './finding.ts';

const freshMs = 26 * 3_600_000;
const checkedMs = 92 * 86_400_000;

/** How old the last backup is, and whether one was ever restored. A shop of the demo needs none. */
export async function checkBackups(config: Config, database: Database, clock: Clock, isDemo: boolean): Promise<Finding[]> {
  const { lastBackup, lastFailure, lastCheckedRestore, nextAt } = await database.read([], backupState);
  const age = (run: BackupRun) => clock.now().getTime() - run.finishedAt.getTime();
  const { dir } = config.backup;
  return findings('backups', {
    last: lastBackup
      ? ageVerdict(`${lastBackup.file}, ${sizeWords(lastBackup.bytes ?? 0)}, ${ageWords(age(lastBackup))} ago`, age(lastBackup) < freshMs)
      : isDemo
        ? ok('none; a demo shop needs none')
        : warn('none was ever made', 'Set WAYBILL_BACKUP_DIR and WAYBILL_BACKUP_PASSPHRASE_FILE, or run: npm run waybill -- backup <file>'),
    failure: lastFailure
      ? fail(
          `${lastFailure.kind} failed ${ageWords(age(lastFailure))} ago: ${lastFailure.error}`,
          'Correct what it names; it is repeated by itself.',
        )
      : undefined,
    'tried by restoring': lastCheckedRestore
      ? age(lastCheckedRestore) < checkedMs
        ? ok(`${lastCheckedRestore.file}, ${ageWords(age(lastCheckedRestore))} ago`)
        : warn(`last ${ageWords(age(lastCheckedRestore))} ago`, 'npm run waybill -- restore <file> --check')
      : lastBackup
        ? warn('never', 'npm run waybill -- restore <file> --check')
        : undefined,
    next: nextAt ? ok(nextAt.toISOString()) : undefined,
    folder: dir === undefined ? undefined : await folderVerdict(dir),
  });
}

const ageVerdict = (detail: string, isFresh: boolean): Verdict =>
  isFresh ? ok(detail) : warn(detail, 'Is WAYBILL_BACKUP_DIR set where the desk runs? By hand: npm run waybill -- backup <file>');

const folderVerdict = (dir: string): Promise<Verdict> =>
  access(dir).then(
    () => ok(dir),
    () => warn(`${dir} is not there`, 'The first backup makes it; if it is a mount, mount it.'),
  );
