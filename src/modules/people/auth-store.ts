import type { Db, Tx } from '#src/platform/db.ts';

/** A condition as better-auth states it: its operators are few, and all of them are here. */
export type Condition = { field: string; operator?: string | undefined; value: unknown; connector?: 'AND' | 'OR' | undefined };

type Row = Record<string, unknown>;

const operators: Record<string, (column: string, place: string) => string> = {
  eq: (column, place) => `${column} = ${place}`,
  ne: (column, place) => `${column} <> ${place}`,
  lt: (column, place) => `${column} < ${place}`,
  lte: (column, place) => `${column} <= ${place}`,
  gt: (column, place) => `${column} > ${place}`,
  gte: (column, place) => `${column} >= ${place}`,
  in: (column, place) => `${column} = ANY (${place})`,
  not_in: (column, place) => `${column} <> ALL (${place})`,
  contains: (column, place) => `strpos(${column}, ${place}) > 0`,
  starts_with: (column, place) => `starts_with(${column}, ${place})`,
  ends_with: (column, place) => `right(${column}, length(${place})) = ${place}`,
};

/** Names come from the table of fields in auth.ts and from nowhere else; whatever is no plain name is refused. */
const quoted = (name: string): string => {
  if (!/^[a-z_]+$/.test(name)) throw new TypeError('a column must be a plain name');
  return `"${name}"`;
};

function conditionOf(where: readonly Condition[], values: unknown[]): string {
  if (where.length === 0) return 'true';
  return where
    .map(({ field, operator = 'eq', value, connector = 'AND' }, index) => {
      const joined = index === 0 ? '' : `${connector} `;
      if (value === null) return `${joined}${quoted(field)} IS ${operator === 'ne' ? 'NOT ' : ''}NULL`;
      const test = operators[operator];
      if (!test) throw new TypeError(`there is no operator ${operator}`);
      return `${joined}${test(quoted(field), `$${values.push(value)}`)}`;
    })
    .join(' ');
}

const setOf = (set: Row, values: unknown[]): string[] =>
  Object.entries(set).map(([field, value]) => `${quoted(field)} = $${values.push(value)}`);

/** Exactly one row that meets the condition, however many do. */
const oneOf = (table: string, where: readonly Condition[], values: unknown[]) =>
  `ctid = (SELECT ctid FROM ${quoted(table)} WHERE ${conditionOf(where, values)} LIMIT 1 FOR UPDATE)`;

export async function insertRow(tx: Tx, table: string, row: Row): Promise<Row> {
  const values: unknown[] = [];
  const places = Object.values(row).map((value) => `$${values.push(value)}`);
  const [made] = await tx.query<Row>({
    text: `INSERT INTO ${quoted(table)} (${Object.keys(row).map(quoted).join(', ')}) VALUES (${places.join(', ')}) RETURNING *`,
    values,
  });
  return made ?? row;
}

export function selectRows(
  db: Db,
  table: string,
  where: readonly Condition[],
  { limit, offset = 0, sortBy }: { limit: number; offset?: number; sortBy?: { field: string; direction: 'asc' | 'desc' } },
): Promise<Row[]> {
  const values: unknown[] = [];
  const order = sortBy ? `ORDER BY ${quoted(sortBy.field)} ${sortBy.direction === 'asc' ? 'ASC' : 'DESC'}` : '';
  return db.query<Row>({
    text: `SELECT * FROM ${quoted(table)} WHERE ${conditionOf(where, values)} ${order} LIMIT ${Number(limit)} OFFSET ${Number(offset)}`,
    values,
  });
}

export async function countRows(db: Db, table: string, where: readonly Condition[]): Promise<number> {
  const values: unknown[] = [];
  const [row] = await db.query<{ n: number }>({
    text: `SELECT count(*)::int AS n FROM ${quoted(table)} WHERE ${conditionOf(where, values)}`,
    values,
  });
  return row?.n ?? 0;
}

export function updateRows(tx: Tx, table: string, where: readonly Condition[], set: Row, only: 'one' | 'all'): Promise<Row[]> {
  const values: unknown[] = [];
  const changes = setOf(set, values);
  if (changes.length === 0) return selectRows(tx, table, where, { limit: 1 });
  const condition = only === 'one' ? oneOf(table, where, values) : conditionOf(where, values);
  return tx.query<Row>({ text: `UPDATE ${quoted(table)} SET ${changes.join(', ')} WHERE ${condition} RETURNING *`, values });
}

/** Adds to numbers and sets others of one row; undefined when none meets the condition. */
export async function addToRow(
  tx: Tx,
  table: string,
  where: readonly Condition[],
  increment: Record<string, number>,
  set: Row,
): Promise<Row | undefined> {
  const values: unknown[] = [];
  const added = Object.entries(increment).map(([field, by]) => `${quoted(field)} = ${quoted(field)} + $${values.push(by)}`);
  const changes = [...added, ...setOf(set, values)].join(', ');
  const [row] = await tx.query<Row>({
    text: `UPDATE ${quoted(table)} SET ${changes} WHERE ${oneOf(table, where, values)} RETURNING *`,
    values,
  });
  return row;
}

export function deleteRows(tx: Tx, table: string, where: readonly Condition[], only: 'one' | 'all'): Promise<Row[]> {
  const values: unknown[] = [];
  const condition = only === 'one' ? oneOf(table, where, values) : conditionOf(where, values);
  return tx.query<Row>({ text: `DELETE FROM ${quoted(table)} WHERE ${condition} RETURNING *`, values });
}
