import type pg from 'pg';
import { foldEmail, nameWords } from '#src/modules/vault/words.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { copySql, keySql, seedSql } from './search-orders-sql.ts';

/** The end of the history; its length is 13 months, whatever the number of orders. */
export const benchNow = new Date('2026-11-22T12:00:00Z');

export const counts = { skus: 400, firstNames: 2000, lastNames: 40_000 } as const;

/** Words that are the same in every run: `mo-ka-ri`. */
const syllables = ['ka', 'mo', 'ri', 'te', 'su', 'ba', 'lo', 'ni', 've', 'da', 'pu', 'ge', 'ha', 'ji', 'co', 'wy'];
const word = (n: number): string => (n < 16 ? (syllables[n] ?? '') : word(Math.floor(n / 16) - 1) + (syllables[n % 16] ?? ''));
export const firstName = (n: number): string => `F${word(n)}`;
export const lastName = (n: number): string => `L${word(n)}`;
export const buyerEmail = (n: number): string => `b${n.toString(36)}@marketplace.amazon.com`;

/** Fills an empty, migrated database with `orders` orders of account 1, as its owner, and gathers statistics. */
export async function fillOrders(client: pg.Client, orders: number, sealing: Sealing): Promise<void> {
  const blind = (kind: string, text: string) => sealing.blind(kind, text);
  await hashes(client, 'first_name', counts.firstNames, (n) => blind('name', nameWords(firstName(n))[0] ?? ''));
  await hashes(client, 'last_name', counts.lastNames, (n) => blind('name', nameWords(lastName(n))[0] ?? ''));
  await hashes(client, 'mail', Math.ceil(orders * 0.7), (n) => blind('mail', foldEmail(buyerEmail(n))));
  // Indexes are made afterwards, all at once: that is many times quicker than row by row.
  const restore = await dropIndexes(client, ['orders', 'order_item', 'order_key']);
  await client.query(seedSql(orders, benchNow));
  for (const statement of [...copySql, ...keySql]) await client.query(statement);
  await client.query('DROP TABLE seed, first_name, last_name, mail');
  for (const statement of restore) await client.query(statement);
  await client.query('VACUUM ANALYZE');
}

async function hashes(client: pg.Client, table: string, many: number, of: (n: number) => string): Promise<void> {
  await client.query(`CREATE UNLOGGED TABLE ${table} (n bigint GENERATED ALWAYS AS IDENTITY (START 0 MINVALUE 0) PRIMARY KEY, hash text)`);
  for (let from = 0; from < many; from += 50_000) {
    const list = Array.from({ length: Math.min(50_000, many - from) }, (_, n) => of(from + n));
    await client.query(`INSERT INTO ${table} (hash) SELECT h FROM unnest($1::text[]) WITH ORDINALITY u (h, n) ORDER BY u.n`, [list]);
  }
}

/** Drops indexes, keys and foreign keys of the tables; the answer makes them again. */
async function dropIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows: keys } = await client.query<{ drop: string; make: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname) AS drop,
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
      FROM pg_constraint WHERE conrelid = ANY ($1::regclass[]) AND contype IN ('p', 'f') ORDER BY contype = 'p', conname`,
    [tables],
  );
  const { rows: others } = await client.query<{ drop: string; make: string }>(
    `SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS make
      FROM pg_index WHERE indrelid = ANY ($1::regclass[]) AND NOT indisprimary ORDER BY indexrelid`,
    [tables],
  );
  const { rows: pointing } = await client.query<{ make: string }>(
    `SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
      FROM pg_constraint WHERE confrelid = ANY ($1::regclass[]) AND NOT conrelid = ANY ($1::regclass[])`,
    [tables],
  );
  for (const { drop } of [...keys, ...others]) await client.query(drop.replace('DROP CONSTRAINT', 'DROP CONSTRAINT IF EXISTS'));
  const primary = keys.filter(({ make }) => make.includes('PRIMARY KEY'));
  const foreign = keys.filter(({ make }) => !make.includes('PRIMARY KEY'));
  return [...primary, ...others, ...foreign, ...pointing].map(({ make }) => make);
}
