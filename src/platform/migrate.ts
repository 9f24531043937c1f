import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '#src/kernel/app-error.ts';
import { systemClock } from '#src/kernel/clock.ts';
import { type Connection, driverOptions } from './connection.ts';
import { type Db, deskRole } from './db.ts';
import { seeAllAccounts } from './see-all-accounts.ts';

const ownFolder = new URL('../../migrations/', import.meta.url);
const oldest = 150000;

/** Stands in a database while a backup is put into it: what is there then is no desk yet. */
export const restoreMark = 'restore_under_way';

export type Migrated = { applied: string[]; present: string[] };

export type MigrateOptions = {
  /** For a restore: only these, which must all be known here. */
  only?: readonly string[];
  /** For tests: a folder of other migrations, ending in a slash. */
  folder?: URL;
  /** So long a migration waits for a lock at most, milliseconds, while everybody else queues behind it. */
  lockTimeoutMs?: number;
  /** So often it is tried when somebody holds what it needs; the pauses grow from a tenth of a second to five seconds. */
  tries?: number;
};

/**
 * Brings the schema up to date as its owner: forward only, each file in a transaction of its own, one desk at a time,
 * while others go on working. A migration that cannot have its locks at once steps back and tries again, so that nobody
 * waits behind it for long. A file that changed after it was applied is an error, and so is a database that a newer
 * version has migrated. Throws DATABASE_TOO_OLD, DATABASE_TOO_NEW, DATABASE_ROLE, MIGRATION_FAILED.
 */
export async function migrate(connection: Connection, options: MigrateOptions = {}): Promise<Migrated> {
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
    await refuseHalfRestored(client, options);
    return await applyAll(client, options);
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

async function refuseHalfRestored(client: pg.Client, { only }: MigrateOptions): Promise<void> {
  if (only) return;
  const { rows } = await client.query<{ marked: boolean }>(`SELECT to_regclass($1) IS NOT NULL AS marked`, [`public.${restoreMark}`]);
  if (rows[0]?.marked)
    throw new AppError(
      'MIGRATION_FAILED',
      'a restore into this database broke off before its end: run it again (npm run waybill -- restore <file>)',
    );
}

async function applyAll(client: pg.Client, options: MigrateOptions): Promise<Migrated> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL);
     COMMENT ON TABLE migration IS 'local: the migrations that were applied';
     GRANT SELECT ON migration TO ${deskRole}; GRANT USAGE ON SCHEMA public TO ${deskRole}`,
  );
  const { rows } = await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migration ORDER BY name');
  const known = new Map(rows.map((row) => [row.name, row.checksum]));
  const own = await migrations(options.folder);
  refuseNewer([...known.keys()], own);
  const applied: string[] = [];
  for (const migration of own) {
    const { name, checksum } = migration;
    if (options.only && !options.only.includes(name)) continue;
    const before = known.get(name);
    if (before === checksum) continue;
    if (before) throw new AppError('MIGRATION_FAILED', `${name} was changed after it had been applied; add a new migration instead`);
    await applyPatiently(client, migration, options);
    applied.push(name);
  }
  return { applied, present: own.map(({ name }) => name) };
}

function refuseNewer(present: readonly string[], own: readonly Migration[]): void {
  const unknown = present.filter((name) => !own.some((migration) => migration.name === name));
  if (unknown.length > 0)
    throw new AppError(
      'DATABASE_TOO_NEW',
      `a newer Waybill has migrated this database: ${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not known to this version`,
    );
}

// lock_timeout, and two sessions that wait for each other.
const cameAcross = new Set(['55P03', '40P01']);

async function applyPatiently(
  client: pg.Client,
  migration: Migration,
  { lockTimeoutMs = 2_000, tries = 60 }: MigrateOptions,
): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await client.query('BEGIN');
      await client.query(`SET LOCAL lock_timeout = ${Math.trunc(lockTimeoutMs)}`);
      await seeAllAccounts(client);
      await client.query(migration.text);
      await client.query('INSERT INTO migration (name, checksum, applied_at) VALUES ($1, $2, $3)', [
        migration.name,
        migration.checksum,
        systemClock.now(),
      ]);
      await client.query('COMMIT');
      return;
    } catch (cause) {
      await client.query('ROLLBACK').catch(() => {});
      const isHeld = cause instanceof Error && 'code' in cause && cameAcross.has(String(cause.code));
      if (!isHeld || tried >= tries) {
        const why = isHeld ? `something held its tables through ${tried} tries; end long transactions and start again` : wordsOf(cause);
        throw new AppError('MIGRATION_FAILED', `${migration.name}: ${why}`, { cause });
      }
      await pause(Math.min(5_000, 100 * 2 ** Math.min(tried, 6)));
    }
  }
}

const wordsOf = (cause: unknown) => (cause instanceof Error ? cause.message : 'unknown reason');

export type Migration = { name: string; text: string; checksum: string };

/** The migrations of this version in order, with the checksum under which they are recorded. */
export async function migrations(folder: URL = ownFolder): Promise<Migration[]> {
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
