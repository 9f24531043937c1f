import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/support/postgres.ts';
import { rowBatch } from './row-batch.ts';

const batch = rowBatch({
  word: 'text',
  amount: 'numeric',
  count: 'int',
  flag: 'boolean',
  at: 'timestamptz',
  data: 'jsonb',
  bytes: 'bytea',
  words: 'text[]',
});

type Row = Parameters<typeof batch.values>[0][number];

let test: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  test = await testDatabase();
  client = new pg.Client(test.connection);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.close();
});

const read = async (rows: readonly Row[]): Promise<Row[]> =>
  (await client.query(`SELECT $1::int, ${batch.names} FROM ${batch.from(2)}`, [1, ...batch.values(rows)])).rows.map(
    ({ int4: _, ...row }: Row & { int4: number }) => row,
  );

// The database keeps no NUL in text; everything else of Unicode must come through.
const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const row: fc.Arbitrary<Row> = fc.record({
  word: nullable(text),
  amount: nullable(
    fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(99)).map(([n, d]) => `${n}.${String(d).padStart(2, '0')}`),
  ),
  count: nullable(fc.integer()),
  flag: nullable(fc.boolean()),
  at: nullable(fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })),
  data: nullable(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text)))),
  bytes: nullable(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
  words: nullable(fc.array(text)),
});

it('brings rows to the server as they are, in their order', async () => {
  const property = fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
    expect(await read(rows)).toEqual(rows);
  });
  await fc.assert(property, { numRuns: 200 });
});

it('names the columns that an update replaces', () => {
  expect(rowBatch({ sku: 'text', title: 'text', seen_at: 'timestamptz' }).updates('sku')).toBe(
    'title = excluded.title, seen_at = excluded.seen_at',
  );
});

it('refuses a date that is none', () => {
  expect(() => rowBatch({ at: 'timestamptz' }).values([{ at: new Date(Number.NaN) }])).toThrow(RangeError);
});
