import { readFile } from 'node:fs/promises';
import { systemClock } from '#src/kernel/clock.ts';
import type { Connection } from '#src/platform/connection.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { lockDesk } from '#src/platform/desk-lock.ts';
import { keepRunning } from '#src/platform/embedded/keep-running.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded/start-embedded-postgres.ts';
import { createKeyring, type Keyring } from '#src/platform/keys/keyring.ts';
import { commandRoot, localRoot, type RootKey } from '#src/platform/keys/root-key.ts';
import type { Log } from '#src/platform/log.ts';
import { decodeMasterKey, findMasterKey, loadMasterKey } from '#src/platform/master-key.ts';
import { migrate } from '#src/platform/migrate.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { Config } from './config.ts';

export type Store = {
  /** As the schema's owner. */
  connection: Connection;
  database: Database;
  sealing: Sealing;
  keyring: Keyring;
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
    const keyring = createKeyring({ database, clock: systemClock, log, ...(await rootsOf(config)) });
    await keyring.reload();
    stops.push(await keyring.watch());
    return { connection, database, sealing: keyring.sealing, keyring, applied, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What protects the keys of the desk now, and what may have done so until now. */
export async function rootsOf({
  dataDir,
  masterKey,
  masterKeyBefore,
  keyCommand,
  keyCommandBefore,
}: Config): Promise<{ root: RootKey; before: RootKey[] }> {
  const before: RootKey[] = keyCommandBefore ? [commandRoot(keyCommandBefore)] : [];
  if (masterKeyBefore !== undefined) before.push(localRoot(decodeMasterKey(masterKeyBefore, 'WAYBILL_MASTER_KEY_BEFORE')));
  const file = await findMasterKey(dataDir);
  if (!keyCommand) {
    const present = localRoot(await loadMasterKey(dataDir, masterKey), masterKey === undefined ? 'file' : 'environment');
    return { root: present, before: masterKey !== undefined && file ? [...before, localRoot(file)] : before };
  }
  if (masterKey !== undefined) before.push(localRoot(decodeMasterKey(masterKey, 'WAYBILL_MASTER_KEY')));
  if (file) before.push(localRoot(file));
  return { root: commandRoot(keyCommand), before };
}

async function openServer(config: Config, log: Log, stops: (() => Promise<void>)[]): Promise<Connection> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl };
  const lock = await lockDesk(config.dataDir);
  stops.push(() => lock.release());
  const options = { dataDir: config.dataDir, detached: true, log: (line: string) => log.info({ line }, 'database') };
  const first = await startEmbeddedPostgres(options);
  const again = () => startEmbeddedPostgres({ ...options, port: first.connection.port });
  const postgres = keepRunning(first, again, log);
  stops.push(() => postgres.stop());
  return postgres.connection;
}

/** The version of this Waybill. */
export async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
