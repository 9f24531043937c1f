import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { filterOf, findOrders, type OrderSearch } from '#src/modules/search/questions.ts';
import { type Database, type Db, openDatabase, type Statement } from '#src/platform/db.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { benchNow, buyerEmail, fillOrders, lastName } from '../benches/search-orders.ts';
import { type TestDatabase, testDatabase } from './support/postgres.ts';

/** 20,000 orders are enough for the planner to prefer the wrong way where one is open to it. */
const many = 20_000;
const sealing = createSealing(Buffer.alloc(32, 7));
let home: TestDatabase;
let database: Database;

beforeAll(async () => {
  home = await testDatabase();
  const owner = new pg.Client(home.connection);
  await owner.connect();
  const account = (id: number) =>
    owner.query(
      `INSERT INTO account (account_id, name, region, host, time_zone, state, created_at) VALUES ($1, 'x', 'NA', 'files', 'UTC', 'unconnected', $2)`,
      [id, benchNow],
    );
  await account(1);
  await fillOrders(owner, many, sealing);
  await account(2);
  await owner.end();
  database = openDatabase(home.connection, { size: 2 });
}, 60_000);

afterAll(async () => {
  await database.close();
  await home.close();
});

const search = (q: string, more: Partial<OrderSearch>): OrderSearch => ({
  filter: filterOf(q),
  tab: 'all',
  sort: 'newest',
  now: benchNow,
  timeZone: 'America/Los_Angeles',
  ...more,
});

type Plan = {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  'Actual Rows'?: number | undefined;
  'Actual Loops'?: number | undefined;
  'Rows Removed by Filter'?: number | undefined;
  'Rows Removed by Index Recheck'?: number | undefined;
  Plans?: Plan[] | undefined;
};
const plan: z.ZodType<Plan> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number().optional(),
  'Actual Loops': z.number().optional(),
  'Rows Removed by Filter': z.number().optional(),
  'Rows Removed by Index Recheck': z.number().optional(),
  Plans: z.array(z.lazy(() => plan)).optional(),
});
const answer = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: plan })]) })]);

const nodes = (root: Plan): Plan[] => [root, ...(root.Plans ?? []).flatMap(nodes)];
const large = ['orders', 'order_key', 'order_item'];

/** Scans of whole tables, and how many rows of the large tables were looked at. */
function measured(root: Plan): { scans: string[]; rows: number } {
  const scans = nodes(root).filter((node) => large.includes(node['Relation Name'] ?? ''));
  const looked = (node: Plan) =>
    ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
    (node['Actual Loops'] ?? 0);
  return {
    scans: scans.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? ''),
    rows: Math.round(scans.reduce((sum, node) => sum + looked(node), 0)),
  };
}

/** What a page costs: every statement of it is explained as it runs, with its values and as the plan for any values. */
async function cost(accounts: readonly string[], asked: OrderSearch): Promise<{ scans: string[]; rows: number; found: number }> {
  return database.read(accounts, async (db) => {
    const heard: Statement[] = [];
    const listening: Db = { ...db, query: (statement) => db.query((heard.push(statement), statement)) };
    const { items } = await findOrders(listening, sealing, { ...asked, limit: 50 });
    const total = { scans: [] as string[], rows: 0, found: items.length };
    for (const [n, { text, values = [] }] of heard.entries()) {
      await db.query({ text: `PREPARE explained${n} AS ${text}` });
      for (const mode of ['force_custom_plan', 'force_generic_plan']) {
        await db.query({ text: `SELECT set_config('plan_cache_mode', $1, false)`, values: [mode] });
        const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
        const rows = await db.query({ text: `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE explained${n} ${given}` });
        const found = measured(answer.parse(rows)[0]['QUERY PLAN'][0].Plan);
        total.scans.push(...found.scans);
        total.rows = Math.max(total.rows, found.rows);
      }
      await db.query({ text: `DEALLOCATE explained${n}` });
    }
    return total;
  });
}

