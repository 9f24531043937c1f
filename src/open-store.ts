import { readFile } from 'node:fs/promises';
import type { Connection } from '#src/platform/connection.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { lockDesk } from '#src/platform/desk-lock.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded/start-embedded-postgres.ts';
import type { Log } from '#src/platform/log.ts';
import { loadMasterKey } from '#src/platform/master-key.ts';
import { migrate } from '#src/platform/migrate.ts';
import { createSealing, type Sealing } from '#src/platform/sealing.ts';
import type { Config } from './config.ts';

export type Store = {
  database: Database;
  sealing: Sealing;
  /** The migrations that were missing and have been applied now. */
  applied: readonly string[];
  close(): Promise<void>;
};

/**
 * Everything that outlives a process, ready to be used: the lock on the data folder and the embedded database (or the one
 * of DATABASE_URL), migrated, and the master key. What was opened is closed again when a later step fails. Throws the
 * errors of each step: DATABASE_IN_USE with the process id when somebody else holds the folder, MASTER_KEY …
 */
export async function openStore(config: Config, log: Log, options: { connections: number }): Promise<Store> {
  const stops: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const undo of stops.splice(0).reverse())
      await undo().catch((error: unknown) => log.warn({ error: String(error) }, 'something did not stop cleanly'));
  };
  try {
    const connection = await openServer(config, log, stops);
    const { applied } = await migrate(connection);
    const database = openDatabase(connection, { size: options.connections });
    stops.push(() => database.close());
    const sealing = createSealing(await loadMasterKey(config.dataDir, config.masterKey));
    return { database, sealing, applied, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openServer(config: Config, log: Log, stops: (() => Promise<void>)[]): Promise<Connection> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl };
  const lock = await lockDesk(config.dataDir);
  stops.push(() => lock.release());
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, detached: true, log: (line) => log.info({ line }, 'database') });
  stops.push(() => postgres.stop());
  return postgres.connection;
}

/** The version of this Waybill. */
export async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
