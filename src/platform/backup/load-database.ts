import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BackupEnd, BackupRecord } from './backup-records.ts';
import { quoted } from './dump-database.ts';
import { unreadable } from './sealed-stream.ts';
import { foreignKeysOf, tablesOf } from './tables.ts';

/**
 * Puts the records of a backup, its head taken off, into tables that stand there empty; in one transaction of the caller,
 * who is their owner. Foreign keys come back when all rows are in, and so are checked once, over all of them.
 * Throws BACKUP_UNREADABLE when a table, a count or a hash is not what the backup says.
 */
export async function loadDatabase(client: pg.Client, records: AsyncIterable<BackupRecord>): Promise<BackupEnd> {
  const tables = (await tablesOf(client)).filter(({ name }) => name !== 'migration');
  const known = new Map(tables.map((table) => [table.name, table]));
  const keys = await foreignKeysOf(client);
  const forced = tables.filter((table) => table.forced);
  for (const key of keys) await client.query(`ALTER TABLE ${key.table} DROP CONSTRAINT ${quoted(key.name)}`);
  for (const { name } of forced) await client.query(`ALTER TABLE ${quoted(name)} NO FORCE ROW LEVEL SECURITY`);
  // A migration may have put rows of its own there.
  if (tables.length > 0) await client.query(`TRUNCATE ${tables.map(({ name }) => quoted(name)).join(', ')}`);

  const iterator = records[Symbol.asyncIterator]();
  const next = async (): Promise<BackupRecord> => {
    const { value, done } = await iterator.next();
    if (done) throw unreadable('it ends before its end');
    return value;
  };
  let loaded = 0;
  let rows = 0;
  for (let record = await next(); ; record = await next()) {
    if (record.kind === 'end') {
      if (record.end.tables !== loaded || record.end.rows !== rows) throw unreadable('its tables or rows are not as many as it says');
      await putSequences(client, record.end);
      // Checked while the owner sees every row: row-level security would hide them from the check.
      for (const key of keys) await client.query(`ALTER TABLE ${key.table} ADD CONSTRAINT ${quoted(key.name)} ${key.definition}`);
      for (const { name } of forced) await client.query(`ALTER TABLE ${quoted(name)} FORCE ROW LEVEL SECURITY`);
      return record.end;
    }
    if (record.kind !== 'table') throw unreadable('its records are in no order');
    const table = known.get(record.table.name);
    if (!table) throw unreadable(`its table ${record.table.name} is not one of its own version`);
    const unknown = record.table.columns.filter((column) => !table.columns.includes(column));
    if (unknown.length > 0) throw unreadable(`its table ${table.name} has other columns: ${unknown.join(', ')}`);
    rows += await loadTable(client, table.name, record.table.columns, next);
    loaded += 1;
  }
}

async function loadTable(client: pg.Client, name: string, columns: string[], next: () => Promise<BackupRecord>): Promise<number> {
  const stream = client.query(copyFrom(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) FROM STDIN`));
  // The failure of the stream ends the load where it is awaited.
  const finished = new Promise<void>((resolve, reject) => stream.once('finish', resolve).once('error', reject));
  finished.catch(() => {});
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for (let record = await next(); ; record = await next()) {
      if (record.kind === 'table-end') {
        if (record.end.bytes !== bytes || record.end.sha256 !== hash.digest('hex')) throw unreadable(`the rows of ${name} were changed`);
        stream.end();
        await finished;
        if (stream.rowCount !== record.end.rows) throw unreadable(`${name} has ${stream.rowCount} rows, not ${record.end.rows}`);
        return record.end.rows;
      }
      if (record.kind !== 'rows') throw unreadable('its records are in no order');
      hash.update(record.rows);
      bytes += record.rows.length;
      if (!stream.write(record.rows)) await Promise.race([once(stream, 'drain'), finished]);
    }
  } catch (error) {
    stream.destroy(error instanceof Error ? error : undefined);
    throw error;
  }
}

async function putSequences(client: pg.Client, { sequences }: BackupEnd): Promise<void> {
  for (const { name, last, called } of sequences)
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [`public.${quoted(name)}`, last, called]);
}
