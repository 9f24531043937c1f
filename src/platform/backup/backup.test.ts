import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase, type TestServer } from '../../../tests/support/postgres.ts';
import { type SimulatedDesk, simulatedDesk } from '../../../tests/support/simulated-desk.ts';
import { migrate, restoreMark } from '../migrate.ts';
import { checkRecords } from './check-records.ts';
import { restoreBackup } from './restore-backup.ts';
import { type BackupOrder, readBackup, writeBackup } from './write-backup.ts';

const passphrase = 'correct horse battery staple';
let desk: SimulatedDesk;
let folder: string;
let file: string;
let fresh: TestDatabase;
const open: TestDatabase[] = [];

const order = (change: Partial<BackupOrder> = {}): BackupOrder => ({
  connection: desk.connection,
  file,
  passphrase,
  head: { version: '0.1.0', takenAt: '2026-11-22T04:00:00Z' },
  cost: 12,
  ...change,
});
const empty = async () => {
  const made = await emptyDatabase();
  open.push(made);
  return made;
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waybill-backup-'));
  file = path.join(folder, 'one.backup');
  desk = await simulatedDesk();
  const made = await desk.orders(30);
  if (made[0]) await desk.confirm(made[0]);
  await desk.settle();
  // What COPY has to escape, and values that a driver would change.
  await onDatabase(desk.connection, (client) =>
    client.query(
      `INSERT INTO order_note (account_id, order_id, at, author, body) VALUES ($1, $2, '2026-11-22 12:00:00.123456+00', 'a\tb', $3)`,
      [desk.accountId, made[1]?.orderId, 'tab\there\nline\\back \\N end\r☃ {"json": [1, null]}'],
    ),
  );
  await writeBackup(order());
  fresh = await emptyDatabase();
});
afterAll(async () => {
  await desk?.close();
  await fresh?.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

describe('a backup that is restored', () => {
  test('is the same database, table by table, sequence by sequence and key by key', async () => {
    const restored = await restoreBackup({ connection: fresh.connection, file, passphrase });
    expect(restored.rows).toBeGreaterThan(100);
    const [before, after] = [await contents(desk.connection), await contents(fresh.connection)];
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after).toEqual(before);
    expect(before['order_note']).toMatchObject({ rows: 1 });
    expect(await schema(fresh.connection)).toEqual(await schema(desk.connection));
  });

  test('is refused a second time: nothing is overwritten', async () => {
    const before = await contents(fresh.connection);
    await expect(restoreBackup({ connection: fresh.connection, file, passphrase })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await contents(fresh.connection)).toEqual(before);
  });

  test('by an owner who is no superuser and is bound by row-level security, made and restored', async () => {
    const owner = `owner_${path.basename(folder).replaceAll(/\W/g, '')}`.toLowerCase();
    const [theirs, other] = [await empty(), await empty()];
    await onDatabase(theirs.connection, (client) => client.query(`CREATE ROLE ${owner} LOGIN; GRANT waybill_desk TO ${owner}`));
    try {
      for (const { connection } of [theirs, other])
        await onDatabase(connection, (client) => client.query(`ALTER DATABASE ${connection.database} OWNER TO ${owner}`));
      await restoreBackup({ connection: { ...theirs.connection, user: owner }, file, passphrase });
      const second = path.join(folder, 'by-owner.backup');
      await writeBackup(order({ connection: { ...theirs.connection, user: owner }, file: second }));
      await restoreBackup({ connection: { ...other.connection, user: owner }, file: second, passphrase });
      expect(await contents(other.connection)).toEqual(await contents(fresh.connection));
    } finally {
      for (const each of open.splice(0)) await each.close();
      await onDatabase(fresh.connection, (client) => client.query(`DROP ROLE ${owner}`));
    }
  });

  test('is one instant: what is written meanwhile is wholly in it or not at all', async () => {
    const target = await empty();
    const busy = path.join(folder, 'busy.backup');
    let stop = false;
    const turned = Promise.withResolvers<void>();
    // Every transaction moves one row's worth from a table early in the alphabet to one late in it.
    const writer = onDatabase(desk.connection, async (client) => {
      for (let n = 0; !stop; n += 1) {
        await client.query(`BEGIN; UPDATE account SET name = 'name ${n}'; UPDATE sync_stream SET last_error = 'name ${n}'; COMMIT`);
        turned.resolve();
      }
    });
    await turned.promise;
    await writeBackup(order({ file: busy }));
    stop = true;
    await writer;
    await restoreBackup({ connection: target.connection, file: busy, passphrase });
    const { rows } = await onDatabase(target.connection, (client) =>
      client.query<{ names: string[] }>(
        'SELECT array_agg(DISTINCT v) AS names FROM (SELECT name AS v FROM account UNION ALL SELECT last_error FROM sync_stream) AS x',
      ),
    );
    expect(rows[0]?.names).toHaveLength(1);
  });
});

describe('a backup file', () => {
  test('is readable by its owner alone, and shows nothing of what it holds', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'latin1');
    expect(text.startsWith('WAYBILL BACKUP 1\n')).toBe(true);
    expect(text).not.toMatch(/order_item|Demo/);
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('unfinished'));
  });

  test('does not open with another passphrase', async () => {
    await expect(readBackup(file, 'another passphrase', checkRecords)).rejects.toMatchObject({
      code: 'BACKUP_UNREADABLE',
      message: expect.stringContaining('passphrase'),
    });
  });

  test('whose bytes were changed, cut off, moved or lengthened does not open', async () => {
    const bytes = await readFile(file);
    const spoiled = path.join(folder, 'spoiled.backup');
    const flipped = (at: number) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    };
    const broken = [
      ...[0, 20, 60, 200, 400, Math.floor(bytes.length / 2), bytes.length - 1].map(flipped),
      ...[1, 17, 100, bytes.length - 1].map((length) => bytes.subarray(0, length)),
      Buffer.concat([bytes, Buffer.from('x')]),
      Buffer.alloc(0),
      Buffer.from('a,b\n1,2\n'),
    ];
    for (const content of broken) {
      await writeFile(spoiled, content);
      await expect(readBackup(spoiled, passphrase, checkRecords)).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
    }
  });

  test('that is not there is told', async () => {
    await expect(readBackup(path.join(folder, 'none'), passphrase, checkRecords)).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
  });
});

