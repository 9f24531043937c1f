import { allocateOrders } from '#src/modules/inventory/index.ts';
import type { Database } from '#src/platform/db.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, round } from './report.ts';

const writers = 8;
const now = new Date('2026-11-22T12:00:00Z');
type Key = { accountId: string; orderId: string };

export const allocate: Bench = {
  summary: 'orders per second that get their units under 8 concurrent writers, held against the bare writes; no unit twice',
  options: `  --orders <n>    orders that wait, of two accounts (default 8000)
  --products <n>  products that they share (default 1000)
  --batch <n>     orders of one allocation (default 50)
  --runs <n>      runs (default 3)`,
  run: async (args, say) => {
    const options = wholeNumbers(args, { orders: 8_000, products: 1_000, batch: 50, runs: 3 });
    say('starting a database');
    const bench = await benchDatabase({ size: writers });
    try {
      return await measure(bench, options, say);
    } finally {
      await bench.close();
    }
  },
};

type Options = { orders: number; products: number; batch: number; runs: number };

async function measure(bench: BenchDatabase, { orders, products, batch, runs }: Options, say: (line: string) => void): Promise<Report> {
  const keys = await fill(bench, orders, products);
  const batches = Array.from({ length: Math.ceil(keys.length / batch) }, (_, i) => keys.slice(i * batch, (i + 1) * batch));
  const found: { ours: number; limit: number; given: number; twice: number }[] = [];
  // The first round warms plans and pages and does not count.
  for (let run = 0; run <= runs; run += 1) {
    await empty(bench);
    const ours = await byWriters(batches, async (part) => {
      await bench.database.write(['1', '2'], (tx) => allocateOrders(tx, part, now, { objective: 'deadline' }));
    });
    const { given, twice } = await look(bench);
    const rows = await rowsGiven(bench, batches);
    await empty(bench);
    const limit = await byWriters(rows, (part) => bareWrites(bench.database, part));
    if (run === 0) continue;
    found.push({ ours, limit, given, twice });
    say(
      `run ${run} of ${runs}: ${round(orders / ours)} orders/s, bare ${round(orders / limit)}/s, ${given} units given, ${twice} of them twice`,
    );
  }
  const middle = found.toSorted((a, b) => a.ours - b.ours)[found.length >> 1];
  const twice = found.reduce((n, each) => n + each.twice, 0);
  if (twice > 0) throw new Error(`${twice} units were promised twice`);
  const ratios = found.map(({ ours, limit }) => limit / ours).sort((a, b) => a - b);
  const ratio = round(ratios[ratios.length >> 1] ?? 0);
  return {
    bench: 'allocate',
    ratio_to_limit: ratio,
    limit:
      `the same promises written without reading or choosing anything: gates, levels, allocations and claims by the same four statements in ` +
      `transactions of the same ${batch} orders, by as many connections. Higher is better; the target is 0.3. Medians of ${runs} runs.`,
    orders,
    products,
    writers,
    oversold_units: twice,
    results: [
      {
        name: `${writers} writers, ${batch} orders a step`,
        per_s: round(orders / (middle?.ours ?? 1), 4),
        limit_per_s: round(orders / (middle?.limit ?? 1), 4),
        ratio_to_limit: ratio,
        units_given: middle?.given ?? 0,
      },
    ],
  };
}

/** Two accounts, three locations, orders of one to three items; about nine tenths of what they want is there. */
async function fill({ owner }: BenchDatabase, orders: number, products: number): Promise<Key[]> {
  await owner.query(`INSERT INTO account (account_id, name, region, host, time_zone, state, created_at)
    VALUES (2, 'Bench 2', 'NA', 'simulator', 'America/Los_Angeles', 'connected', '2026-11-22')`);
  await owner.query(`INSERT INTO stock_location (name, country, region, time_zone, cut_off, currency, position, changed_at)
    SELECT 'Bench ' || n, 'US', '', 'America/Chicago', '1' || n || ':00', 'USD', n + 1, '2026-11-22' FROM generate_series(1, 2) n`);
  await owner.query(
    `INSERT INTO stock_product (code, title, kind, origin, created_at, changed_at)
      SELECT 'B' || n, 'Thing', 'simple', 'bench', '2026-11-22', '2026-11-22' FROM generate_series(1, $1) n`,
    [products],
  );
  await owner.query(
    `INSERT INTO orders (account_id, order_id, marketplace_id, sales_channel, status, status_raw, fulfilled_by, order_type, service_level, programs,
        purchased_at, updated_at, ship_by, units, units_shipped, units_cancelled, lines, line_count, ship_to, detail, depth, personal, facts_hash, source,
        seen_at, created_at, changed_at)
      SELECT 1 + n % 2, 'O' || n, 'ATVPDKIKX0DER', 'Amazon.com', 'unshipped', 'UNSHIPPED', 'merchant', 'StandardOrder', 'STANDARD', '{}',
        '2026-11-22', '2026-11-22', timestamptz '2026-11-23' + n % 96 * interval '30 minutes', 2, 0, 0, '[]', 1, 'Austin TX', '{}', 'full', 'given', '', 'get',
        '2026-11-22', '2026-11-22', '2026-11-22' FROM generate_series(1, $1) n`,
    [orders],
  );
  await owner.query(
    `INSERT INTO stock_reservation (account_id, order_id, item_id, product_id, sku, reserved, consumed, changed_at)
      SELECT 1 + n % 2, 'O' || n, i, p.product_id, 'S', 1 + n % 2, 0, '2026-11-22'
      FROM generate_series(1, $1) n, generate_series(1, 3) i, stock_product p
      WHERE i <= 1 + n % 3 AND p.code = 'B' || (1 + abs(hashint4(n * 7 + i)::bigint) % $2)`,
    [orders, products],
  );
  await owner.query(
    'INSERT INTO stock_total (product_id, reserved) SELECT p.product_id, coalesce(sum(r.reserved), 0) FROM stock_product p LEFT JOIN stock_reservation r USING (product_id) GROUP BY 1',
  );
  await owner.query(`INSERT INTO stock_level (product_id, location_id, on_hand)
    SELECT t.product_id, l.location_id, ceil(t.reserved * 0.3) FROM stock_total t, stock_location l`);
  await owner.query('ANALYZE');
  const { rows } = await owner.query<Key>(`SELECT account_id AS "accountId", order_id AS "orderId" FROM orders ORDER BY ship_by, order_id`);
  return rows;
}

