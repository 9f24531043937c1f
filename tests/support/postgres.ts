import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** The server of the test run, connected as its superuser. */
export type TestServer = { host: string; port: number; user: string; password?: string; database: string };

export type TestDatabase = { connection: TestServer; close(): Promise<void> };

export const templateName = 'waybill_template';

/** A migrated database of its own, for one test file; `close` drops it, whoever is still connected. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('postgres');
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${database} TEMPLATE ${templateName}`);
  return {
    connection: { ...server, database },
    close: () => onServer(server, `DROP DATABASE ${database} WITH (FORCE)`),
  };
}

async function onServer(server: TestServer, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
