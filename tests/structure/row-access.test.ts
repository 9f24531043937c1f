import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskRole } from '#src/platform/db.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';

/**
 * Access by account below the routes: statements that forgot every condition, sent as the desk sends its own, for the first of
 * two accounts. Each tenant table of the schema is tried, also those that come later.
 */

let database: TestDatabase;
let owner: pg.Client;
let desk: pg.Client;
let tables: string[];
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client(database.connection);
  desk = new pg.Client({ ...database.connection, options: `-c role=${deskRole} -c waybill.accounts={1}` });
  await Promise.all([owner.connect(), desk.connect()]);
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND obj_description(oid, 'pg_class') LIKE 'tenant: %' ORDER BY 1`,
  );
  tables = rows.map(({ name }) => name);
  // Rows made up from the types of the columns: what they say is not what this is about.
  await owner.query(`SET session_replication_role = replica`);
  for (const table of tables) {
    await dropChecks(table);
    for (const accountId of [1, 2]) await addRow(table, accountId);
  }
});
afterAll(async () => {
  await Promise.all([owner.end(), desk.end()]);
  await database.close();
});

async function dropChecks(table: string): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT conname AS name FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'c'`,
    [table],
  );
  for (const { name } of rows) await owner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
}

const values: Record<string, string> = {
  boolean: 'false',
  bytea: `''`,
  jsonb: `'{}'`,
  json: `'{}'`,
  date: `'2026-11-22'`,
  'timestamp with time zone': `'2026-11-22T12:00:00Z'`,
  'time without time zone': `'12:00'`,
  ARRAY: `'{}'`,
  text: `'text'`,
};

async function addRow(table: string, accountId: number): Promise<void> {
  const { rows } = await owner.query<{ name: string; type: string }>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1
      AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'`,
    [table],
  );
  const filled = rows.map(({ name, type }) => ({ name, value: name === 'account_id' ? String(accountId) : (values[type] ?? '1') }));
  await owner.query(
    `INSERT INTO ${table} (${filled.map(({ name }) => name).join(', ')}) VALUES (${filled.map(({ value }) => value).join(', ')})`,
  );
}

/** What PostgreSQL says of a statement: how many rows it met, or the code of its refusal. All of it is taken back. */
async function tried(statement: string): Promise<number | string> {
  await desk.query('BEGIN');
  try {
    return (await desk.query(statement)).rowCount ?? 0;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  } finally {
    await desk.query('ROLLBACK');
  }
}
const denied = '42501';

describe('a statement that forgot its account', () => {
  it('reads only what it was opened for', async () => {
    const seen: string[] = [];
    for (const table of tables) {
      const { rows } = await desk.query<{ accountId: string }>(`SELECT account_id::text AS "accountId" FROM ${table}`);
      seen.push(`${table} ${rows.map(({ accountId }) => accountId).join()}`);
    }
    expect(seen).toEqual(tables.map((table) => `${table} 1`));
    expect(tables.length).toBeGreaterThan(40);
  });

  it('reads nothing of the others by any way about: by name, by count, by a join, by locking', async () => {
    for (const table of tables) {
      expect([table, await tried(`SELECT 1 FROM ${table} WHERE account_id = 2`)]).toEqual([table, 0]);
      expect([table, await tried(`SELECT 1 FROM ${table} a JOIN ${table} b ON b.account_id <> a.account_id`)]).toEqual([table, 0]);
      const { rows } = await desk.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
      expect([table, rows[0]?.n]).toEqual([table, 1]);
      // Where the desk may not change anything it may not lock either.
      expect([0, denied]).toContain(await tried(`SELECT 1 FROM ${table} WHERE account_id = 2 FOR UPDATE`));
    }
  });

  it('changes and removes nothing of the others', async () => {
    for (const table of tables) {
      expect([0, denied]).toContain(await tried(`UPDATE ${table} SET account_id = account_id WHERE account_id = 2`));
      expect([0, denied]).toContain(await tried(`DELETE FROM ${table} WHERE account_id = 2`));
      await tried(`UPDATE ${table} SET account_id = account_id`);
      await tried(`DELETE FROM ${table}`);
      const { rows } = await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
      expect([table, rows[0]?.n]).toEqual([table, 2]);
    }
  });

  it('cannot write into another account, nor move a row there', async () => {
    for (const table of tables) {
      expect([table, await tried(`UPDATE ${table} SET account_id = 2`)]).toEqual([table, denied]);
      const { rows } = await owner.query<{ names: string }>(
        `SELECT string_agg(column_name, ', ') AS names FROM information_schema.columns
          WHERE table_schema = 'public' AND table_name = $1 AND column_name <> 'account_id' AND is_identity = 'NO' AND is_generated = 'NEVER'`,
        [table],
      );
      const names = rows[0]?.names;
      const columns = names === null || names === undefined ? ['account_id', '3'] : [`account_id, ${names}`, `3, ${names}`];
      expect([table, await tried(`INSERT INTO ${table} (${columns[0]}) SELECT ${columns[1]} FROM ${table}`)]).toEqual([table, denied]);
    }
  });

  it('sees nothing at all when no account was named', async () => {
    await desk.query(`SELECT set_config('waybill.accounts', '{}', false)`);
    for (const table of tables) expect([table, await tried(`SELECT 1 FROM ${table}`)]).toEqual([table, 0]);
    await desk.query(`SELECT set_config('waybill.accounts', '{1}', false)`);
  });

  it('cannot lift the rule', async () => {
    for (const statement of [
      'ALTER TABLE orders DISABLE ROW LEVEL SECURITY',
      'DROP POLICY of_account ON orders',
      'CREATE POLICY all_of_it ON orders USING (true)',
      'TRUNCATE orders',
    ])
      expect([statement, await tried(statement)]).toEqual([statement, denied]);
  });
});

