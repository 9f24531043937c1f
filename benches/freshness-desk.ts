import type { App } from '#src/app-deps.ts';
import type { SteppedClock } from '#src/kernel/clock.ts';
import { startSync } from '#src/modules/sync/index.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { connectedDesk } from './connected-desk.ts';

/** A shop and the real desk beside it, both clocks standing still. */
export type FreshnessDesk = {
  control: Simulator['control'];
  app: App;
  owner: BenchDatabase['owner'];
  accountId: string;
  clock: SteppedClock;
  /** Runs what is due until nothing is. */
  work(): Promise<void>;
  /** Steps both clocks to `to` by way of everything that falls due, and does it. */
  liveUntil(to: number, onStep?: () => Promise<void>): Promise<void>;
  /** Moves both clocks, and does nothing. */
  moveTo(to: number): void;
  /** Calls since the last time it was asked, by operation, and how many of them were throttled. */
  calls(): { calls: Record<string, number>; throttled: number };
  close(): Promise<void>;
};

/** Opens the desk somewhat before `start`, so that its first looks are over and the quotas are full again. */
export async function freshnessDesk(start: number, notifications: boolean): Promise<FreshnessDesk> {
  const stops: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    return await open(start, notifications, stops, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  start: number,
  notifications: boolean,
  stops: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<FreshnessDesk> {
  const opened = new Date(start - 90 * 60_000);
  const shop = await startSimulator({ stepped: true, now: opened, seed: 7, arrivals: false, notifications });
  stops.push(() => shop.close());
  const bench = await benchDatabase({ size: 10 });
  stops.push(() => bench.close());
  const { control } = shop;
  const { owner } = bench;
  const { app, clock, accountId } = await connectedDesk(bench, shop, async (tx, id, time) => {
    await startSync(tx, id, time);
    // An empty shop has no past to read; the night's look comes all the same.
    await tx.query({ text: `UPDATE due SET work = 'reconcile' WHERE account_id = $1 AND work = 'stores'`, values: [id] });
  });
  stops.push(() => app.receivers.stop());
  let seen = 0;
  const work = async () => {
    while ((await app.runner.runDue()) > 0);
  };
  const moveTo = (to: number) => {
    control.changeClock({ now: to });
    clock.set(new Date(control.now()));
  };
  const liveUntil: FreshnessDesk['liveUntil'] = async (to, onStep) => {
    for (;;) {
      await work();
      await onStep?.();
      if (control.now() >= to) return;
      const due = [(await app.runner.nextDueAt())?.getTime(), Date.parse(control.clock().nextDueAt ?? '')];
      moveTo(Math.min(to, ...due.filter((at): at is number => at !== undefined && at > control.now())));
    }
  };
  if (notifications) {
    const { endpoint, queues } = control.queues();
    const keys = { region: 'us-east-1', accessKeyId: 'bench', secretAccessKey: 'bench' };
    await app.setQueue(accountId, { ...keys, queueUrl: queues[0]?.url ?? '', endpoint });
  }
  await liveUntil(start);
  return {
    control,
    app,
    owner,
    accountId,
    clock,
    work,
    liveUntil,
    moveTo,
    calls: () => {
      const calls: Record<string, number> = {};
      let throttled = 0;
      for (const { seq, operation, status } of control.requests.all()) {
        if (seq <= seen || operation === null || operation === 'lwaToken') continue;
        calls[operation] = (calls[operation] ?? 0) + 1;
        if (status === 429) throttled += 1;
        seen = seq;
      }
      control.requests.clear();
      return { calls, throttled };
    },
    close,
  };
}
