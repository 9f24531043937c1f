import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** All tables that intake writes, those that others refer to first. */
const tables = [
  'orders',
  'order_item',
  'order_package',
  'order_key',
  'order_event',
  'order_raw',
  'order_count',
  'product',
  'vault_order',
  'ledger_sight',
  'ledger_day',
  'stock_sku',
  'stock_reservation',
  'stock_movement',
] as const;

/** Of these a change writes new versions; the others only grow. */
const versioned: readonly string[] = ['orders', 'order_item', 'order_package', 'order_raw', 'vault_order', 'stock_reservation'];

/** The rows of one table in PostgreSQL's own binary form, and the orders whose older rows they take the place of. */
export type Copied = { table: string; columns: string; data: Buffer; rows: number; replaces: string[] };

/** A mark in time: `writtenSince` gives what was written after it. */
export async function mark(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ mark: string }>('SELECT pg_current_xact_id()::text AS mark');
  return rows[0]?.mark ?? '0';
}

/** Every row that stands in the tables and was written after the mark: a row that was written twice counts once. */
export async function writtenSince(owner: pg.Client, since: string): Promise<Copied[]> {
  const copied: Copied[] = [];
  for (const table of tables) {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
      [table],
    );
    const columns = rows.map(({ name }) => `"${name}"`).join(', ');
    const query = copyTo(`COPY (SELECT ${columns} FROM ${table} WHERE xmin::text::bigint > ${BigInt(since)}) TO STDOUT (FORMAT binary)`);
    const data = await buffer(owner.query(query));
    const orders = versioned.includes(table)
      ? await owner.query<{ order_id: string }>(`SELECT DISTINCT order_id FROM ${table} WHERE xmin::text::bigint > ${BigInt(since)}`)
      : { rows: [] };
    copied.push({ table, columns, data, rows: query.rowCount, replaces: orders.rows.map((row) => row.order_id) });
  }
  return copied;
}

/** And what other modules keep of these orders. */
export async function empty(owner: pg.Client): Promise<void> {
  await owner.query(`TRUNCATE ${tables.join(', ')}, order_note CASCADE`);
}

/** Takes away the few rows that intake writes again with every batch: counts, products and days. */
export async function makeRoom(owner: pg.Client): Promise<void> {
  await owner.query('TRUNCATE order_count, product, ledger_day');
}

/**
 * One COPY per table, all in one transaction: the least that PostgreSQL itself needs for these rows. With `replace` their older
 * versions are deleted by key before, without the triggers of foreign keys. Returns seconds.
 */
export async function copyIn(owner: pg.Client, copied: readonly Copied[], replace = false): Promise<number> {
  const began = performance.now();
  await owner.query('BEGIN');
  if (replace) {
    await owner.query('SET LOCAL session_replication_role = replica');
    for (const { table, replaces } of copied)
      if (replaces.length > 0) await owner.query(`DELETE FROM ${table} WHERE account_id = 1 AND order_id = ANY($1)`, [replaces]);
    await owner.query('SET LOCAL session_replication_role = origin');
  }
  for (const { table, columns, data } of copied) {
    const stream = owner.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN (FORMAT binary)`));
    await pipeline(Readable.from(chunks(data), { objectMode: false }), stream);
  }
  await owner.query('COMMIT');
  return (performance.now() - began) / 1000;
}

function* chunks(data: Buffer, size = 1 << 18): Generator<Buffer> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}
