import type pg from 'pg';
import { createApp } from '#src/app.ts';
import { steppedClock } from '#src/kernel/clock.ts';
import { type Received, takeIn } from '#src/modules/orders/index.ts';
import { createLog } from '#src/platform/log.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { type Answers, answers } from './answers.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { copyIn, empty, makeRoom, mark, writtenSince } from './copy-rows.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, type Row, round } from './report.ts';

/** As many as a page of `searchOrders` holds; and a large batch, as files come in. */
const page = 100;
const large = 500;
/** Intake and COPY take turns after so many orders, so that whatever else the machine does hits both alike. */
const slice = 1_000;

export const ingest: Bench = {
  summary: 'orders per second through the real intake, held against COPY of the same rows',
  options: `  --orders <n>   orders per run (default 20000)
  --runs <n>     runs of every case (default 3)`,
  run: async (args, say) => {
    const { orders, runs } = wholeNumbers(args, { orders: 20_000, runs: 3 });
    say(`making ${orders} answers`);
    const made = answers(orders);
    say('starting a database');
    const bench = await benchDatabase();
    try {
      return await measure(bench, made, runs, say);
    } finally {
      await bench.close();
    }
  },
};

/** One run of one case, in seconds; without `limit` where nothing is written. */
type Run = { name: string; orders: number; ours: number; limit?: number };

async function measure(bench: BenchDatabase, made: Answers, runs: number, say: (line: string) => void): Promise<Report> {
  const { owner } = bench;
  const twin = await bench.twin();
  const take = intakeOf(bench);
  const changed = changesOf(made);
  const found: Run[] = [];
  const note = (run: Run) => {
    found.push(run);
    const limit = run.limit === undefined ? '' : `, COPY ${round(run.orders / run.limit)}/s, ratio ${round(run.limit / run.ours)}`;
    say(`  ${run.name}: ${round(run.orders / run.ours)}/s${limit}`);
  };
  const against = async (name: string, received: readonly Received[], size: number, replace = false) =>
    note({ name, orders: received.length, ...(await byTurns({ owner, twin, replace }, received, (part) => take(part, size))) });

  // A desk that has been at work: its tables have statistics, which outlive being emptied.
  for (const batch of [made.first, made.last]) await take(batch.slice(0, 20 * page), page);
  await copyIn(twin, await writtenSince(owner, '0'));
  for (const database of [owner, twin]) await database.query('ANALYZE');

  for (let run = 1; run <= runs; run += 1) {
    say(`run ${run} of ${runs}`);
    for (const database of [owner, twin]) await empty(database);
    await against('new, 100 a batch', made.last, page);
    note({ name: 'unchanged, 100 a batch', orders: made.last.length, ours: await take(made.last, page) });
    for (const database of [owner, twin]) await empty(database);
    await against('new, 500 a batch', made.last, large);
    for (const database of [owner, twin]) await empty(database);
    const since = await mark(owner);
    await take(made.first, large);
    await copyIn(twin, await writtenSince(owner, since));
    await against('changed, 100 a batch', changed, page, true);
  }

  const results = [...Map.groupBy(found, ({ name }) => name).values()].map(rowOf);
  return {
    bench: 'ingest',
    ratio_to_limit: Math.min(...results.flatMap(({ ratio_to_limit: ratio }) => (typeof ratio === 'number' ? [ratio] : []))),
    limit:
      `COPY, by the owner, of exactly the rows that the intake wrote, encrypted values included, into the same tables with all their indexes ` +
      `and constraints in a second database of the same server, in turns after every ${slice} orders and in one transaction each; for ` +
      `changed orders COPY of the new versions after a DELETE of the old ones by key. Unchanged orders write nothing and have no limit. ` +
      `Medians of ${runs} runs.`,
    orders: made.last.length,
    results,
  };
}

/** The intake as the desk has it, with all who listen to it; says how many seconds a list took, batch after batch. */
function intakeOf({ database, accountId }: BenchDatabase): (received: readonly Received[], size: number) => Promise<number> {
  const clock = steppedClock(new Date(0));
  const sealing = createSealing(Buffer.alloc(32, 7));
  const { intake } = createApp({ database, sealing, clock, log: createLog('error'), random: () => 0.5, version: 'bench' });
  return async (received, size) => {
    const began = performance.now();
    for (let at = 0; at < received.length; at += size) {
      const batch = received.slice(at, at + size);
      const last = batch.at(-1);
      // Amazon shows nothing younger than two minutes.
      if (last) clock.set(new Date(last.facts.updatedAt.getTime() + 120_000));
      await takeIn(intake, accountId, batch);
    }
    return (performance.now() - began) / 1000;
  };
}

async function byTurns(
  { owner, twin, replace }: { owner: pg.Client; twin: pg.Client; replace: boolean },
  received: readonly Received[],
  take: (part: readonly Received[]) => Promise<number>,
): Promise<{ ours: number; limit: number }> {
  await owner.query('CHECKPOINT');
  let [ours, limit] = [0, 0];
  for (let at = 0; at < received.length; at += slice) {
    const since = await mark(owner);
    ours += await take(received.slice(at, at + slice));
    const rows = await writtenSince(owner, since);
    await makeRoom(twin);
    limit += await copyIn(twin, rows, replace);
  }
  return { ours, limit };
}

/** The answers that tell more than the first ones did. */
function changesOf({ first, last }: Answers): Received[] {
  const before = new Map(first.map(({ facts }) => [facts.orderId, facts.updatedAt.getTime()]));
  return last.filter(({ facts }) => before.get(facts.orderId) !== facts.updatedAt.getTime());
}

function rowOf(runs: readonly Run[]): Row {
  const name = runs[0]?.name ?? '';
  const perSecond = round(median(runs.map(({ orders, ours }) => orders / ours)), 4);
  const limits = runs.flatMap(({ orders, ours, limit }) =>
    limit === undefined ? [] : [{ perSecond: orders / limit, ratio: limit / ours }],
  );
  if (limits.length === 0) return { name, per_s: perSecond, ratio_to_limit: null };
  return {
    name,
    per_s: perSecond,
    limit_per_s: round(median(limits.map((limit) => limit.perSecond)), 4),
    ratio_to_limit: round(median(limits.map(({ ratio }) => ratio))),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
