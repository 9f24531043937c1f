import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from './postgres.ts';

test('two databases are migrated and know nothing of each other; a closed one is gone', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await using(one.connection, (client) => client.query('CREATE TABLE only_here (x int)'));
  const tables = await using(other.connection, async (client) => {
    const { rows } = await client.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
    return rows.map((row) => row.name);
  });
  expect(tables).toContain('migration');
  expect(tables).not.toContain('only_here');

  await Promise.all([one.close(), other.close()]);
  await expect(using(one.connection, (client) => client.query('SELECT'))).rejects.toThrow('does not exist');
});

async function using<T>(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
