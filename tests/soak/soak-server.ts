import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#src/platform/embedded/start-embedded-postgres.ts';
import { migrate } from '#src/platform/migrate.ts';
import { guardServer } from '../support/guard-server.ts';
import type { TestDatabase, TestServer } from '../support/postgres.ts';

export type SoakServer = { fresh(): Promise<TestDatabase>; close(): Promise<void> };

/** A database server for one soak; `fresh` gives an empty desk's database. Only processes are killed here, never the machine. */
export async function soakServer(): Promise<SoakServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'waybill-soak-'));
  // Root's server runs as `nobody`, who must be able to pass through.
  await chmod(dataDir, 0o711);
  const remove = () => rm(dataDir, { recursive: true, force: true });
  const server = await startEmbeddedPostgres({ dataDir, systemDir: join(dataDir, 'system'), fsync: false }).catch(
    async (error: unknown) => {
      await remove();
      throw error;
    },
  );
  const stop = guardServer(server.pid, dataDir);
  let made = 0;
  return {
    fresh: async () => {
      made += 1;
      const connection: TestServer = { ...server.connection, database: `soak_${made}` };
      await onServer(server.connection, `CREATE DATABASE ${connection.database}`);
      await migrate(connection);
      return { connection, close: () => onServer(server.connection, `DROP DATABASE ${connection.database} WITH (FORCE)`) };
    },
    close: stop,
  };
}

async function onServer(connection: TestServer, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
