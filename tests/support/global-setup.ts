import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '#src/platform/embedded/start-embedded-postgres.ts';
import { migrate } from '#src/platform/migrate.ts';
import { guardServer } from './guard-server.ts';
import { type TestServer, templateName } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestServer;
  }
}

/** One database server for the whole run, with a migrated template that `testDatabase` clones for each file. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'waybill-tests-'));
  // Root's server runs as `nobody`, who must be able to pass through.
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedPostgres({
    dataDir,
    fsync: false,
    systemDir: join(dataDir, 'system'),
    settings: { max_connections: '200', wal_level: 'minimal', max_wal_senders: '0' },
  }).catch(async (error) => {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  });
  const stop = guardServer(server.pid, dataDir);
  try {
    await prepareTemplate(server.connection);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('postgres', server.connection);
  return stop;
}

async function prepareTemplate(connection: TestServer): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${templateName} STRATEGY file_copy`);
    await migrate({ ...connection, database: templateName });
    // A clone is refused while anybody is connected to its model.
    await client.query(`ALTER DATABASE ${templateName} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  } finally {
    await client.end();
  }
}
