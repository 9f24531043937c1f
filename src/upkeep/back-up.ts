import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#src/config.ts';
import { AppError } from '#src/kernel/app-error.ts';
import { systemClock } from '#src/kernel/clock.ts';
import { readVersion } from '#src/open-store.ts';
import { restoreBackup } from '#src/platform/backup/restore-backup.ts';
import { type BackupDeps, backupFileName, runBackup, runCheck } from '#src/platform/backup/scheduled-backup.ts';
import { localRoot } from '#src/platform/keys/root-key.ts';
import { createLog } from '#src/platform/log.ts';
import { decodeMasterKey, findMasterKey } from '#src/platform/master-key.ts';
import { type ReachedDatabase, reachDatabase } from './reach-database.ts';

export type BackupDone = { file: string; bytes: number; tables: number; rows: number; withKey: boolean; checked: boolean };

/**
 * One backup of the whole database, beside a running desk or without one. `target` is a file, or a folder in which it gets
 * a name with its time. With `check` it is then restored into a database of its own to try it.
 */
export async function backUp(config: Config, target: string, options: { withKey: boolean; check: boolean }): Promise<BackupDone> {
  const masterKey = options.withKey ? await keyHere(config) : undefined;
  if (options.withKey && !masterKey)
    throw new AppError('MASTER_KEY', 'there is no master key here that a backup could hold: it stays where the key command keeps it');
  return withDatabase(config, async (deps) => {
    const isFolder = /[\\/]$/.test(target) || ((await stat(target).catch(() => undefined))?.isDirectory() ?? false);
    const file = isFolder ? path.join(target, backupFileName(deps.clock.now())) : target;
    const done = await runBackup(deps, file, masterKey?.toString('base64'));
    if (options.check) await runCheck(deps, file);
    return { ...done, withKey: masterKey !== undefined, checked: options.check };
  });
}

export type RestoreDone = {
  takenAt: string;
  version: string;
  tables: number;
  rows: number;
  migrated: readonly string[];
  /** fits: the master key here opens what is sealed; missing: there is none here; other: it is another one; restored: it came with the backup. */
  key: 'fits' | 'missing' | 'other' | 'restored';
  masterKeys: readonly string[];
};

/** Puts a backup into the empty database of this configuration; with `check` into one that is dropped again. */
export async function restore(config: Config, file: string, options: { check: boolean }): Promise<RestoreDone> {
  return withDatabase(config, async (deps, { how }) => {
    if (!options.check && how === 'beside')
      throw new AppError('DATABASE_IN_USE', `a desk runs on ${config.dataDir}: stop it, or restore into another WAYBILL_DATA_DIR`);
    const { passphrase } = config.backup;
    if (passphrase === undefined)
      throw new AppError(
        'INVALID_CONFIG',
        'WAYBILL_BACKUP_PASSPHRASE or WAYBILL_BACKUP_PASSPHRASE_FILE is needed: the one the backup was made with',
      );
    const { head, ...done } = options.check
      ? await runCheck(deps, file)
      : await restoreBackup({ connection: deps.connection, file, passphrase });
    const { takenAt, version, masterKeys } = head;
    return { takenAt, version, ...done, masterKeys, key: await keyOf(config, head, options.check) };
  });
}

async function keyOf(
  config: Config,
  head: { masterKey?: string | undefined; masterKeys: string[] },
  isCheck: boolean,
): Promise<RestoreDone['key']> {
  if (config.keyCommand) return head.masterKeys.includes('command') ? 'fits' : 'other';
  const here = await keyHere(config);
  if (here) return head.masterKeys.length === 0 || head.masterKeys.includes(localRoot(here).name) ? 'fits' : 'other';
  if (head.masterKey === undefined || isCheck) return 'missing';
  await writeFile(path.join(config.dataDir, 'master.key'), `${head.masterKey}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return 'restored';
}

const keyHere = async ({ dataDir, masterKey }: Config): Promise<Buffer | undefined> =>
  masterKey === undefined ? findMasterKey(dataDir) : decodeMasterKey(masterKey, 'WAYBILL_MASTER_KEY');

async function withDatabase<T>(config: Config, work: (deps: BackupDeps, reached: ReachedDatabase) => Promise<T>): Promise<T> {
  const reached = await reachDatabase(config);
  try {
    const { database, connection } = reached;
    const log = createLog(config.logLevel === 'silent' ? 'silent' : 'error');
    return await work({ database, connection, clock: systemClock, log, version: await readVersion(), config: config.backup }, reached);
  } finally {
    await reached.close();
  }
}
