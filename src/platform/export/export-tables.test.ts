import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SimulatedDesk, simulatedDesk } from '../../../tests/support/simulated-desk.ts';
import { type Export, exportTables } from './export-tables.ts';
import { isLeftOut } from './left-out.ts';

let desk: SimulatedDesk;
let folder: string;
let done: Export;
const note = 'tab\there\nline "quoted", comma\\ ☃ {"json": [1]} \u0001';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waybill-export-'));
  desk = await simulatedDesk();
  const [order] = await desk.orders(5);
  const client = new pg.Client(desk.connection);
  await client.connect();
  await client.query(
    `INSERT INTO order_note (account_id, order_id, at, author, body) VALUES ($1, $2, '2026-11-22 12:00:00.5+00', 'Ann', $3)`,
    [desk.accountId, order?.orderId, note],
  );
  done = await exportTables(client, folder);
  await client.end();
});
afterAll(async () => {
  await desk?.close();
  await rm(folder, { recursive: true, force: true });
});

const read = (file: string) => readFile(path.join(folder, file), 'utf8');

test('each table comes in both formats, with as many rows as it has and the hash of what is there', async () => {
  for (const { file, format, rows, bytes, sha256 } of done.files) {
    const text = await read(file);
    expect(createHash('sha256').update(text).digest('hex'), file).toBe(sha256);
    expect(Buffer.byteLength(text)).toBe(bytes);
    const found: unknown[] = format === 'csv' ? parse(text, { columns: true, relax_column_count: false }) : jsonLines(text);
    expect(found.length, file).toBe(rows);
  }
  expect(done.files.find(({ file }) => file === 'orders.csv')?.rows).toBe(5);
  expect(done.files.filter(({ format }) => format === 'csv')).toHaveLength(done.files.length / 2);
});

test('values are what they were in both: text with everything in it, money as text, times in UTC', async () => {
  const [csv] = parse<Record<string, string>>(await read('order_note.csv'), { columns: true });
  expect(csv).toMatchObject({ author: 'Ann', body: note, at: '2026-11-22 12:00:00.5+00' });
  expect(jsonLines(await read('order_note.jsonl'))).toMatchObject([{ author: 'Ann', body: note, at: '2026-11-22T12:00:00.5+00:00' }]);
});

test('nothing that is sealed, secret or hashed gets out, and the manifest names what is missing', async () => {
  for (const table of ['vault_order', 'account_credential', 'order_key']) expect(done.leftOut).toContain(table);
  expect(done.leftOut).toContain('orders.facts_hash');
  expect(done.files.map(({ table }) => table)).not.toContain('vault_order');
  for (const { file } of done.files) expect(await read(file), file).not.toMatch(/\\\\x[0-9a-f]{24}/);
});

test.each([
  ['person', 'email', 'text'],
  ['session', 'token', 'text'],
  ['webhook', 'signing_secret', 'text'],
  ['person', 'passwordHash', 'text'],
  ['anything', 'content', 'bytea'],
  ['push_key', 'private_key', 'text'],
])('%s.%s stays here', (table, column, type) => {
  expect(isLeftOut(table, column, type)).toBe(true);
});

test.each([
  ['orders', 'order_id', 'text'],
  ['orders', 'total', 'numeric'],
  ['order_package', 'tracking', 'text'],
  ['writes', 'idempotency_key', 'text'],
  ['order_item', 'item_id', 'text'],
])('%s.%s is exported', (table, column, type) => {
  expect(isLeftOut(table, column, type)).toBe(false);
});

const jsonLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
