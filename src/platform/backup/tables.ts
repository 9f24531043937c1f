import type pg from 'pg';

export type Table = {
  name: string;
  /** Without those that the database computes itself. */
  columns: string[];
  /** Row-level security binds the owner too. */
  forced: boolean;
};

export type ForeignKey = { table: string; name: string; definition: string };

/** The tables of the desk in the order of their names. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`SELECT c.relname AS name, c.relforcerowsecurity AS forced,
      array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE n.nspname = 'public' AND c.relkind = 'r' GROUP BY c.oid, c.relname, c.relforcerowsecurity ORDER BY c.relname`);
  return rows;
}

export async function foreignKeysOf(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } =
    await client.query<ForeignKey>(`SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, conname`);
  return rows;
}

export async function sequencesOf(client: pg.ClientBase): Promise<{ name: string; last: string; called: boolean }[]> {
  const { rows } = await client.query<{ name: string; last: string; called: boolean }>(
    `SELECT sequencename AS name, coalesce(last_value, start_value)::text AS last, last_value IS NOT NULL AS called
      FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename`,
  );
  return rows;
}
