import type { AccountId } from '#src/kernel/ids.ts';
import type { Db, Tx } from '../db.ts';
import type { Sealing } from '../sealing.ts';

/** A column that may hold sealed bytes, of one account where the table has accounts. */
export type Place = { table: string; column: string; account: AccountId | null; key: { name: string; type: string }[] };

/** What a table held before keys had versions, when the data key was bound as the data is. `key`: the primary key without the account. */
export type OldPlace = {
  table: string;
  column: string;
  as: 'key' | 'sealed';
  bound: (accountId: string, key: readonly string[]) => string;
};

const atOnce = 500;

/** Every column of type bytea that the desk may write, table by table, read from the catalogue: no module has to be asked. */
export async function sealedPlaces(db: Db, accounts: readonly AccountId[]): Promise<Place[]> {
  const rows = await db.query<{ table: string; column: string; key: { name: string; type: string }[] }>({
    text: `SELECT c.relname AS table, a.attname AS column,
        (SELECT json_agg(json_build_object('name', k.attname, 'type', format_type(k.atttypid, k.atttypmod)) ORDER BY o.at)
          FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS o(number, at)
          JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = o.number WHERE i.indrelid = c.oid AND i.indisprimary) AS key
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.atttypid = 'bytea'::regtype AND c.relname <> 'key_version'
        AND has_column_privilege(c.oid, a.attnum, 'UPDATE')
      ORDER BY c.relname, a.attname`,
  });
  return rows.flatMap(({ table, column, key }): Place[] => {
    const own = key.filter(({ name }) => name !== 'account_id');
    return own.length === key.length
      ? [{ table, column, account: null, key: own }]
      : accounts.map((account) => ({ table, column, account, key: own }));
  });
}

export const placeName = ({ table, column, account }: Place): string => `${table}.${column} ${account ?? '-'}`;

type Row = { key: string[]; bytes: Buffer };

/** Brings up to 500 rows behind `after` under the present key. `after` of the answer is null when the place is through. */
export async function rewrapRows(
  tx: Tx,
  sealing: Sealing,
  place: Place,
  after: readonly string[] | null,
  old: readonly OldPlace[],
): Promise<{ moved: number; after: string[] | null }> {
  const before = old.find(({ table, column }) => table === place.table && column === place.column);
  const rows = await tx.query<Row>(staleRows(place, after, sealing.header(), before !== undefined));
  const fresh = rows.flatMap(({ key, bytes }) => {
    const next = sealing.rewrap(bytes, before && { as: before.as, bound: before.bound(place.account ?? '', key) });
    return next ? [{ key, bytes: next }] : [];
  });
  if (fresh.length > 0) await tx.query(update(place, fresh));
  return { moved: fresh.length, after: rows.length < atOnce ? null : (rows.at(-1)?.key ?? null) };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function staleRows({ table, column, account, key }: Place, after: readonly string[] | null, header: Buffer, alsoOld: boolean) {
  const names = key.map(({ name }) => `t.${quoted(name)}`);
  const values: unknown[] = [header];
  const where = [
    `t.${quoted(column)} IS NOT NULL`,
    alsoOld
      ? `substring(t.${quoted(column)} FROM 1 FOR 8) <> $1`
      : `substring(t.${quoted(column)} FROM 1 FOR 4) = substring($1::bytea FROM 1 FOR 4) AND substring(t.${quoted(column)} FROM 1 FOR 8) <> $1`,
  ];
  if (account !== null) where.push(`t.account_id = $${values.push(account)}`);
  if (after && key.length > 0) {
    const marks = key.map(({ type }, at) => `$${values.push(after[at])}::${type}`);
    where.push(`(${names.join(', ')}) > (${marks.join(', ')})`);
  }
  const order = names.length > 0 ? `ORDER BY ${names.join(', ')}` : '';
  return {
    text: `SELECT ARRAY[${names.map((name) => `${name}::text`).join(', ')}]::text[] AS key, t.${quoted(column)} AS bytes
      FROM ${quoted(table)} t WHERE ${where.join(' AND ')} ${order} LIMIT ${atOnce} FOR NO KEY UPDATE`,
    values,
  };
}

function update({ table, column, account, key }: Place, rows: readonly Row[]) {
  const values: unknown[] = [rows.map(({ bytes }) => bytes)];
  const columns = key.map((_, at) => `$${values.push(rows.map((row) => row.key[at]))}::text[]`);
  const names = key.map((_, at) => `k${at}`);
  const same = key.map(({ name, type }, at) => `t.${quoted(name)} = x.k${at}::${type}`);
  if (account !== null) same.push(`t.account_id = $${values.push(account)}`);
  return {
    text: `UPDATE ${quoted(table)} t SET ${quoted(column)} = x.bytes FROM unnest(${['$1::bytea[]', ...columns].join(', ')}) AS x(${['bytes', ...names].join(', ')})
      WHERE ${same.join(' AND ')}`,
    values,
  };
}
