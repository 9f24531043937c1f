import { randomUUID } from 'node:crypto';
import { AppError } from '#src/kernel/app-error.ts';
import type { Connection } from '../connection.ts';
import { quoted } from './dump-database.ts';
import { type RestoredBackup, restoreBackup } from './restore-backup.ts';
import { withOwner, wordsOf } from './write-backup.ts';

/**
 * Restores a backup into a database of its own on the same server, with every check of a real restore, and drops it again.
 * The desk's own database is not touched. Throws BACKUP_FAILED when the user of the connection may not make databases.
 */
export async function checkRestore(order: { connection: Connection; file: string; passphrase: string }): Promise<RestoredBackup> {
  const name = `waybill_restore_check_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const scratch = onDatabase(order.connection, name);
  await withOwner(order.connection, (client) =>
    client.query(`CREATE DATABASE ${quoted(name)} TEMPLATE template0`).catch((cause: unknown) => {
      throw new AppError('BACKUP_FAILED', `no database for the check can be made (${wordsOf(cause)}): the user needs CREATEDB`, { cause });
    }),
  );
  try {
    return await restoreBackup({ ...order, connection: scratch });
  } finally {
    await withOwner(order.connection, (client) => client.query(`DROP DATABASE ${quoted(name)} WITH (FORCE)`));
  }
}

function onDatabase(connection: Connection, database: string): Connection {
  if (!('url' in connection)) return { ...connection, database };
  const url = new URL(connection.url);
  url.pathname = `/${database}`;
  return { url: url.toString() };
}
