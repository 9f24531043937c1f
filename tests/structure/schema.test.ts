import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';

/** The rules that keep one schema running from a laptop to a cluster (ARCHITECTURE.md, "Data rules"), read from the catalogue. */

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(database.connection);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});

type Table = { oid: string; name: string; comment: string | null; secured: boolean; forced: boolean; policies: number; triggers: number };
const tables = async (): Promise<Table[]> =>
  (
    await client.query<Table>(`SELECT c.oid, c.relname AS name, obj_description(c.oid, 'pg_class') AS comment, c.relrowsecurity AS secured,
        c.relforcerowsecurity AS forced, (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
        (SELECT count(*)::int FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal) AS triggers
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY c.relname`)
  ).rows;
const kindOf = (table: Table) => /^(tenant|reference|local): /.exec(table.comment ?? '')?.[1];
const tenants = async () => (await tables()).filter((table) => kindOf(table) === 'tenant');

describe('every table', () => {
  it('declares its kind', async () => {
    expect((await tables()).filter((table) => !kindOf(table)).map(({ name }) => name)).toEqual([]);
  });

  it('has no triggers: what changes is written by the desk', async () => {
    expect((await tables()).filter(({ triggers }) => triggers > 0).map(({ name }) => name)).toEqual([]);
  });
});

describe('every tenant table', () => {
  it('has row-level security forced upon it', async () => {
    const open = (await tenants()).filter(({ secured, forced, policies }) => !secured || !forced || policies === 0);
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('carries account_id as a plain bigint that is never null', async () => {
    for (const { oid, name } of await tenants()) {
      const { rows } = await client.query(
        `SELECT attnotnull AS filled, atttypid::regtype::text AS type, attgenerated = '' AND attidentity = '' AS plain
        FROM pg_attribute WHERE attrelid = $1 AND attname = 'account_id'`,
        [oid],
      );
      expect({ name, ...rows[0] }).toEqual({ name, filled: true, type: 'bigint', plain: true });
    }
  });

  it('has account_id first in its primary key and in every unique index', async () => {
    for (const { oid, name } of await tenants()) {
      const { rows } = await client.query<{ index: string; main: boolean; first: string; has: boolean }>(
        `SELECT i.indexrelid::regclass::text AS index, i.indisprimary AS main, (SELECT attname FROM pg_attribute WHERE attrelid = $1 AND attnum = i.indkey[0]) AS first,
          EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = $1 AND attname = 'account_id' AND attnum = ANY (i.indkey::int2[])) AS has
          FROM pg_index i WHERE i.indrelid = $1 AND i.indisunique`,
        [oid],
      );
      expect({ name, key: rows.find(({ main }) => main)?.first }).toEqual({ name, key: 'account_id' });
      expect(rows.filter(({ has }) => !has)).toEqual([]);
    }
  });

  it('refers only to tenant tables, account to account, and never sets null', async () => {
    const kinds = new Map((await tables()).map((table) => [table.oid, kindOf(table)]));
    const { rows } = await client.query<{ name: string; child: string; parent: string; paired: boolean; action: string }>(
      `SELECT conname AS name, conrelid AS child, confrelid AS parent, confdeltype::text AS action,
        EXISTS (SELECT 1 FROM unnest(conkey, confkey) AS pair(here, there)
          JOIN pg_attribute h ON h.attrelid = conrelid AND h.attnum = pair.here AND h.attname = 'account_id'
          JOIN pg_attribute t ON t.attrelid = confrelid AND t.attnum = pair.there AND t.attname = 'account_id') AS paired
        FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    );
    const wrong = rows.filter(({ child, parent, paired, action }) => {
      const way = `${kinds.get(child)} ${kinds.get(parent)}`;
      if (way === 'tenant tenant') return !paired || action === 'n' || action === 'd';
      return way === 'local tenant' || way === 'tenant local' || way.startsWith('reference ');
    });
    expect(rows.length).toBeGreaterThan(0);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe('the role of the desk', () => {
  it('owns nothing, is no superuser and cannot pass row-level security by', async () => {
    const { rows } = await client.query(`SELECT rolsuper AS super, rolbypassrls AS bypass, rolcreaterole AS makes, rolcanlogin AS login,
      (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned FROM pg_roles r WHERE rolname = 'waybill_desk'`);
    expect(rows).toEqual([{ super: false, bypass: false, makes: false, login: false, owned: 0 }]);
  });

  it('cannot change the history of orders or the log of reads', async () => {
    const { rows } = await client.query<{ name: string; may: boolean }>(
      `SELECT t AS name, has_table_privilege('waybill_desk', t, 'UPDATE') AS may FROM unnest(ARRAY['order_event', 'vault_read', 'stock_movement']) AS t`,
    );
    expect(rows.filter(({ may }) => may)).toEqual([]);
  });
});
