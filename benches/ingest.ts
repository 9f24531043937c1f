import { steppedClock } from '#src/kernel/clock.ts';
import { type IntakeDeps, type Received, takeIn } from '#src/modules/orders/index.ts';
import { judgeOnTaken } from '#src/modules/writes/index.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { answers } from './answers.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { type Copied, copyIn, empty, mark, writtenSince } from './copy-rows.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, type Row, round } from './report.ts';

/** As many as a page of `searchOrders` holds; and a large batch, as files come in. */
const page = 100;
const large = 500;

export const ingest: Bench = {
  summary: 'orders per second through the real intake, held against COPY of the same rows',
  options: `  --orders <n>   orders per run (default 20000)
  --runs <n>     runs, each of intake and COPY by turns (default 3)`,
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

type Case = { name: string; perSecond: number[]; limit: number[] };

async function measure(bench: BenchDatabase, made: ReturnType<typeof answers>, runs: number, say: (line: string) => void): Promise<Report> {
  const { database, owner, accountId } = bench;
  const clock = steppedClock(new Date(0));
  const intake: IntakeDeps = { database, sealing: createSealing(Buffer.alloc(32, 7)), clock, onTaken: [judgeOnTaken(clock)] };
  const cases = new Map<string, Case>();

  const take = async (received: readonly Received[], size: number): Promise<number> => {
    const began = performance.now();
    for (let at = 0; at < received.length; at += size) {
      const batch = received.slice(at, at + size);
      const last = batch.at(-1);
      // Amazon shows nothing younger than two minutes.
      if (last) clock.set(new Date(last.facts.updatedAt.getTime() + 120_000));
      await takeIn(intake, accountId, batch);
    }
    return received.length / ((performance.now() - began) / 1000);
  };
  const note = (name: string, perSecond: number, limit?: number) => {
    const found = cases.get(name) ?? { name, perSecond: [], limit: [] };
    found.perSecond.push(perSecond);
    if (limit !== undefined) found.limit.push(limit);
    cases.set(name, found);
    say(`  ${name}: ${round(perSecond)}/s${limit === undefined ? '' : `, COPY ${round(limit)}/s, ratio ${round(perSecond / limit)}`}`);
  };
  /** Takes in, then copies the rows that this wrote into the same tables, emptied. */
  const against = async (name: string, received: readonly Received[], size: number, then?: () => Promise<void>) => {
    await owner.query('CHECKPOINT');
    const since = await mark(owner);
    const perSecond = await take(received, size);
    const rows = await writtenSince(owner, since);
    await then?.();
    await empty(owner);
    note(name, perSecond, received.length / (await copyIn(owner, withOrders(rows))));
    await empty(owner);
  };

  const changed = changesOf(made);
  await take(made.first.slice(0, 20 * page), page);
  await empty(owner);
  for (let run = 1; run <= runs; run++) {
    say(`run ${run} of ${runs}`);
    await against('new, 100 a batch', made.last, page, async () => note('unchanged, 100 a batch', await take(made.last, page)));
    await against('new, 500 a batch', made.last, large);
    await take(made.first, large);
    await owner.query('ANALYZE');
    await against('changed, 100 a batch', changed, page);
  }

  const results = [...cases.values()].map(rowOf);
  const ratios = results.flatMap(({ ratio_to_limit: ratio }) => (typeof ratio === 'number' ? [ratio] : []));
  return {
    bench: 'ingest',
    ratio_to_limit: Math.min(...ratios),
    limit:
      'COPY, by the owner in one transaction, of exactly the rows that the intake wrote, encrypted values included, into the same tables ' +
      'emptied, with all their indexes and constraints; for changed orders the new versions of the rows, without the finding and ' +
      'replacing of the old ones; unchanged orders write nothing and have no limit. Medians of the runs.',
    orders: made.last.length,
    runs,
    results,
  };
}

/** The answers that tell more than the first ones did. */
function changesOf({ first, last }: ReturnType<typeof answers>): Received[] {
  const before = new Map(first.map(({ facts }) => [facts.orderId, facts.updatedAt.getTime()]));
  return last.filter(({ facts }) => before.get(facts.orderId) !== facts.updatedAt.getTime());
}

const withOrders = (rows: Copied[]) => rows.filter(({ rows: n }) => n > 0);

function rowOf({ name, perSecond, limit }: Case): Row {
  const ours = median(perSecond);
  if (limit.length === 0) return { name, per_s: round(ours, 4), limit_per_s: null, ratio_to_limit: null };
  const ratios = perSecond.map((each, i) => each / (limit[i] ?? Number.NaN));
  return { name, per_s: round(ours, 4), limit_per_s: round(median(limit), 4), ratio_to_limit: round(median(ratios)) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
