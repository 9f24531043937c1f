import { createApp } from '#src/app.ts';
import { steppedClock } from '#src/kernel/clock.ts';
import { silentLog } from '#src/platform/log.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, type Row, round } from './report.ts';

const now = new Date('2026-11-22T12:00:00Z');
const targetMs = 50;

export const pack: Bench = {
  summary: 'time of one scan at a packing station over HTTP, p50 and p99 by what was scanned, held against the bare writes of it',
  options: `  --orders <n>    open orders (default 1000)
  --scans <n>     scans at least (default 2000)
  --stations <n>  stations that work at once (default 10)
  --pause <ms>    from one scan to the next at each of these (default 200: faster than anybody scans)`,
  run: async (args, say) => {
    const options = wholeNumbers(args, { orders: 1_000, scans: 2_000, stations: 10, pause: 200 });
    say('starting a database');
    const bench = await benchDatabase({ size: 10 });
    try {
      return await measure(bench, options, say);
    } finally {
      await bench.close();
    }
  },
};

type Options = { orders: number; scans: number; stations: number; pause: number };

async function measure(bench: BenchDatabase, { orders, scans, stations, pause }: Options, say: (line: string) => void): Promise<Report> {
  await fill(bench, orders, stations);
  const app = createApp({
    database: bench.database,
    sealing: createSealing(Buffer.alloc(32, 7)),
    clock: steppedClock(now),
    log: silentLog,
    random: () => 0.5,
    version: 'bench',
    access: { demo: true },
    requestsPerMinute: 100_000_000,
  });
  const desk = await app.openServer();
  try {
    const address = await desk.http.listen({ port: 0, host: '127.0.0.1' });
    const cookie = await signIn(address);
    const alone = await packed(address, cookie, ['1'], { orders, scans, pause: 0 });
    report(say, 'one station', alone);
    await renew(bench);
    const ids = Array.from({ length: stations }, (_, at) => String(at + 1));
    const together = await packed(address, cookie, ids, { orders, scans, pause });
    report(say, `${stations} stations`, together);
    const limit = await bareWrites(bench, Math.min(scans, 1_000));
    const rows = [...rowsOf('one station', alone, limit), ...rowsOf(`${stations} stations`, together, limit)];
    const worst = Math.max(...rows.map(({ p99_ms: p99 = 0 }) => p99));
    return {
      bench: 'pack',
      ratio_to_limit: Math.max(...rows.map(({ ratio_to_limit: ratio }) => ratio ?? 0)),
      limit:
        'the row of the station held, one act written, the row changed and committed, by the same pool in the same run: what no station can do ' +
        `without. The ratio is of medians; lower is better. The target is p99 ≤ ${targetMs} ms for every kind of scan.`,
      orders,
      stations,
      pause_ms: pause,
      target_ms: targetMs,
      worst_p99_ms: worst,
      within_target: worst <= targetMs,
      limit_p50_ms: limit.p50,
      limit_p99_ms: limit.p99,
      results: rows,
    };
  } finally {
    await desk.close();
  }
}

/** Orders of one to three units of 200 products, all promised; boxes and stations. */
async function fill({ owner }: BenchDatabase, orders: number, stations: number): Promise<void> {
  await owner.query(`INSERT INTO pack_station (name) SELECT 'Bench ' || n FROM generate_series(2, $1::int) n`, [stations]);
  await owner.query(`UPDATE pack_setting SET label = 'later'`);
  await owner.query(
    `INSERT INTO orders (account_id, order_id, marketplace_id, sales_channel, status, status_raw, fulfilled_by, order_type, service_level, programs,
        purchased_at, updated_at, ship_by, units, units_shipped, units_cancelled, lines, line_count, ship_to, detail, depth, personal, facts_hash, source,
        seen_at, created_at, changed_at)
      SELECT 1, '100-0000000-' || lpad(n::text, 7, '0'), 'ATVPDKIKX0DER', 'Amazon.com', 'unshipped', 'UNSHIPPED', 'merchant', 'StandardOrder', 'STANDARD', '{}',
        '2026-11-22', '2026-11-22', timestamptz '2026-11-23' + n % 96 * interval '30 minutes', 1 + n % 3, 0, 0, '[]', 1 + n % 3, 'Austin TX', '{}', 'full',
        'given', '', 'get', '2026-11-22', '2026-11-22', '2026-11-22' FROM generate_series(1, $1::int) n`,
    [orders],
  );
  await owner.query(`INSERT INTO stock_product (code, title, kind, origin, created_at, changed_at, grams)
    SELECT 'P' || n, 'Thing ' || n, 'simple', 'bench', '2026-11-22', '2026-11-22', 200 FROM generate_series(1, 200) n`);
  await owner.query(
    `INSERT INTO stock_barcode (code, product_id, added_at) SELECT 'CODE-' || code, product_id, '2026-11-22' FROM stock_product`,
  );
  await owner.query(`INSERT INTO stock_sku (account_id, sku, product_id, mapped_by, mapped_at)
    SELECT 1, 'S' || substr(code, 2), product_id, 'person', '2026-11-22' FROM stock_product`);
  await owner.query(
    `INSERT INTO order_item (account_id, order_id, item_id, position, sku, asin, title, quantity, shipped, cancelled, detail)
      SELECT 1, '100-0000000-' || lpad(n::text, 7, '0'), i::text, i, 'S' || 1 + (n * 7 + i * 13) % 200, 'B000000000', 'Thing', 1, 0, 0, '{}'
      FROM generate_series(1, $1::int) n, generate_series(1, 3) i WHERE i <= 1 + n % 3`,
    [orders],
  );
  await owner.query(`INSERT INTO stock_reservation (account_id, order_id, item_id, product_id, sku, reserved, allocated, consumed, changed_at)
    SELECT 1, i.order_id, i.item_id, s.product_id, i.sku, 1, 1, 0, '2026-11-22' FROM order_item i JOIN stock_sku s ON s.account_id = 1 AND s.sku = i.sku
    WHERE i.account_id = 1`);
  await owner.query('VACUUM ANALYZE');
}

