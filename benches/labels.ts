import { setImmediate as turn } from 'node:timers/promises';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { App } from '#src/app-deps.ts';
import type { SteppedClock } from '#src/kernel/clock.ts';
import { buyBatch, makeBatch, makeStack, printStack } from '#src/modules/batches/index.ts';
import { batchPage } from '#src/modules/batches/questions.ts';
import { saveLabelSettings } from '#src/modules/labels/index.ts';
import { fetchOrders } from '#src/modules/sync/index.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { connectedDesk } from './connected-desk.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, type Row, round } from './report.ts';

const start = new Date('2026-11-22T12:00:00Z');
const asker = (accountId: string) => ({ by: 'Bench', accounts: [accountId] });
/** Amazon's documented limits: calls a second, and how many at once. */
const limits = { getEligibleShipmentServices: { rate: 6, burst: 12 }, createShipment: { rate: 2, burst: 2 } } as const;
const floorOf = ({ rate, burst }: { rate: number; burst: number }, calls: number) => Math.max(0, calls - burst) / rate;

export const labels: Bench = {
  summary: 'labels of many orders at once: preview, purchase and merged PDF, against what the quotas allow at least',
  options: '  --orders <n>    orders of the batch, at most 500 (default 500)',
  run: async (args, say) => {
    const { orders } = wholeNumbers(args, { orders: 500 });
    say('starting a database and a shop');
    const bench = await benchDatabase({ size: 8 });
    const shop = await startSimulator({ stepped: true, now: start, seed: 7, arrivals: false });
    try {
      return await measure(bench, shop, Math.min(orders, 500), say);
    } finally {
      await shop.close();
      await bench.close();
    }
  },
};

type Desk = { app: App; clock: SteppedClock; accountId: string; shop: Simulator; bench: BenchDatabase };

async function measure(bench: BenchDatabase, shop: Simulator, count: number, say: (line: string) => void): Promise<Report> {
  const { app, clock, accountId } = await connectedDesk(bench, shop, async () => {});
  const desk = { app, clock, accountId, shop, bench };
  const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' } as const;
  const address = {
    name: 'Meadow Mugs',
    lines: ['12 Mill Lane'],
    city: 'Austin',
    region: 'TX',
    postalCode: '78701',
    country: 'US',
    phone: '555-0100',
  };
  const presets = [{ name: 'Box', parcel, skus: [], upTo: null, isDefault: true }];
  await saveLabelSettings(app.labels, accountId, { shipFrom: { address }, presets, rules: [], format: 'pdf', printer: null }, 'Bench');
  say(`fetching two times ${count} orders`);
  await unlimited(desk, ['getOrder']);
  const [first, second] = [await orders(desk, count), await orders(desk, count)];

  const withQuota = await batch(desk, first, say);
  await unlimited(desk, ['getEligibleShipmentServices', 'createShipment', 'createRestrictedDataToken']);
  const without = await batch(desk, second, say);
  const stack = await makeStack({ labels: app.labels }, without.batchId, { sort: 'sku', which: 'all' }, asker(accountId));
  const lean = await merged(async () => {
    const { stream } = await printStack({ labels: app.labels }, without.batchId, stack.run, {}, asker(accountId));
    return stream;
  });
  say(`merged ${lean.pages} labels in ${round(lean.seconds)} s, ${round(lean.memory)} MB above what was there`);
  const plain = await merged(() => allAtOnce(desk, without.batchId, stack.run));
  if (lean.pages !== count || plain.pages !== count) throw new Error(`${lean.pages} of ${count} labels are in the file`);

  const [previewFloor, buyFloor] = [floorOf(limits.getEligibleShipmentServices, count), floorOf(limits.createShipment, count)];
  const ratio = (seconds: number, floor: number) => (floor === 0 ? null : round(seconds / floor));
  const results: Row[] = [
    {
      name: 'preview, Amazon’s quota',
      s: round(withQuota.preview.simulated),
      floor_s: round(previewFloor),
      ratio_to_limit: ratio(withQuota.preview.simulated, previewFloor),
    },
    {
      name: 'purchase, Amazon’s quota',
      s: round(withQuota.buy.simulated),
      floor_s: round(buyFloor),
      ratio_to_limit: ratio(withQuota.buy.simulated, buyFloor),
    },
    { name: 'preview, no quota', s: round(without.preview.real), per_s: round(count / without.preview.real) },
    { name: 'purchase, no quota', s: round(without.buy.real), per_s: round(count / without.buy.real) },
    {
      name: 'merged PDF',
      s: round(lean.seconds),
      first_byte_s: round(lean.firstByte),
      memory_mb: round(lean.memory),
      file_mb: round(lean.size),
    },
    {
      name: 'merged PDF, all in memory',
      s: round(plain.seconds),
      first_byte_s: round(plain.firstByte),
      memory_mb: round(plain.memory),
      file_mb: round(plain.size),
    },
  ];
  return {
    bench: 'labels',
    ratio_to_limit: Math.max(...results.map(({ ratio_to_limit: each }) => each ?? 0)),
    limit:
      'the seconds that the documented quotas alone take: six rates a second after twelve at once, two purchases a second after two. ' +
      'With quota both clocks are stepped, so the machine does not matter; without quota the time is real, simulator and database included. Lower is better.',
    orders: count,
    results,
  };
}

