import path from 'node:path';

export type BackupConfig = Readonly<{
  /** Where scheduled backups go; without it there are none. */
  dir: string | undefined;
  /** At this hour of the day, UTC. */
  hour: number;
  /** So many are kept, the newest. */
  keep: number;
  /** After so many days the newest is restored into a database of its own to try it; 0: never. */
  checkDays: number;
  passphrase: string | undefined;
}>;

const shortest = 12;

/** Reads the variables of backups. `wrong` is told of each that does not fit, never of its value. */
export function readBackupConfig(
  text: (name: string) => string | undefined,
  wrong: (field: string, message: string) => void,
): BackupConfig {
  const number = (name: string, usual: number, least: number, most: number) => {
    const given = text(name) ?? String(usual);
    const isGood = /^\d{1,4}$/.test(given) && Number(given) >= least && Number(given) <= most;
    if (!isGood) wrong(name, `must be a whole number from ${least} to ${most}`);
    return Number(given);
  };
  const dir = text('WAYBILL_BACKUP_DIR');
  const passphrase = text('WAYBILL_BACKUP_PASSPHRASE');
  if (passphrase !== undefined && passphrase.length < shortest)
    wrong('WAYBILL_BACKUP_PASSPHRASE', `must be at least ${shortest} characters long: openssl rand -base64 24 makes a good one`);
  if (dir !== undefined && passphrase === undefined)
    wrong('WAYBILL_BACKUP_PASSPHRASE', 'or WAYBILL_BACKUP_PASSPHRASE_FILE is needed with WAYBILL_BACKUP_DIR: backups are always encrypted');
  return Object.freeze({
    dir: dir === undefined ? undefined : path.resolve(dir),
    hour: number('WAYBILL_BACKUP_HOUR', 3, 0, 23),
    keep: number('WAYBILL_BACKUP_KEEP', 14, 1, 1000),
    checkDays: number('WAYBILL_BACKUP_CHECK_DAYS', 30, 0, 1000),
    passphrase,
  });
}
