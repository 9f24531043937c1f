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
  // Copying files takes 20 ms; the default way, through the write-ahead log, 200 ms.
  await onServer(server, `CREATE DATABASE ${database} TEMPLATE ${templateName} STRATEGY file_copy`);
  return {
    connection: { ...server, database },
    close: () => onServer(server, `DROP DATABASE ${database} WITH (FORCE)`),
  };
}

/** A database without anything in it, not even a schema of ours; `close` drops it. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const server = inject('postgres');
  const database = `empty_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${database} TEMPLATE template0 STRATEGY file_copy`);
  return {
    connection: { ...server, database },
    close: () => onServer(server, `DROP DATABASE ${database} WITH (FORCE)`),
  };
}

/** As DATABASE_URL has it. The server may be a socket in a folder, which has no place but in the parameters. */
export function databaseUrl({ host, port, user, password, database }: TestServer): string {
  const where = new URLSearchParams({ host, port: String(port), user, ...(password === undefined ? {} : { password }) });
  return `postgres://localhost/${database}?${where}`;
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
