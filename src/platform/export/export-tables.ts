import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { quoted } from '../backup/dump-database.ts';
import { type Table, tablesOf } from '../backup/tables.ts';
import { seeAllAccounts } from '../see-all-accounts.ts';
import { isLeftOut } from './left-out.ts';

export type ExportedFile = { file: string; table: string; format: 'csv' | 'jsonl'; rows: number; bytes: number; sha256: string };
export type Export = {
  files: ExportedFile[] /** Columns and whole tables that are not in it, as `table` or `table.column`. */;
  leftOut: string[];
};

/**
 * Writes every table as CSV (UTF-8, with a header) and as JSON lines, all as of one instant. What is sealed, secret or
 * someone's own is left out and named. The client is the owner's. Times are ISO 8601 in UTC, money is decimal text.
 */
export async function exportTables(client: pg.Client, folder: string): Promise<Export> {
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'`);
  try {
    await seeAllAccounts(client);
    const done: Export = { files: [], leftOut: [] };
    for (const table of await tablesOf(client)) {
      const types = await typesOf(client, table);
      const columns = table.columns.filter((column) => !isLeftOut(table.name, column, types.get(column) ?? ''));
      if (columns.length === 0) done.leftOut.push(table.name);
      else {
        done.leftOut.push(...table.columns.filter((column) => !columns.includes(column)).map((column) => `${table.name}.${column}`));
        done.files.push(
          await exportTable(client, folder, table.name, columns, 'csv'),
          await exportTable(client, folder, table.name, columns, 'jsonl'),
        );
      }
    }
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function exportTable(
  client: pg.Client,
  folder: string,
  table: string,
  columns: string[],
  format: 'csv' | 'jsonl',
): Promise<ExportedFile> {
  const list = columns.map(quoted).join(', ');
  // JSON needs no escaping by COPY: a quote and a delimiter that no JSON text holds let it through as it is.
  const statement =
    format === 'csv'
      ? `COPY (SELECT ${list} FROM ${quoted(table)}) TO STDOUT WITH (FORMAT csv, HEADER true)`
      : `COPY (SELECT to_json(t)::text FROM (SELECT ${list} FROM ${quoted(table)}) AS t) TO STDOUT WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')`;
  const file = `${table}.${format}`;
  const hash = createHash('sha256');
  const stream = client.query(copyTo(statement));
  let bytes = 0;
  const counted = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  await pipeline(stream, counted, createWriteStream(path.join(folder, file), { mode: 0o600, flush: true }));
  const { rows } = await client.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${quoted(table)}`);
  return { file, table, format, rows: Number(rows[0]?.rows), bytes, sha256: hash.digest('hex') };
}

async function typesOf(client: pg.Client, { name }: Table): Promise<Map<string, string>> {
  const { rows } = await client.query<{ column: string; type: string }>(
    `SELECT attname AS column, atttypid::regtype::text AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [`public.${quoted(name)}`],
  );
  return new Map(rows.map(({ column, type }) => [column, type]));
}
