import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { AppError } from '#src/kernel/app-error.ts';
import { systemClock } from '#src/kernel/clock.ts';
import { type Connection, driverOptions } from './connection.ts';
import { type Db, deskRole } from './db.ts';

const folder = new URL('../../migrations/', import.meta.url);
const oldest = 150000;

export type Migrated = { applied: string[]; present: string[] };

/**
 * Brings the schema up to date as its owner: forward only, each file in a transaction of its own, one desk at a time.
 * A file that changed after it was applied is an error. Throws DATABASE_TOO_OLD, DATABASE_ROLE, MIGRATION_FAILED.
 */
export async function migrate(connection: Connection): Promise<Migrated> {
  const client = new pg.Client({ ...driverOptions(connection), application_name: 'waybill migrate' });
  try {
    await client.connect();
  } catch (cause) {
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `the database does not answer: ${cause instanceof Error ? cause.message : 'unknown reason'}`,
      { cause },
    );
  }
  try {
    await client.query(`SELECT pg_advisory_lock(hashtextextended('waybill migrate', 0))`);
    await checkVersion(client);
    await ensureRole(client);
    return await applyAll(client);
  } finally {
    await client.end();
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; text: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS text`,
  );
  if ((rows[0]?.version ?? 0) < oldest)
    throw new AppError('DATABASE_TOO_OLD', `the server is PostgreSQL ${rows[0]?.text}; Waybill needs 15 or newer`);
}

async function ensureRole(client: pg.Client): Promise<void> {
  try {
    const { rows } = await client.query<{ owner: string; member: boolean | null }>(
      `SELECT current_user AS owner, (SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = $1) AS member`,
      [deskRole],
    );
    const found = rows[0];
    if (found?.member) return;
    // Two desks of one server may come here at once: the second finds the role made.
    if (found?.member === null) {
      await client.query(
        `DO $$ BEGIN CREATE ROLE ${deskRole} NOLOGIN NOSUPERUSER NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
      );
    }
    await client.query(`GRANT ${deskRole} TO ${pg.escapeIdentifier(found?.owner ?? '')}`);
  } catch (cause) {
    throw new AppError(
      'DATABASE_ROLE',
      `cannot set up the role ${deskRole}: ${cause instanceof Error ? cause.message : ''}. As a superuser run: CREATE ROLE ${deskRole} NOLOGIN; GRANT ${deskRole} TO <user of DATABASE_URL>;`,
      { cause },
    );
  }
}

async function applyAll(client: pg.Client): Promise<Migrated> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL);
     COMMENT ON TABLE migration IS 'local: the migrations that were applied';
     GRANT SELECT ON migration TO ${deskRole}; GRANT USAGE ON SCHEMA public TO ${deskRole}`,
  );
  const { rows } = await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migration');
  const known = new Map(rows.map((row) => [row.name, row.checksum]));
  const applied: string[] = [];
  for (const { name, text, checksum } of await migrations()) {
    const before = known.get(name);
    if (before === checksum) continue;
    if (before) throw new AppError('MIGRATION_FAILED', `${name} was changed after it had been applied; add a new migration instead`);
    try {
      await client.query('BEGIN');
      await client.query(text);
      await client.query('INSERT INTO migration (name, checksum, applied_at) VALUES ($1, $2, $3)', [name, checksum, systemClock.now()]);
      await client.query('COMMIT');
    } catch (cause) {
      await client.query('ROLLBACK');
      throw new AppError('MIGRATION_FAILED', `${name}: ${cause instanceof Error ? cause.message : 'unknown reason'}`, { cause });
    }
    applied.push(name);
  }
  return { applied, present: (await migrations()).map((m) => m.name) };
}

/** The migrations of this version in order, with the checksum under which they are recorded. */
async function migrations(): Promise<{ name: string; text: string; checksum: string }[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** The migrations of this version that the database lacks. */
export async function missingMigrations(db: Db): Promise<string[]> {
  const present = new Set((await db.query<{ name: string }>({ text: 'SELECT name FROM migration' })).map((row) => row.name));
  return (await migrations()).map((migration) => migration.name).filter((name) => !present.has(name));
}