/** A value as it stands in a statement: EXECUTE takes no parameters of its own. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((one) => JSON.stringify(String(one))).join(',')}}`);
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value));
}

// The most rows that a page of 50 may look at. A page is 51 rows, once in its index and once in the table.
const page = 110;
const cases: [q: string, more: Partial<OrderSearch>, most: number][] = [
  ['', {}, page],
  ['', { sort: 'oldest' }, page],
  ['', { sort: 'total' }, page],
  ['', { sort: 'ship-by' }, 8 * page],
  ['', { tab: 'unshipped' }, page],
  ['', { tab: 'unshipped', sort: 'ship-by' }, page],
  ['', { tab: 'unshipped', sort: 'total' }, 900],
  ['sku:SKU-0003', {}, page],
  ['sku:SKU-0003,SKU-0009,SKU-0100', {}, 3 * page],
  ['sku:SKU-0399', { sort: 'total' }, 200],
  ['asin:B0BENCH003', { sort: 'oldest' }, page],
  [`email:${buyerEmail(77)}`, {}, 20],
  [`buyer:${lastName(3)}`, {}, page],
  ['track:940000000000', {}, 2],
  ['carrier:ups', {}, page],
  ['carrier:ups status:shipped', {}, 600],
  ['service:next-day', {}, page],
  ['marketplace:MX', {}, page],
  ['marketplace:MX,CA', {}, 2 * page],
  ['channel:Non-Amazon', { sort: 'oldest' }, page],
  ['tag:fragile', {}, page],
  ['tag:fragile status:shipped', {}, 600],
  ['title:"blue mug"', {}, 2000],
  ['SKU-0003', {}, page],
  ['desk lamp white', {}, 1200],
  ['desk white', { sort: 'ship-by' }, 4000],
  ['date:2026-03', {}, page],
  ['date:2026-03 sku:SKU-0003', {}, page],
  ['date:2026-03-01', { sort: 'total' }, 300],
  ['ship-by:<24h', { sort: 'ship-by', tab: 'unshipped' }, page],
  ['ship-by:2026-03-02', { sort: 'ship-by' }, 2 * page],
  ['ship-by:2026-03-02', {}, 300],
  ['ship-by:overdue', {}, 200],
  ['is:premium', {}, 10],
  ['amount:24.99', {}, page],
  ['amount:>150', {}, 1000],
  ['is:gift', {}, 2000],
  ['is:business', {}, page],
  ['is:tagged', {}, page],
  ['write:rejected', {}, page],
  ['write:unverified', {}, 10],
  ['type:Preorder', {}, 10],
  ['assignee:nobody', {}, 10],
  ['is:cancel-requested', {}, 700],
  ['po:po-77', {}, 10],
];

describe.each([
  ['one account', ['1']],
  ['two accounts', ['1', '2']],
])('a page of %s', (_, accounts) => {
  test.each(cases)('%s %j looks at no more than %i rows', async (q, more, most) => {
    const { scans, rows } = await cost(accounts, search(q, more));
    expect(scans).toEqual([]);
    expect(rows).toBeLessThanOrEqual(most);
  });

  test('of 200 order numbers looks at those alone', async () => {
    const ids = await database.read(['1'], (db) =>
      db.query<{ order_id: string }>({ text: 'SELECT order_id FROM orders WHERE account_id = 1 LIMIT 200' }),
    );
    const { scans, rows, found } = await cost(accounts, search(ids.map((row) => row.order_id).join(' '), {}));
    expect([scans, found]).toEqual([[], 50]);
    expect(rows).toBeLessThanOrEqual(200);
  });
});

/** Every page of it, as a set: which way a search goes must not change what it finds. */
async function found(asked: OrderSearch): Promise<Set<string>> {
  return database.read(['1'], async (db) => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const result = await findOrders(db, sealing, { ...asked, limit: 200, cursor });
      ids.push(...result.items.map((row) => row.orderId));
      cursor = result.next ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
    return new Set(ids);
  });
}

test.each([
  ['carrier:spee-dee', 1],
  ['tag:fragile service:standard', 10],
  ['sku:SKU-0000 carrier:usps', 300],
  ['amount:>150 status:shipped', 50],
  ['is:business channel:Amazon.ca', 50],
  ['marketplace:MX service:next-day', 20],
  ['mug blue carrier:fedex', 50],
  ['date:2026-03-01..2026-03-20 is:prime', 100],
])('%s finds the same in every order', async (q, atLeast) => {
  const newest = await found(search(q, {}));
  expect(newest.size).toBeGreaterThanOrEqual(atLeast);
  for (const sort of ['oldest', 'ship-by', 'total'] as const) expect(await found(search(q, { sort }))).toEqual(newest);
});