/**
 * Tables outside of row-level security, and why they hold nothing that is one account's alone. A new table stands here on
 * purpose or is a tenant's.
 */
const locals: Record<string, string> = {
  calendar: 'of locations, which are the organisation’s',
  calendar_cut_off: 'of locations, which are the organisation’s',
  calendar_holiday: 'of locations, which are the organisation’s',
  migration: 'of the schema',
  due: 'the runner looks over all accounts for what is next; holds names of work, no data',
  saved_view: 'searches as people wrote them; what they find is looked up within the accounts of who asks',
  person: 'people belong to the organisation; `accounts` says what each may see',
  person_session: 'of a person',
  person_identity: 'of a person',
  person_password: 'of a person',
  person_proof: 'of a sign-in, before it is known whose',
  person_factor: 'of a person',
  sign_in_secret: 'of the desk',
  sign_in_attempt: 'of an address, hashed',
  invitation: 'of a person to be',
  api_key: 'of a person; `accounts` says what it may see',
  access_review: 'of the organisation',
  access_review_line: 'of the organisation',
  audit_entry: 'one chain over the whole desk; its questions carry the accounts of who asks (tests/flows/contract.test.ts)',
  key_version: 'of the desk',
  notice_message: 'of a person, with ids of notices, which are a tenant’s',
  notice_person: 'of a person',
  notice_choice: 'of a person',
  push_subscription: 'of a person',
  push_key: 'of the desk',
  stock_product: 'stock is the organisation’s, whichever account sells it; SKUs, claims and offers are a tenant’s',
  stock_barcode: 'of a product',
  stock_catalog: 'of Amazon’s catalogue, which is public',
  stock_part: 'of a product',
  stock_location: 'of the organisation',
  stock_bin: 'of a location',
  stock_total: 'sums over all accounts, which is what there is to sell',
  stock_level: 'of a location',
  stock_in_bin: 'of a bin',
  stock_movement: 'of a product; the order of a movement is shown to who sees its account (tests/flows/contract.test.ts)',
  stock_entry: 'of the organisation',
  stock_incoming: 'of a location',
  stock_setting: 'of the organisation',
  backup_run: 'of the desk',
  pack_station: 'of the organisation',
  pack_box: 'of the organisation',
  pack_setting: 'of the organisation',
  pack_session: 'of a person, who alone reads it; the order at hand is shown where they see its account',
  pack_done: 'of a session',
  pack_learnt: 'of a product',
  pack_habit: 'of a box, with products and how many of them',
  pack_code_used: 'codes of units, each once in the whole organisation, without the order that they went to',
  wave: 'of a location; its orders and lines are a tenant’s',
  wave_rule: 'of the organisation',
  wave_visit: 'of a wave and a bin',
  tote: 'of the organisation; which order is in it is a tenant’s',
  label_batch: 'of the organisation; its orders are a tenant’s, and who does not see all its `accounts` does not see it',
  label_batch_run: 'of a batch; what lies in the stack is a tenant’s',
  handover_van: 'of the organisation; the parcels in it are a tenant’s',
  handover_scan: 'numbers as they were scanned; one of another account is not shown to who does not see that account',
  pick_deed: 'keys of what pickers did; the units are a tenant’s',
};

it('a table without an account is one on purpose', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND obj_description(oid, 'pg_class') LIKE 'local: %' ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(locals).toSorted());
});
