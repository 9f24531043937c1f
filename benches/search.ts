import pg from 'pg';
import { writeCursor } from '#src/modules/search/cursor.ts';
import type { Db, Statement } from '#src/platform/db.ts';
import { deskRole } from '#src/platform/db.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, type Row, round } from './report.ts';
import { type Case, knownOrders, type Question, searchCases } from './search-cases.ts';
import { fillOrders } from './search-orders.ts';
import { timePage } from './search-page.ts';

const few = 100_000;
const sealing = createSealing(Buffer.alloc(32, 7));

export const search: Bench = {
  summary: 'a page of orders by every filter, held against its own SQL as a bare prepared statement; and against a tenth of the orders',
  options: `  --orders <n>  orders of the large database (default 1000000); the small one has 100000, or a tenth
  --reps <n>    questions of each case, each with other values (default 250)`,
  run: async (args, say) => {
    const { orders, reps } = wholeNumbers(args, { orders: 1_000_000, reps: 250 });
    const opened: BenchDatabase[] = [];
    try {
      const sizes = [orders > few ? few : Math.max(1, Math.floor(orders / 10)), orders];
      for (const size of sizes) opened.push(await filled(size, say));
      const [small, large] = await Promise.all(opened.map(sideOf));
      if (!small || !large) return reportOf(orders, []);
      const report = reportOf(orders, await askAll(small, large, reps, say));
      return { ...report, page: await pageThroughHttp(large, reps, say) };
    } finally {
      for (const bench of opened) await bench.close();
    }
  },
};

async function filled(orders: number, say: (line: string) => void): Promise<BenchDatabase> {
  const bench = await benchDatabase();
  const start = performance.now();
  say(`filling a database with ${orders} orders`);
  try {
    await fillOrders(bench.owner, orders, sealing);
  } catch (error) {
    await bench.close();
    throw error;
  }
  say(`filled in ${Math.round((performance.now() - start) / 1000)} s`);
  return bench;
}

/** One database with its cases, which look for orders that are in it. */
type Side = { bench: BenchDatabase; cases: Case[] };

async function sideOf(bench: BenchDatabase): Promise<Side> {
  const cursorOf = (purchasedAt: Date, orderId: string) =>
    writeCursor({ sort: 'newest', values: [purchasedAt.toISOString(), orderId], accountId: bench.accountId });
  return { bench, cases: searchCases(await knownOrders(bench.owner, cursorOf)) };
}

/** Printed beside the cases, without a target: what HTTP, checks and JSON add to a page of 50. */
async function pageThroughHttp(side: Side, reps: number, say: (line: string) => void): Promise<Record<string, number>> {
  const client = await bareClient(side.bench);
  try {
    const { desk, bare } = await timePage(side.bench, sealing, client, reps);
    const page = {
      p50_ms: round(percentile(desk, 0.5)),
      p99_ms: round(percentile(desk, 0.99)),
      bare_fastify_p50_ms: round(percentile(bare, 0.5)),
    };
    say(`  a page through HTTP: ${page.p50_ms} ms; bare Fastify with the same statement: ${page.bare_fastify_p50_ms} ms`);
    return page;
  } finally {
    await client.end();
  }
}

type Times = { name: string; large: number[]; bare: number[]; small: number[] };

/** Asks both databases and the bare connection by turns, so that whatever else the machine does meets all alike. */
async function askAll(small: Side, large: Side, reps: number, say: (line: string) => void): Promise<Times[]> {
  const bare = await bareClient(large.bench);
  try {
    const all: Times[] = [];
    for (const [n, { name }] of large.cases.entries()) {
      const [few, many] = [draw(small.cases[n], reps), draw(large.cases[n], reps)];
      // The first round, which is not timed, warms all up and tells what each question asks of the database.
      for (const question of few) await ask(small, question);
      const statements: Statement[][] = [];
      for (const question of many) {
        const heard: Statement[] = [];
        await ask(large, question && ((db, key) => question(recording(db, heard), key)));
        await runBare(bare, heard);
        statements.push(heard);
      }
      const times: Times = { name, large: [], bare: [], small: [] };
      for (let rep = 0; rep < reps; rep++) {
        const turns: [number[], () => Promise<unknown>][] = [
          [times.large, () => ask(large, many[rep])],
          [times.bare, () => runBare(bare, statements[rep] ?? [])],
          [times.small, () => ask(small, few[rep])],
        ];
        for (let turn = 0; turn < 3; turn++) {
          const [into, work] = turns[(rep + turn) % 3] ?? [];
          if (into && work) into.push(await timed(work));
        }
      }
      all.push(times);
      const [p50, limit, before] = [times.large, times.bare, times.small].map((list) => round(percentile(list, 0.5)));
      say(`  ${name.padEnd(14)} ${p50} ms, bare ${limit} ms, small ${before} ms, ${statements[0]?.length} statements`);
    }
    return all;
  } finally {
    await bare.end();
  }
}

function draw(from: Case | undefined, reps: number): (Question | undefined)[] {
  const random = seededRandom(7);
  return Array.from({ length: reps }, () => from?.question(random));
}

const ask = async ({ bench }: Side, question: Question | undefined): Promise<unknown> =>
  question && bench.database.read([bench.accountId], (db) => question(db, sealing));

/** A connection like the desk's: its role, and one account in sight. */
async function bareClient({ owner, accountId }: BenchDatabase): Promise<pg.Client> {
  const { host, port, database, user, password } = owner;
  const options = `-c role=${deskRole} -c waybill.accounts={${accountId}} -c timezone=UTC`;
  const client = new pg.Client({ host, port, database, options, ...(user ? { user } : {}), ...(password ? { password } : {}) });
  await client.connect();
  return client;
}

const recording = (db: Db, heard: Statement[]): Db => ({
  accounts: db.accounts,
  query: (statement) => {
    heard.push(statement);
    return db.query(statement);
  },
});

async function runBare(client: pg.Client, statements: readonly Statement[]): Promise<void> {
  for (const { name, text, values } of statements) await client.query({ text, values: [...(values ?? [])], ...(name ? { name } : {}) });
}

function reportOf(orders: number, times: readonly Times[]): Report {
  const results: Row[] = times.map(({ name, large, bare, small }) => {
    const [p50, limit, before] = [percentile(large, 0.5), percentile(bare, 0.5), percentile(small, 0.5)];
    return {
      name,
      p50_ms: round(p50),
      p99_ms: round(percentile(large, 0.99)),
      limit_p50_ms: round(limit),
      ratio_to_limit: round(p50 / limit),
      over_limit_ms: round(p50 - limit),
      p50_ms_100k: round(before),
      growth: round(p50 / before),
    };
  });
  const worst = (of: (row: Row) => unknown) => Math.max(...results.map((row) => Number(of(row))));
  return {
    bench: 'search',
    orders,
    ratio_to_limit: worst((row) => row.ratio_to_limit),
    limit:
      'the same SQL with the same values as a bare prepared statement on a connection of the same role; target p50 ≤ 1.5 × or + 0.3 ms',
    growth: worst((row) => row['growth']),
    results,
  };
}

function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Numbers from 0 to 1 that are the same in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
