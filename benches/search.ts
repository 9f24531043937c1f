import pg from 'pg';
import { writeCursor } from '#src/modules/search/cursor.ts';
import type { Db, Statement } from '#src/platform/db.ts';
import { deskRole } from '#src/platform/db.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, type Row, round } from './report.ts';
import { knownOrders, searchCases } from './search-cases.ts';
import { fillOrders } from './search-orders.ts';

const few = 100_000;
const sealing = createSealing(Buffer.alloc(32, 7));

export const search: Bench = {
  summary: 'a page of orders by every filter, held against its own SQL as a bare prepared statement; and against a tenth of the orders',
  options: `  --orders <n>  orders of the large database (default 1000000); the small one has 100000, or a tenth
  --reps <n>    questions of each case, each with other values (default 250)`,
  run: async (args, say) => {
    const { orders, reps } = wholeNumbers(args, { orders: 1_000_000, reps: 250 });
    const small = await timesOf(orders > few ? few : Math.max(1, Math.floor(orders / 10)), reps, say);
    const large = await timesOf(orders, reps, say);
    return reportOf(orders, large, small);
  },
};

type Times = Map<string, { ours: number[]; bare: number[] }>;

/** Fills a database and asks every case; the database is gone afterwards. */
async function timesOf(orders: number, reps: number, say: (line: string) => void): Promise<Times> {
  const bench = await benchDatabase();
  try {
    const start = performance.now();
    say(`filling a database with ${orders} orders`);
    await fillOrders(bench.owner, orders, sealing);
    say(`filled in ${Math.round((performance.now() - start) / 1000)} s`);
    return await askAll(bench, reps, say);
  } finally {
    await bench.close();
  }
}

async function askAll({ database, owner, accountId }: BenchDatabase, reps: number, say: (line: string) => void): Promise<Times> {
  const known = await knownOrders(owner, (purchasedAt, orderId) =>
    writeCursor({ sort: 'newest', values: [purchasedAt.toISOString(), orderId], accountId }),
  );
  const bare = await bareClient(owner, accountId);
  const times: Times = new Map();
  try {
    for (const { name, question } of searchCases(known)) {
      const random = seededRandom(7);
      const questions = Array.from({ length: reps }, () => question(random));
      const statements: Statement[][] = [];
      // The first round, which is not timed, warms both sides up and tells what each question asks of the database.
      for (const asked of questions) {
        const heard: Statement[] = [];
        await database.read([accountId], (db) => asked(recording(db, heard), sealing));
        statements.push(heard);
        await runBare(bare, heard);
      }
      const ours: number[] = [];
      const limit: number[] = [];
      for (const [n, asked] of questions.entries()) {
        const askOurs = async () => ours.push(await timed(() => database.read([accountId], (db) => asked(db, sealing))));
        const askBare = async () => limit.push(await timed(() => runBare(bare, statements[n] ?? [])));
        for (const ask of n % 2 === 0 ? [askOurs, askBare] : [askBare, askOurs]) await ask();
      }
      times.set(name, { ours, bare: limit });
      say(
        `  ${name.padEnd(14)} ${round(percentile(ours, 0.5))} ms, bare ${round(percentile(limit, 0.5))} ms, ${statements[0]?.length} statements`,
      );
    }
  } finally {
    await bare.end();
  }
  return times;
}

/** A connection like the desk's: its role, and one account in sight. */
async function bareClient(owner: pg.Client, accountId: string): Promise<pg.Client> {
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

function reportOf(orders: number, large: Times, small: Times): Report {
  const results: Row[] = [...large].map(([name, { ours, bare }]) => {
    const [p50, limit, before] = [percentile(ours, 0.5), percentile(bare, 0.5), percentile(small.get(name)?.ours ?? [], 0.5)];
    return {
      name,
      p50_ms: round(p50),
      p99_ms: round(percentile(ours, 0.99)),
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
