import type pg from 'pg';
import { AppError } from '#src/kernel/app-error.ts';
import type { Connection } from '../connection.ts';
import { migrate, migrations, restoreMark } from '../migrate.ts';
import type { BackupHead, BackupRecord } from './backup-records.ts';
import { loadDatabase } from './load-database.ts';
import { unreadable } from './sealed-stream.ts';
import { readBackup, withOwner } from './write-backup.ts';

export type RestoredBackup = { head: BackupHead; tables: number; rows: number; migrated: readonly string[] };

/**
 * Puts a backup into an empty database: the schema as it was then, all rows in one transaction, then the migrations that
 * have come since. A restore that broke off is begun again. Throws CONFLICT when the database is not empty,
 * BACKUP_UNREADABLE, DATABASE_TOO_NEW when a newer version made the backup.
 */
export async function restoreBackup(order: { connection: Connection; file: string; passphrase: string }): Promise<RestoredBackup> {
  const { connection, file, passphrase } = order;
  const { head, end } = await readBackup(file, passphrase, (found, records) => restoreInto(connection, found, records));
  const { applied } = await migrate(connection);
  await withOwner(connection, (client) => client.query('ANALYZE'));
  return { head, tables: end.tables, rows: end.rows, migrated: applied };
}

async function restoreInto(connection: Connection, head: BackupHead, records: AsyncIterable<BackupRecord>) {
  await refuseUnknown(head);
  return withOwner(connection, async (client) => {
    await prepareEmpty(client);
    try {
      await migrate(connection, { only: head.migrations.map(({ name }) => name) });
      await client.query('BEGIN');
      const end = await loadDatabase(client, records);
      await client.query(`DROP TABLE ${restoreMark}`);
      await client.query('COMMIT');
      return end;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      // Left empty again, so that the next try needs nothing; if this fails too the mark tells the next try.
      await wipe(client).catch(() => {});
      throw error;
    }
  });
}

async function refuseUnknown({ migrations: wanted, version }: BackupHead): Promise<void> {
  const own = new Map((await migrations()).map(({ name, checksum }) => [name, checksum]));
  const unknown = wanted.filter(({ name }) => !own.has(name)).map(({ name }) => name);
  if (unknown.length > 0)
    throw new AppError('DATABASE_TOO_NEW', `the backup was made by Waybill ${version}, which is newer: it needs ${unknown.join(', ')}`);
  const changed = wanted.filter(({ name, checksum }) => own.get(name) !== checksum).map(({ name }) => name);
  if (changed.length > 0) throw unreadable(`its schema is not that of any release: ${changed.join(', ')} differs`);
}

async function prepareEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')`,
  );
  if (rows.some(({ name }) => name === restoreMark)) await wipe(client);
  else if (rows.length > 0)
    throw new AppError(
      'CONFLICT',
      `the database is not empty (${rows.length} tables): a backup is restored only into an empty one, so that it overwrites nothing`,
    );
  await client.query(`CREATE TABLE ${restoreMark} (mark text); COMMENT ON TABLE ${restoreMark} IS 'local: a restore is under way'`);
}

/** Only ever called on what a restore itself has put there. */
const wipe = (client: pg.Client) => client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
