import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type ScanTable = {
  name: string;
  isTenant: boolean;
  /** The columns that can hold text, as SQL that gives text. */
  texts: string[];
  bytes: string[];
  /** The primary key without the account. */
  key: { name: string; type: string }[];
  hasOrder: boolean;
  rows: number;
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Every table with every column that can hold text or bytes, read from the catalogue, so that none is forgotten. */
export async function scanTables(db: Db): Promise<ScanTable[]> {
  const rows = await db.query<{
    name: string;
    rows: number;
    columns: { name: string; type: string }[];
    key: { name: string; type: string }[] | null;
  }>({
    text: `SELECT c.relname AS name, greatest(c.reltuples, 0)::int AS rows,
        (SELECT json_agg(json_build_object('name', a.attname, 'type', a.atttypid::regtype::text) ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
        (SELECT json_agg(json_build_object('name', k.attname, 'type', format_type(k.atttypid, k.atttypmod)) ORDER BY o.at)
          FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS o(number, at)
          JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = o.number WHERE i.indrelid = c.oid AND i.indisprimary) AS key
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT') ORDER BY c.relname`,
  });
  return rows.map(({ name, rows: count, columns, key }) => ({
    name,
    rows: count,
    isTenant: columns.some((column) => column.name === 'account_id') && (key ?? []).some((column) => column.name === 'account_id'),
    hasOrder: columns.some((column) => column.name === 'order_id'),
    texts: columns.filter(({ type }) => /^(text|character|json|xml|name|inet|"char"|citext)|\[\]$/.test(type)).map((column) => column.name),
    bytes: columns.filter(({ type }) => type === 'bytea').map((column) => column.name),
    key: (key ?? []).filter((column) => column.name !== 'account_id'),
  }));
}

export type ScanRow = { key: string[]; texts: (string | null)[]; bytes: (Buffer | null)[] };

export type ScanPage = { rows: ScanRow[]; after: string[] | null };

const atOnce = 500;

/** One page of a table behind `after`: the next key is null at its end. With `orderIds` only the rows of these orders. */
export async function scanRows(
  db: Db,
  table: ScanTable,
  accountId: AccountId,
  after: readonly string[] | null,
  orderIds?: readonly string[],
): Promise<ScanPage> {
  const values: unknown[] = [];
  const where: string[] = [];
  if (table.isTenant) where.push(`t.account_id = $${values.push(accountId)}`);
  if (orderIds) where.push(`t.order_id = ANY($${values.push(orderIds)})`);
  const names = table.key.map(({ name }) => `t.${quoted(name)}`);
  const isPaged = names.length > 0;
  if (after && isPaged) {
    const marks = table.key.map(({ type }, at) => `$${values.push(after[at])}::${type}`);
    where.push(`(${names.join(', ')}) > (${marks.join(', ')})`);
  }
  const list = (items: readonly string[], type: string) => `ARRAY[${items.join(', ')}]::${type}[]`;
  const rows = await db.query<ScanRow>({
    text: `SELECT ${list(
      names.map((name) => `${name}::text`),
      'text',
    )} AS key,
        ${list(
          table.texts.map((name) => `t.${quoted(name)}::text`),
          'text',
        )} AS texts, ${list(
          table.bytes.map((name) => `t.${quoted(name)}`),
          'bytea',
        )} AS bytes
      FROM ${quoted(table.name)} t ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ${isPaged ? `ORDER BY ${names.join(', ')} LIMIT ${atOnce}` : ''}`,
    values,
  });
  return { rows, after: isPaged && rows.length === atOnce ? (rows.at(-1)?.key ?? null) : null };
}
