import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase, testDatabase } from '../../../tests/support/postgres.ts';
import { type SteppedClock, steppedClock } from '../../kernel/clock.ts';
import { type Database, openDatabase } from '../db.ts';
import { createDueRunner, type DueRunner, deskItself, poke } from '../due.ts';
import { silentLog } from '../log.ts';
import { readBackupConfig } from './backup-config.ts';
import { backupState, backupWork } from './backup-runs.ts';
import { restoreBackup } from './restore-backup.ts';
import { type BackupDeps, nextBackupAt, scheduleBackup, scheduledBackup } from './scheduled-backup.ts';

let test1: TestDatabase;
let database: Database;
let clock: SteppedClock;
let dir: string;
let deps: BackupDeps;
let runner: DueRunner;

const configOf = (env: Record<string, string>) =>
  readBackupConfig(
    (name) => ({ WAYBILL_BACKUP_DIR: dir, WAYBILL_BACKUP_PASSPHRASE: 'a long passphrase', ...env })[name],
    (field) => expect.unreachable(field),
  );
const begin = (env: Record<string, string> = {}) => {
  deps = { database, connection: test1.connection, clock, log: silentLog, version: '0.1.0', config: configOf(env), cost: 12 };
  runner = createDueRunner({ database, clock, log: silentLog, works: { [backupWork]: scheduledBackup(deps) } });
};
const state = () => database.read([], backupState);
/** Goes on to when the next is due, and runs it. */
const next = async () => {
  clock.set((await runner.nextDueAt()) ?? clock.now());
  expect(await runner.runDue()).toBe(1);
};

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'waybill-schedule-'));
  test1 = await testDatabase();
  database = openDatabase(test1.connection);
  clock = steppedClock(new Date('2026-11-22T12:00:00Z'));
});
afterEach(async () => {
  await database.close();
  await test1.close();
  await rm(dir, { recursive: true, force: true });
});

test('the next hour of that name', () => {
  const at = (now: string, hour: number) => nextBackupAt(new Date(now), hour).toISOString();
  expect(at('2026-11-22T12:00:00Z', 3)).toBe('2026-11-23T03:00:00.000Z');
  expect(at('2026-11-22T02:59:59Z', 3)).toBe('2026-11-22T03:00:00.000Z');
  expect(at('2026-11-22T03:00:00Z', 3)).toBe('2026-11-23T03:00:00.000Z');
  expect(at('2026-12-31T23:59:59Z', 0)).toBe('2027-01-01T00:00:00.000Z');
});

test('every day one, the oldest go, and one is tried by restoring it', async () => {
  begin({ WAYBILL_BACKUP_KEEP: '2', WAYBILL_BACKUP_CHECK_DAYS: '2' });
  await scheduleBackup(deps);
  expect(await state()).toEqual({
    lastBackup: null,
    lastFailure: null,
    lastCheckedRestore: null,
    nextAt: new Date('2026-11-23T03:00:00Z'),
  });
  await writeFile(path.join(dir, 'a-file-of-somebody.backup'), '');
  await next();
  expect(await state()).toMatchObject({
    lastBackup: { file: 'waybill-2026-11-23T03-00-00Z.backup', error: null },
    lastCheckedRestore: { file: 'waybill-2026-11-23T03-00-00Z.backup', error: null },
    lastFailure: null,
    nextAt: new Date('2026-11-24T03:00:00Z'),
  });
  await next();
  expect(await state()).toMatchObject({ lastCheckedRestore: { file: 'waybill-2026-11-23T03-00-00Z.backup' } });
  await next();
  expect(await state()).toMatchObject({ lastCheckedRestore: { file: 'waybill-2026-11-25T03-00-00Z.backup' } });
  expect((await readdir(dir)).toSorted()).toEqual([
    'a-file-of-somebody.backup',
    'waybill-2026-11-24T03-00-00Z.backup',
    'waybill-2026-11-25T03-00-00Z.backup',
  ]);
  const target = await emptyDatabase();
  const file = path.join(dir, 'waybill-2026-11-25T03-00-00Z.backup');
  await restoreBackup({ connection: target.connection, file, passphrase: 'a long passphrase' });
  await target.close();
});

test('one that fails says why, comes again in half an hour, and is forgotten when one succeeds', async () => {
  const file = path.join(dir, 'no-folder');
  await writeFile(file, '');
  begin({ WAYBILL_BACKUP_DIR: path.join(file, 'below') });
  await scheduleBackup(deps);
  await next();
  expect(await state()).toMatchObject({
    lastBackup: null,
    lastFailure: { kind: 'backup', error: expect.stringContaining('was not made') },
    nextAt: new Date('2026-11-23T03:30:00Z'),
  });
  begin({ WAYBILL_BACKUP_CHECK_DAYS: '0' });
  await next();
  expect(await state()).toMatchObject({ lastBackup: { error: null }, lastFailure: null, lastCheckedRestore: null });
});

test('what a killed process left a day ago is removed, a younger one may still be written', async () => {
  begin({ WAYBILL_BACKUP_CHECK_DAYS: '0' });
  const [old, young] = ['1', '2'].map((pid) => path.join(dir, `waybill-2026-11-20T03-00-00Z.backup.unfinished-${pid}`));
  for (const each of [old, young]) await writeFile(each ?? '', '');
  await utimes(old ?? '', new Date(0), new Date(0));
  await database.write([], (tx) => poke(tx, deskItself, backupWork, clock.now()));
  await next();
  expect((await readdir(dir)).filter((name) => name.includes('unfinished'))).toEqual([path.basename(young ?? '')]);
});

test('who is stopped in the middle leaves nothing behind and begins again at once', async () => {
  const stopping = new AbortController();
  begin();
  const works = { [backupWork]: scheduledBackup({ ...deps, signal: stopping.signal }) };
  runner = createDueRunner({ database, clock, log: silentLog, works });
  await scheduleBackup(deps);
  stopping.abort();
  await next();
  expect(await readdir(dir)).toEqual([]);
  expect(await state()).toMatchObject({ lastBackup: null, nextAt: clock.now() });
});

test('the variables: all that is wrong is named, a passphrase is never repeated', () => {
  const wrong: string[] = [];
  const env: Record<string, string> = { WAYBILL_BACKUP_HOUR: '24', WAYBILL_BACKUP_KEEP: '0', WAYBILL_BACKUP_PASSPHRASE: 'short' };
  readBackupConfig(
    (name) => env[name],
    (field, message) => wrong.push(`${field} ${message}`),
  );
  expect(wrong.map((text) => text.split(' ')[0] ?? '').toSorted()).toEqual([
    'WAYBILL_BACKUP_HOUR',
    'WAYBILL_BACKUP_KEEP',
    'WAYBILL_BACKUP_PASSPHRASE',
  ]);
  expect(wrong.join()).not.toContain('short ');
  const missing: string[] = [];
  readBackupConfig(
    (name) => (name === 'WAYBILL_BACKUP_DIR' ? '/backups' : undefined),
    (field) => missing.push(field),
  );
  expect(missing).toEqual(['WAYBILL_BACKUP_PASSPHRASE']);
});
