import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { seeAllAccounts } from '../see-all-accounts.ts';
import { rootNames } from '../server-facts.ts';
import type { BackupHead, BackupRecord } from './backup-records.ts';
import { sequencesOf, type Table, tablesOf } from './tables.ts';

/** What the database cannot tell of itself. */
export type DumpHead = Omit<BackupHead, 'migrations' | 'masterKeys'>;

/**
 * Everything that the database holds, as of one instant: one snapshot (REPEATABLE READ) for all tables, while others go on
 * reading and writing. The client is the owner's and is used for nothing else meanwhile.
 */
export async function* dumpDatabase(client: pg.Client, head: DumpHead): AsyncGenerator<BackupRecord> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await seeAllAccounts(client);
    const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
      'SELECT name, checksum FROM migration ORDER BY name',
    );
    yield { kind: 'head', head: { ...head, migrations, masterKeys: await rootNames(client) } };
    let tables = 0;
    let rows = 0;
    for (const table of await tablesOf(client)) {
      if (table.name === 'migration') continue;
      rows += yield* tableRecords(client, table);
      tables += 1;
    }
    // Read last: a number handed out after the snapshot is skipped, never used twice.
    yield { kind: 'end', end: { tables, rows, sequences: await sequencesOf(client) } };
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function* tableRecords(client: pg.Client, { name, columns }: Table): AsyncGenerator<BackupRecord, number> {
  yield { kind: 'table', table: { name, columns } };
  const stream = client.query(copyTo(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) TO STDOUT`));
  const hash = createHash('sha256');
  let bytes = 0;
  let rows = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
    // In COPY's text format a line break is always the end of a row.
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows += 1;
    yield { kind: 'rows', rows: piece };
  }
  yield { kind: 'table-end', end: { rows, bytes, sha256: hash.digest('hex') } };
  return rows;
}

export const quoted = (name: string) => pg.escapeIdentifier(name);
