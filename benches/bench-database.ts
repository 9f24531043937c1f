import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded/start-embedded-postgres.ts';
import { migrate } from '#src/platform/migrate.ts';

export type BenchDatabase = {
  /** As the desk opens it: the role that owns nothing, under row-level security. */
  database: Database;
  /** As the owner, for COPY, counting and emptying. */
  owner: pg.Client;
  /** The account `1`, to write into. */
  accountId: string;
  /** The owner's connection to a second database of the same server, with the same tables and account. */
  twin(): Promise<pg.Client>;
  close(): Promise<void>;
};

/** The desk's own PostgreSQL with the desk's own settings, fsync on, in a folder of its own that goes with it; `size` connections. */
export async function benchDatabase({ size = 4 } = {}): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'waybill-bench-'));
  // Root's server runs as `nobody`, who must be able to pass through.
  await chmod(dataDir, 0o711);
  const remove = () => rm(dataDir, { recursive: true, force: true });
  const server = await startEmbeddedPostgres({ dataDir, systemDir: join(dataDir, 'system'), detached: false }).catch(
    async (error: unknown) => {
      await remove();
      throw error;
    },
  );
  const closers: (() => Promise<void>)[] = [remove, () => server.stop()];
  const close = async () => {
    for (const undo of closers.splice(0).reverse()) await undo();
  };
  const accountId = '1';
  const open = async (connection: typeof server.connection): Promise<pg.Client> => {
    await migrate(connection);
    const owner = new pg.Client(connection);
    await owner.connect();
    closers.push(() => owner.end());
    await owner.query(
      `INSERT INTO account (account_id, name, region, host, time_zone, state, created_at)
        VALUES ($1, 'Bench', 'NA', 'simulator', 'America/Los_Angeles', 'connected', '2026-11-22')`,
      [accountId],
    );
    return owner;
  };
  try {
    const owner = await open(server.connection);
    const database = openDatabase(server.connection, { size, name: 'waybill bench' });
    closers.push(() => database.close());
    const twin = async () => {
      await owner.query('CREATE DATABASE twin');
      return open({ ...server.connection, database: 'twin' });
    };
    return { database, owner, accountId, twin, close };
  } catch (error) {
    await close();
    throw error;
  }
}
