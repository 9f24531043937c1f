import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '#src/config.ts';
import { AppError } from '#src/kernel/app-error.ts';
import type { Connection } from '#src/platform/connection.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { lockDesk } from '#src/platform/desk-lock.ts';
import { findEmbedded } from '#src/platform/embedded/find-embedded.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded/start-embedded-postgres.ts';

export type ReachedDatabase = {
  /** As the schema's owner. */
  connection: Connection;
  /** As the desk's role. The schema may be of another version. */
  database: Database;
  /** external: of DATABASE_URL; beside: the embedded one of a desk that runs; own: the embedded one, started for this. */
  how: 'external' | 'beside' | 'own';
  close(): Promise<void>;
};

const patienceMs = 30_000;
const lookMs = 250;

/**
 * The database as it is, beside a running desk or without one; nothing is migrated. While somebody starts or stops it is
 * waited for. Throws DATABASE_IN_USE when that takes too long.
 */
export async function reachDatabase(config: Config): Promise<ReachedDatabase> {
  if (config.databaseUrl !== undefined) return opened({ url: config.databaseUrl }, 'external', async () => {});
  for (let waited = 0; ; waited += lookMs) {
    try {
      const lock = await lockDesk(config.dataDir);
      try {
        const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, detached: true });
        return opened(postgres.connection, 'own', async () => {
          await postgres.stop();
          await lock.release();
        });
      } catch (error) {
        await lock.release();
        throw error;
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'DATABASE_IN_USE') throw error;
      const running = await findEmbedded(config.dataDir);
      if (running) return opened(running, 'beside', async () => {});
      if (waited >= patienceMs) throw error;
      await pause(lookMs);
    }
  }
}

function opened(connection: Connection, how: ReachedDatabase['how'], after: () => Promise<void>): ReachedDatabase {
  const database = openDatabase(connection, { size: 3, name: 'waybill upkeep' });
  return {
    connection,
    database,
    how,
    close: async () => {
      await database.close();
      await after();
    },
  };
}
