import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../tests/support/postgres.ts';
import { migrate } from './migrate.ts';

let folder: string;
let later: URL;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waybill-migrations-'));
  await cp(new URL('../../migrations/0001_foundation.sql', import.meta.url), path.join(folder, '0001_foundation.sql'));
  await writeFile(path.join(folder, '0002_book.sql'), `CREATE TABLE book (n int PRIMARY KEY, note text); SELECT local('book', 'a test');`);
  await cp(folder, `${folder}-later`, { recursive: true });
  await writeFile(path.join(`${folder}-later`, '0003_book.sql'), 'ALTER TABLE book ADD COLUMN more text; CREATE TABLE shelf (n int);');
  later = pathToFileURL(`${folder}-later/`);
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
  await rm(`${folder}-later`, { recursive: true, force: true });
});
beforeEach(async () => {
  await database?.close();
  database = await emptyDatabase();
  await migrate(database.connection, { folder: pathToFileURL(`${folder}/`) });
});

async function clients<T>(count: number, work: (all: pg.Client[]) => Promise<T>): Promise<T> {
  const all = Array.from({ length: count }, () => new pg.Client(database.connection));
  await Promise.all(all.map((client) => client.connect()));
  try {
    return await work(all);
  } finally {
    await Promise.all(all.map((client) => client.end()));
  }
}

test('a migration that needs a table in use steps back for the writers, and is applied in the end', async () => {
  await clients(4, async ([reader, ...writers]) => {
    // Somebody reads the table in a long transaction: the migration's lock has to wait for it.
    await reader?.query('BEGIN; SELECT count(*) FROM book');
    let written = 0;
    let stop = false;
    const writing = writers.map(async (writer, lane) => {
      for (let n = 0; !stop; n += 1) {
        await writer.query('INSERT INTO book (n) VALUES ($1)', [lane * 1_000_000 + n]);
        written += 1;
        await pause(1);
      }
    });
    const migrated = migrate(database.connection, { folder: later, lockTimeoutMs: 50 });
    // While the migration cannot have its lock the writers go on, whatever queues behind it.
    await reachesMore(() => written, 200);
    await reader?.query('COMMIT');
    expect((await migrated).applied).toEqual(['0003_book.sql']);
    // And after it, with the connections and statements that they had.
    await reachesMore(() => written, 50);
    stop = true;
    await Promise.all(writing);
    const { rows } = (await reader?.query<{ n: string }>('SELECT count(*) AS n FROM book')) ?? { rows: [] };
    expect(Number(rows[0]?.n)).toBe(written);
  });
});

test('a migration that never gets its lock says so and leaves nothing of itself', async () => {
  await clients(1, async ([reader]) => {
    await reader?.query('BEGIN; SELECT count(*) FROM book');
    await expect(migrate(database.connection, { folder: later, lockTimeoutMs: 20, tries: 2 })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining('end long transactions'),
    });
    await reader?.query('COMMIT');
    const { rows } = (await reader?.query(`SELECT to_regclass('shelf') AS shelf, (SELECT count(*)::int FROM migration) AS applied`)) ?? {
      rows: [],
    };
    expect(rows).toEqual([{ shelf: null, applied: 2 }]);
  });
});

test('of many that start at once one applies, and the others find it done', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => migrate(database.connection, { folder: later })));
  expect(all.map(({ applied }) => applied.length).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 1]);
});

test('a database that a newer version has migrated is refused, in clear words, and left as it is', async () => {
  await migrate(database.connection, { folder: later });
  await expect(migrate(database.connection, { folder: pathToFileURL(`${folder}/`) })).rejects.toMatchObject({
    code: 'DATABASE_TOO_NEW',
    message: expect.stringContaining('0003_book.sql'),
  });
});

test('a migration that fails leaves the database as it was, and those before it stay', async () => {
  const broken = `${folder}-broken`;
  await cp(`${folder}-later`, broken, { recursive: true });
  await writeFile(path.join(broken, '0004_wrong.sql'), 'CREATE TABLE half (n int); SELECT nothing_like_this();');
  try {
    await expect(migrate(database.connection, { folder: pathToFileURL(`${broken}/`) })).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    await clients(1, async ([client]) => {
      const { rows } = (await client?.query(`SELECT to_regclass('half') AS half, to_regclass('shelf')::text AS shelf`)) ?? { rows: [] };
      expect(rows).toEqual([{ half: null, shelf: 'shelf' }]);
    });
  } finally {
    await rm(broken, { recursive: true, force: true });
  }
});

test('the owner need not be a superuser', async () => {
  const owner = `migrator_${database.connection.database}`;
  await clients(1, async ([client]) => {
    await client?.query(`CREATE ROLE ${owner} LOGIN; GRANT waybill_desk TO ${owner}`);
    const fresh = await emptyDatabase();
    try {
      await client?.query(`ALTER DATABASE ${fresh.connection.database} OWNER TO ${owner}`);
      const own = { ...fresh.connection, user: owner };
      expect((await migrate(own)).applied.length).toBeGreaterThan(7);
      expect((await migrate(own)).applied).toEqual([]);
    } finally {
      await fresh.close();
      await client?.query(`DROP ROLE ${owner}`);
    }
  });
});

async function reachesMore(count: () => number, by: number): Promise<void> {
  const goal = count() + by;
  while (count() < goal) await pause(5);
}
