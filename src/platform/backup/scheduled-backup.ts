import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#src/kernel/app-error.ts';
import { type Clock, systemClock } from '#src/kernel/clock.ts';
import type { Connection } from '../connection.ts';
import type { Database } from '../db.ts';
import { deskItself, poke, type Work } from '../due.ts';
import { describe, type Log } from '../log.ts';
import type { BackupConfig } from './backup-config.ts';
import { type BackupRun, backupState, backupWork, recordRun } from './backup-runs.ts';
import { checkRestore } from './check-restore.ts';
import { writeBackup } from './write-backup.ts';

export type BackupDeps = {
  database: Database;
  connection: Connection;
  clock: Clock;
  log: Log;
  version: string;
  config: BackupConfig;
  signal?: AbortSignal;
  /** log2 of scrypt's cost; lower only in tests. */
  cost?: number;
};

const dayMs = 86_400_000;
const afterFailureMs = 30 * 60_000;
const ours = /^waybill-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.backup$/;
const unfinished = /^waybill-[\dTZ-]+\.backup\.unfinished-\d+$/;

export const backupFileName = (at: Date): string => `waybill-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup`;

/** The next time that this hour of the day (UTC) comes. */
export function nextBackupAt(now: Date, hour: number): Date {
  const today = Math.floor(now.getTime() / dayMs) * dayMs + hour * 3_600_000;
  return new Date(today > now.getTime() ? today : today + dayMs);
}

/** Makes the next backup due, unless it is already. */
export const scheduleBackup = ({ database, clock, config }: Pick<BackupDeps, 'database' | 'clock' | 'config'>): Promise<void> =>
  database.write([], (tx) => poke(tx, deskItself, backupWork, nextBackupAt(clock.now(), config.hour)));

/**
 * Due work `backup`: writes a backup into the folder, tries the newest one now and then by restoring it, removes what is too
 * old, and says how it went in `backup_run`. What fails is tried again half an hour later.
 */
export const scheduledBackup =
  (deps: BackupDeps): Work =>
  async () => {
    const { clock, config, log } = deps;
    const file = path.join(config.dir ?? '', backupFileName(clock.now()));
    try {
      await removeUnfinished(config.dir ?? '');
      await runBackup(deps, file);
    } catch (error) {
      if (deps.signal?.aborted) return clock.now();
      log.error({ error: describe(error) }, 'the scheduled backup failed and will be repeated');
      return new Date(clock.now().getTime() + afterFailureMs);
    }
    await removeOld(config);
    await checkNowAndThen(deps, file);
    return nextBackupAt(clock.now(), config.hour);
  };

/** One backup, with its outcome on record. Throws what `writeBackup` throws. */
export async function runBackup(deps: BackupDeps, file: string, masterKey?: string) {
  const { connection, clock, version, config, signal, cost } = deps;
  const passphrase = passphraseOf(config);
  const head = { version, takenAt: clock.now().toISOString(), ...(masterKey === undefined ? {} : { masterKey }) };
  const more = { ...(signal ? { signal } : {}), ...(cost === undefined ? {} : { cost }) };
  return onRecord(deps, 'backup', file, () => writeBackup({ connection, file, passphrase, head, ...more }));
}

/** One restore into a database of its own, with its outcome on record. Throws what `checkRestore` throws. */
export const runCheck = (deps: BackupDeps, file: string) =>
  onRecord(deps, 'restore-check', file, () => checkRestore({ connection: deps.connection, file, passphrase: passphraseOf(deps.config) }));

async function onRecord<T extends { tables: number; rows: number; bytes?: number }>(
  { database, clock, log }: BackupDeps,
  kind: BackupRun['kind'],
  file: string,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = clock.now();
  // The file counts more than the line about it: before an upgrade the table may not be there yet.
  const record = (outcome: Pick<BackupRun, 'bytes' | 'tables' | 'rows' | 'error'>) =>
    database
      .write([], (tx) => recordRun(tx, { kind, startedAt, finishedAt: clock.now(), file: path.basename(file), ...outcome }))
      .catch((error: unknown) => log.warn({ error: describe(error) }, 'the outcome of a backup could not be put on record'));
  try {
    const done = await work();
    await record({ bytes: done.bytes ?? null, tables: done.tables, rows: done.rows, error: null });
    return done;
  } catch (error) {
    const reason = error instanceof AppError ? error.message.slice(0, 500) : 'unknown reason';
    await record({ bytes: null, tables: null, rows: null, error: reason });
    throw error;
  }
}

async function checkNowAndThen(deps: BackupDeps, file: string): Promise<void> {
  const { database, clock, config, log } = deps;
  if (config.checkDays === 0) return;
  const { lastCheckedRestore } = await database.read([], backupState);
  const age = clock.now().getTime() - (lastCheckedRestore?.finishedAt.getTime() ?? 0);
  if (age < config.checkDays * dayMs) return;
  await runCheck(deps, file).catch((error: unknown) => log.error({ error: describe(error) }, 'the backup could not be restored to try it'));
}

async function removeOld({ dir = '', keep }: BackupConfig): Promise<void> {
  const names = (await readdir(dir)).filter((name) => ours.test(name)).toSorted();
  for (const name of names.slice(0, Math.max(0, names.length - keep))) await rm(path.join(dir, name), { force: true });
}

/** What a killed process left a day ago; a younger one may still be written. */
async function removeUnfinished(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  for (const name of names.filter((each) => unfinished.test(each))) {
    const { mtimeMs } = await stat(path.join(dir, name));
    if (systemClock.now().getTime() - mtimeMs > dayMs) await rm(path.join(dir, name), { force: true });
  }
}

function passphraseOf({ passphrase }: BackupConfig): string {
  if (passphrase !== undefined) return passphrase;
  throw new AppError(
    'INVALID_CONFIG',
    'WAYBILL_BACKUP_PASSPHRASE or WAYBILL_BACKUP_PASSPHRASE_FILE is needed: backups are always encrypted',
  );
}