async function empty({ owner }: BenchDatabase): Promise<void> {
  await owner.query('TRUNCATE stock_allocation');
  await owner.query('UPDATE stock_level SET allocated = 0 WHERE allocated > 0');
  await owner.query('UPDATE stock_reservation SET allocated = 0 WHERE allocated > 0');
  await owner.query('VACUUM stock_level, stock_reservation');
  await owner.query('CHECKPOINT');
}

/** All parts, by so many writers side by side, each taking the next; in seconds. */
async function byWriters<Part>(parts: readonly Part[], work: (part: Part) => Promise<void>): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let part = parts[next++]; part !== undefined; part = parts[next++]) await work(part);
    }),
  );
  return (performance.now() - began) / 1000;
}

/** How many units were given, and how many of them do not lie there or were given to more than one. */
async function look({ owner }: BenchDatabase): Promise<{ given: number; twice: number }> {
  const { rows } = await owner.query<{ given: string; twice: string }>(
    `SELECT sum(given) AS given, sum(greatest(0, given - on_hand)) AS twice FROM (
      SELECT l.on_hand, coalesce((SELECT sum(a.quantity) FROM stock_allocation a WHERE a.product_id = l.product_id AND a.location_id = l.location_id), 0) AS given
      FROM stock_level l) AS x`,
  );
  return { given: Number(rows[0]?.given ?? 0), twice: Number(rows[0]?.twice ?? 0) };
}

type Row = { account_id: string; order_id: string; item_id: string; product_id: string; location_id: string; quantity: number };

async function rowsGiven({ owner }: BenchDatabase, batches: readonly (readonly Key[])[]): Promise<Row[][]> {
  const { rows } = await owner.query<Row>('SELECT account_id, order_id, item_id, product_id, location_id, quantity FROM stock_allocation');
  const byOrder = Map.groupBy(rows, ({ order_id: orderId }) => orderId);
  return batches.map((batch) => batch.flatMap(({ orderId }) => byOrder.get(orderId) ?? []));
}

async function bareWrites(database: Database, rows: readonly Row[]): Promise<void> {
  const from = `json_to_recordset($1::json) AS x(account_id bigint, order_id text, item_id text, product_id bigint, location_id bigint, quantity int)`;
  const values = [JSON.stringify(rows)];
  await database.write(['1', '2'], async (tx) => {
    await Promise.all(
      [
        `SELECT 1 FROM stock_total WHERE product_id IN (SELECT product_id FROM ${from}) ORDER BY product_id FOR NO KEY UPDATE`,
        `UPDATE stock_level l SET allocated = l.allocated + y.quantity
          FROM (SELECT product_id, location_id, sum(quantity) AS quantity FROM ${from} GROUP BY 1, 2) AS y
          WHERE l.product_id = y.product_id AND l.location_id = y.location_id`,
        `INSERT INTO stock_allocation (account_id, order_id, item_id, product_id, location_id, quantity, objective, at)
          SELECT account_id, order_id, item_id, product_id, location_id, quantity, 'deadline', '2026-11-22' FROM ${from}`,
        `UPDATE stock_reservation r SET allocated = r.allocated + y.quantity
          FROM (SELECT account_id, order_id, item_id, product_id, sum(quantity) AS quantity FROM ${from} GROUP BY 1, 2, 3, 4) AS y
          WHERE r.account_id = y.account_id AND r.order_id = y.order_id AND r.item_id = y.item_id AND r.product_id = y.product_id`,
      ].map((text, i) => tx.query({ name: `bare-${i}`, text, values })),
    );
  });
}
