import type { Db } from './db.ts';

/** The version of the server and the size of the database in bytes. */
export async function databaseSize(db: Db): Promise<{ version: string; bytes: number }> {
  const [row] = await db.query<{ version: string; bytes: string }>({
    name: 'database-size',
    text: `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes`,
  });
  return { version: row?.version ?? 'unknown', bytes: Number(row?.bytes ?? 0) };
}