/** As if nothing had been packed. */
async function renew({ owner }: BenchDatabase): Promise<void> {
  await owner.query('TRUNCATE pack_act, pack_parcel, pack_order, pack_done, order_event');
  await owner.query('VACUUM ANALYZE');
}

async function signIn(address: string): Promise<string> {
  const response = await fetch(`${address}/api/auth/demo`, { method: 'POST' });
  if (!response.ok) throw new Error(`signing in: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

/** Milliseconds of every scan, by what was scanned. */
type Times = Map<'order' | 'item' | 'item first' | 'done', number[]>;

/** All stations pack orders of their own, one scan after the other, until they have made so many: slip, items, DONE; every fifth by the item alone. */
async function packed(
  address: string,
  cookie: string,
  stationIds: readonly string[],
  { orders, scans, pause }: { orders: number; scans: number; pause: number },
): Promise<Times> {
  const times: Times = new Map();
  const each = Math.ceil(scans / stationIds.length);
  await Promise.all(
    stationIds.map(async (stationId, at) => {
      const ask = async (path: string, body: unknown) => {
        const headers = { cookie, 'content-type': 'application/json' };
        const response = await fetch(`${address}/api/v1/packing${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
        const answer = (await response.json()) as { sessionId: string; lastSeq: number; results: { outcome: string }[] };
        if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
        return answer;
      };
      const { sessionId, lastSeq } = await ask('/sessions', { stationId });
      let seq = lastSeq;
      const scan = async (kind: 'order' | 'item' | 'item first' | 'done', code: string): Promise<string> => {
        seq += 1;
        const acts = [{ act: 'scan', code, key: `${sessionId}-${seq}`, seq }];
        const began = performance.now();
        const { results } = await ask(`/sessions/${sessionId}/acts`, { acts });
        // The first scans warm plans and pages and do not count.
        if (seq - lastSeq > 20) times.set(kind, [...(times.get(kind) ?? []), performance.now() - began]);
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
        return results[0]?.outcome ?? '';
      };
      for (let n = at + 1; seq - lastSeq < each && n <= orders; n += stationIds.length) {
        const units = 1 + (n % 3);
        if (units === 1) {
          await scan('item first', `CODE-P${skuOf(n, 1)}`);
          await scan('done', 'CANCEL');
          continue;
        }
        const opened = await scan('order', `100-0000000-${String(n).padStart(7, '0')}`);
        if (opened !== 'opened') continue;
        for (let i = 1; i <= units; i += 1) await scan('item', i % 2 === 0 ? `S${skuOf(n, i)}` : `CODE-P${skuOf(n, i)}`);
        await scan('done', 'DONE');
      }
    }),
  );
  return times;
}

const skuOf = (order: number, item: number) => 1 + ((order * 7 + item * 13) % 200);

async function bareWrites({ database }: BenchDatabase, times: number): Promise<{ p50: number; p99: number }> {
  const found: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await database.write(['1'], async (tx) => {
      await tx.query({ name: 'bare-hold', text: 'SELECT 1 FROM pack_session WHERE session_id = $1 FOR NO KEY UPDATE', values: ['1'] });
      await tx.query({
        name: 'bare-act',
        text: `INSERT INTO pack_act (account_id, order_id, kind, item_id, code, at, person, station) VALUES (1, '100-0000000-0000001', 'unit', '1', 'CODE', $1, '', '')`,
        values: [now],
      });
      await tx.query({ name: 'bare-seq', text: 'UPDATE pack_session SET last_seq = last_seq + 1 WHERE session_id = $1', values: ['1'] });
    });
    found.push(performance.now() - began);
  }
  return { p50: round(at(found, 0.5)), p99: round(at(found, 0.99)) };
}

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const rowsOf = (name: string, times: Times, limit: { p50: number }): Row[] =>
  [...times].map(([kind, list]) => ({
    name: `${name}: ${kind}`,
    p50_ms: round(at(list, 0.5)),
    p99_ms: round(at(list, 0.99)),
    scans: list.length,
    ratio_to_limit: round(at(list, 0.5) / limit.p50),
  }));

function report(say: (line: string) => void, name: string, times: Times): void {
  for (const [kind, list] of times)
    say(`  ${name}, ${kind}: p50 ${round(at(list, 0.5))} ms, p99 ${round(at(list, 0.99))} ms of ${list.length}`);
}
