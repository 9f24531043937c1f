import { startSync } from '#src/modules/sync/index.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import { openFbm } from './backfill-shop.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { connectedDesk } from './connected-desk.ts';

export type BackfillRun = {
  /** Virtual seconds from connecting the account until every order is here and every open one in full. */
  simulatedS: number;
  /** Until the first open orders could be worked on. */
  firstOpenS: number | null;
  realS: number;
  calls: Record<string, number>;
  throttled: number;
  orders: number;
  present: number;
  open: number;
  hydrated: number;
};

/** Beyond this the run is given up and what is there is told. */
const longestMs = 12 * 3_600_000;

/** Connects the real desk to the shop and steps both clocks from one due event to the next, until everything is here. */
export async function backfillDesk(shop: Simulator, say: (line: string) => void): Promise<BackfillRun> {
  const bench = await benchDatabase({ size: 10 });
  try {
    return await run(bench, shop, say);
  } finally {
    await bench.close();
  }
}

async function run(bench: BenchDatabase, shop: Simulator, say: (line: string) => void): Promise<BackfillRun> {
  const { owner } = bench;
  const { control } = shop;
  const startAt = control.now();
  const { app, clock, accountId } = await connectedDesk(bench, shop, startSync);

  const calls: Record<string, number> = {};
  let throttled = 0;
  let seen = 0;
  const countCalls = () => {
    for (const { seq, operation, status } of control.requests.all()) {
      if (seq <= seen || operation === null || operation === 'lwaToken') continue;
      calls[operation] = (calls[operation] ?? 0) + 1;
      if (status === 429) throttled += 1;
      seen = seq;
    }
    control.requests.clear();
  };
  const stateNow = async () => {
    const { rows } = await owner.query<{ total: string; full: string; waits: string; reports: string }>(
      `SELECT (SELECT count(*) FROM orders WHERE account_id = $1) AS total,
        (SELECT count(*) FROM orders WHERE account_id = $1 AND depth = 'full' AND fulfilled_by <> 'amazon' AND status IN ('unshipped', 'partially_shipped')) AS full,
        (SELECT count(*) FROM hydrate WHERE account_id = $1 AND priority <= 2) AS waits,
        (SELECT count(*) FROM report WHERE account_id = $1 AND reason = 'backfill' AND state NOT IN ('taken', 'empty')) AS reports`,
      [accountId],
    );
    const [row] = rows;
    return { total: Number(row?.total), full: Number(row?.full), waits: Number(row?.waits), reports: Number(row?.reports) };
  };

  const began = performance.now();
  let firstOpenS: number | null = null;
  let told = 0;
  for (;;) {
    while ((await app.runner.runDue()) > 0);
    countCalls();
    const now = control.now();
    const state = await stateNow();
    if (firstOpenS === null && state.full > 0) firstOpenS = (now - startAt) / 1000;
    if (now - startAt >= told) {
      say(
        `  after ${Math.round((now - startAt) / 1000)} s: ${state.total} orders, ${state.full} open ones in full, ${state.reports} reports to come`,
      );
      told = now - startAt + 120_000;
    }
    const isOver = now - startAt > longestMs;
    if (isOver || (state.waits === 0 && state.reports === 0)) {
      const found = await compare(owner, accountId, control.orders());
      if (isOver || (found.present === found.orders && found.hydrated === found.open))
        return { ...found, simulatedS: (now - startAt) / 1000, firstOpenS, realS: (performance.now() - began) / 1000, calls, throttled };
    }
    const due = [(await app.runner.nextDueAt())?.getTime(), Date.parse(control.clock().nextDueAt ?? '')];
    control.changeClock({ now: Math.min(...due.filter((at): at is number => at !== undefined && at > now), now + 60_000) });
    clock.set(new Date(control.now()));
  }
}

async function compare(owner: BenchDatabase['owner'], accountId: string, orders: ReturnType<Simulator['control']['orders']>) {
  const { rows } = await owner.query<{ id: string; full: boolean }>(
    `SELECT order_id AS id, depth = 'full' AS full FROM orders WHERE account_id = $1`,
    [accountId],
  );
  const held = new Map(rows.map(({ id, full }) => [id, full]));
  const open = orders.filter(openFbm);
  return {
    orders: orders.length,
    present: orders.filter(({ orderId }) => held.has(orderId)).length,
    open: open.length,
    hydrated: open.filter(({ orderId }) => held.get(orderId)).length,
  };
}