/** Orders that the desk has in full. */
async function orders(desk: Desk, count: number): Promise<string[]> {
  const { app, accountId, shop, bench, clock } = desk;
  const made = shop.control.createOrders({ count, items: [{ sku: 'MUG', title: 'Mug' }] }).map(({ orderId }) => orderId);
  await bench.database.write([accountId], (tx) => fetchOrders(tx, accountId, made, 'person', clock));
  const isHere = async () => {
    const { rows } = await bench.owner.query<{ n: string }>('SELECT count(*) AS n FROM hydrate');
    return Number(rows[0]?.n) === 0;
  };
  while (!(await isHere())) await step(desk, app);
  return made;
}

/** Runs what is due; where nothing is, both clocks go on to what comes next. Gives the real seconds of the work. */
async function step({ clock, shop }: Desk, app: App): Promise<number> {
  const began = performance.now();
  const ran = await app.runner.runDue();
  const seconds = (performance.now() - began) / 1000;
  if (ran === 0) {
    const next = (await app.runner.nextDueAt())?.getTime() ?? clock.now().getTime() + 1000;
    const to = Math.max(next, clock.now().getTime() + 1);
    shop.control.changeClock({ now: to });
    clock.set(new Date(to));
  }
  return seconds;
}

type Times = { simulated: number; real: number };

async function batch(
  desk: Desk,
  orderIds: readonly string[],
  say: (line: string) => void,
): Promise<{ batchId: string; preview: Times; buy: Times }> {
  const { app, accountId, bench, clock } = desk;
  const deps = { labels: app.labels };
  const wanted = orderIds.map((orderId) => ({ accountId, orderId }));
  const key = `bench ${orderIds[0]}`;
  const batchId = await makeBatch(deps, { orders: wanted, name: '', origin: 'api' }, { ...asker(accountId), key });
  const until = async (phase: 'ready' | 'bought'): Promise<Times> => {
    const from = clock.now().getTime();
    let real = 0;
    for (;;) {
      real += await step(desk, app);
      const { counts } = await bench.database.read([accountId], (db) => batchPage(db, batchId, clock.now()));
      if (counts.skipped + counts.refused > 0) throw new Error(`${counts.skipped + counts.refused} labels came to nothing`);
      if (counts[phase] === orderIds.length) return { simulated: (clock.now().getTime() - from) / 1000, real };
    }
  };
  const preview = await until('ready');
  say(`previewed ${orderIds.length}: ${round(preview.simulated)} s of quota, ${round(preview.real)} s of work`);
  await buyBatch(deps, batchId, { withWarnings: true }, asker(accountId));
  const buy = await until('bought');
  say(`bought ${orderIds.length}: ${round(buy.simulated)} s of quota, ${round(buy.real)} s of work`);
  return { batchId, preview, buy };
}

/** Neither the shop nor the desk counts these any more. */
async function unlimited({ shop, bench, accountId, clock }: Desk, operations: readonly string[]): Promise<void> {
  for (const operation of operations) {
    shop.control.limits.override(operation, { rate: 1000, burst: 100_000 });
    await bench.owner.query(
      `INSERT INTO quota_bucket (account_id, operation, tokens, rate, burst, refilled_at) VALUES ($1, $2, 100000, 1000, 100000, $3)
        ON CONFLICT (account_id, operation) DO UPDATE SET tokens = 100000, rate = 1000, burst = 100000, refilled_at = excluded.refilled_at, blocked_until = NULL`,
      [accountId, operation, clock.now()],
    );
  }
}

/** Reads a file to its end as a browser would, keeping nothing but its size; memory is looked at after every piece. */
async function merged(open: () => Promise<AsyncIterable<Uint8Array>>) {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const began = performance.now();
  let [size, memory, firstByte] = [0, 0, 0];
  const tail: Uint8Array[] = [];
  for await (const piece of await open()) {
    if (size === 0) firstByte = (performance.now() - began) / 1000;
    size += piece.length;
    memory = Math.max(memory, process.memoryUsage.rss() - before);
    // The page count stands in the tree of pages, near the end.
    tail.push(piece);
    if (tail.length > 4) tail.shift();
    await turn();
  }
  const pages = Number(/\/Count (\d+)/.exec(Buffer.concat(tail).toString('latin1'))?.[1] ?? 0);
  return { seconds: (performance.now() - began) / 1000, firstByte, memory: memory / 2 ** 20, size: size / 2 ** 20, pages };
}

/** What the library's own way would take: every label read, then one document made of all. */
async function allAtOnce({ app, accountId, bench }: Desk, batchId: string, run: number): Promise<AsyncIterable<Uint8Array>> {
  const { rows } = await bench.owner.query<{ place: number }>(
    'SELECT place FROM label_batch_print WHERE batch_id = $1 AND run = $2 ORDER BY place',
    [batchId, run],
  );
  const whole = await PDFDocument.create();
  for (const { place } of rows) {
    const { stream } = await printStack({ labels: app.labels }, batchId, run, { from: place, to: place }, asker(accountId));
    const one = await PDFDocument.load(Buffer.concat(await Array.fromAsync(stream)));
    for (const page of await whole.copyPages(one, one.getPageIndices())) whole.addPage(page);
  }
  const bytes = await whole.save({ useObjectStreams: false });
  return (async function* () {
    yield bytes;
  })();
}