describe('what goes wrong', () => {
  test('a spoiled file leaves the database empty, so that the right one can follow', async () => {
    const target = await empty();
    const bytes = await readFile(file);
    const cut = path.join(folder, 'cut.backup');
    await writeFile(cut, bytes.subarray(0, bytes.length - 40));
    await expect(restoreBackup({ connection: target.connection, file: cut, passphrase })).rejects.toMatchObject({
      code: 'BACKUP_UNREADABLE',
    });
    await restoreBackup({ connection: target.connection, file, passphrase });
    expect(await contents(target.connection)).toEqual(await contents(fresh.connection));
  });

  test('a restore that was killed refuses the start of the desk and is begun again', async () => {
    const target = await empty();
    await onDatabase(target.connection, (client) => client.query(`CREATE TABLE ${restoreMark} (mark text); CREATE TABLE half (n int)`));
    await expect(migrate(target.connection)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining('restore'),
    });
    await restoreBackup({ connection: target.connection, file, passphrase });
    expect(await contents(target.connection)).toEqual(await contents(fresh.connection));
  });

  test('a database that does not answer, and a folder that cannot be written, leave no file', async () => {
    const gone = { ...desk.connection, database: 'not_there' };
    const never = path.join(folder, 'never.backup');
    await expect(writeBackup(order({ connection: gone, file: never }))).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await expect(writeBackup(order({ file: path.join(file, 'below-a-file.backup') }))).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
    expect((await readdir(folder)).filter((name) => /never|unfinished/.test(name))).toEqual([]);
  });
});

async function onDatabase<T>(connection: TestServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Of each table its rows and a hash of them in one order; of each sequence its value. */
const contents = (connection: TestServer) =>
  onDatabase(connection, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
    );
    const found: Record<string, unknown> = {};
    for (const { name } of tables) {
      // The instants at which migrations were applied are the new database's own.
      const row = name === 'migration' ? `t.name || t.checksum` : 't::text';
      const { rows } = await client.query(
        `SELECT count(*)::int AS rows, md5(string_agg(${row}, E'\\n' ORDER BY ${row})) AS hash FROM ${name} t`,
      );
      found[name] = rows[0];
    }
    const { rows } = await client.query<{ name: string; last: string }>(
      `SELECT sequencename AS name, last_value AS last FROM pg_sequences ORDER BY 1`,
    );
    for (const { name, last } of rows) found[`sequence ${name}`] = last;
    return found;
  });

const schema = (connection: TestServer) =>
  onDatabase(connection, async (client) => {
    const { rows } =
      await client.query(`SELECT conrelid::regclass::text AS place, conname AS name, pg_get_constraintdef(oid) AS what FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT relname, 'security', concat(relrowsecurity, relforcerowsecurity, relacl::text) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1, 2, 3`);
    return rows;
  });
