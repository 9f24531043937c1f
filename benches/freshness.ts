import { setTimeout as pause } from 'node:timers/promises';
import { type FreshnessDesk, freshnessDesk } from './freshness-desk.ts';
import { type Change, changesOf } from './freshness-life.ts';
import { quantiles, watch } from './freshness-run.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, type Row, round } from './report.ts';

/** Six in the morning where the shop is. */
const start = Date.UTC(2026, 10, 23, 14);
const startHour = 6;
const hourMs = 3_600_000;
/** Half a second, as the simulated Amazon has it, from a change to its notification. */
const delayMs = 500;
const tickMs = 5_000;
const sayEveryMs = 15_000;
const targets = { notifications: 2, polling: 360 };

export const freshness: Bench = {
  summary: 'from a change at Amazon until the store shows it: with notifications, polling, and above what polling can keep up with',
  options: `  --orders <n>   orders a day with notifications, three changes each (default 20000)
  --hours <n>    of that day (default 24)
  --polled <n>   orders of the day that is polled (default 8000)
  --flood <n>    orders of the day that is too much for polling (default 20000)
  --only <n>     one part: 1 notifications, 2 polling, 3 flood`,
  run: async (args, say) => {
    const { orders, hours, polled, flood, only } = wholeNumbers(args, { orders: 20_000, hours: 24, polled: 8_000, flood: 20_000, only: 9 });
    const results: Row[] = [];
    const wants = (part: number) => only === 9 || only === part;
    if (wants(1)) results.push(await withNotifications(Math.round((orders * hours) / 24), hours, say));
    if (wants(2)) results.push(await polling(polled, say));
    if (wants(3)) results.push(await flooded(flood, say));
    const ratios = results.flatMap(({ ratio_to_limit: ratio }) => (typeof ratio === 'number' ? [ratio] : []));
    return {
      bench: 'freshness',
      ratio_to_limit: Math.max(...ratios),
      limit:
        `${targets.notifications} s at the 99th percentile with notifications, ${targets.polling} s polling. Both clocks are stepped; to the time by these ` +
        `clocks the real time is added that the desk took. Above the quotas the limit is the truth: no change older than what the desk says it shows.`,
      throttled: results.reduce((sum, row) => sum + Number(row['throttled']), 0),
      results,
    } satisfies Report;
  },
};

/** The changes of each tick in turn. */
const ticks = (changes: readonly Change[]): [number, Change[]][] => [...Map.groupBy(changes, ({ at }) => at)];

function rowOf(name: string, desk: FreshnessDesk, ages: readonly number[], target: number | null, more: Row | object = {}): Row {
  const { calls, throttled } = desk.calls();
  const found = quantiles(ages);
  return {
    name,
    changes: ages.length,
    p50_s: round(found.p50_s),
    p99_s: round(found.p99_s),
    max_s: round(found.max_s),
    ratio_to_limit: target === null ? null : round(found.p99_s / target),
    search_orders: calls['searchOrders'] ?? 0,
    get_order: calls['getOrder'] ?? 0,
    throttled,
    ...more,
  };
}

/** The loop that listens runs as it does in the desk, in real time; only the clocks are stepped. */
async function withNotifications(orders: number, hours: number, say: (line: string) => void): Promise<Row> {
  const desk = await freshnessDesk(start, true);
  const { control, app } = desk;
  try {
    app.receivers.start();
    const seen = watch(desk);
    const began = performance.now();
    let told = 0;
    for (const [at, changes] of ticks(changesOf(orders, { start, startHour, hours, tickMs }))) {
      await desk.liveUntil(at);
      for (const change of changes) seen.happen(change);
      desk.moveTo(at + delayMs);
      const sent = performance.now();
      await control.settled();
      while (seen.open() > 0) {
        if ((await app.runner.runDue()) === 0) await pause(2);
        await seen.look(performance.now() - sent);
      }
      if (performance.now() >= told) {
        say(`  ${Math.round((at - start) / 60_000)} min, ${seen.ages.length} changes, ${Math.round((performance.now() - began) / 1000)} s`);
        told = performance.now() + sayEveryMs;
      }
    }
    return rowOf(`notifications, ${orders} orders in ${hours} h`, desk, seen.ages, targets.notifications);
  } finally {
    await desk.close();
  }
}

async function polling(orders: number, say: (line: string) => void): Promise<Row> {
  const desk = await freshnessDesk(start, false);
  try {
    const seen = watch(desk);
    await pollDay(desk, seen, orders, say);
    const end = desk.control.now();
    await desk.liveUntil(end + hourMs, () => seen.look());
    return rowOf(`polling, ${orders} orders in 24 h`, desk, seen.ages, targets.polling, { left: seen.open() });
  } finally {
    await desk.close();
  }
}

/** More changes than the quotas can sweep: is what the desk says of its age true, and when is the backlog gone? */
async function flooded(orders: number, say: (line: string) => void): Promise<Row> {
  const desk = await freshnessDesk(start, false);
  try {
    const seen = watch(desk);
    let untrue = 0;
    let oldestS = 0;
    const check = async () => {
      await seen.look();
      const freshAsOf = await shownAge(desk);
      if (freshAsOf === null) return;
      untrue = Math.max(untrue, seen.openBefore(freshAsOf));
      oldestS = Math.max(oldestS, (desk.control.now() - freshAsOf) / 1000);
    };
    await pollDay(desk, seen, orders, say, check);
    const night = await nextReconcile(desk);
    let goneAt: number | null = seen.open() === 0 ? desk.control.now() : null;
    await desk.liveUntil(night + 2 * hourMs, async () => {
      await check();
      if (goneAt === null && seen.open() === 0) goneAt = desk.control.now();
    });
    return rowOf(`flood, ${orders} orders in 24 h`, desk, seen.ages, null, {
      untrue,
      oldest_age_min: Math.round(oldestS / 60),
      left: seen.open(),
      gone_after_reconcile_min: goneAt === null ? null : Math.round((goneAt - night) / 60_000),
    });
  } finally {
    await desk.close();
  }
}

async function pollDay(
  desk: FreshnessDesk,
  seen: ReturnType<typeof watch>,
  orders: number,
  say: (line: string) => void,
  look: () => Promise<void> = () => seen.look(),
): Promise<void> {
  const began = performance.now();
  let told = 0;
  for (const [at, changes] of ticks(changesOf(orders, { start, startHour, hours: 24, tickMs: 30_000 }))) {
    await desk.liveUntil(at, look);
    for (const change of changes) seen.happen(change);
    if (performance.now() >= told) {
      say(
        `  ${Math.round((at - start) / 60_000)} min, ${seen.ages.length} changes shown, ${seen.open()} open, ${Math.round((performance.now() - began) / 1000)} s`,
      );
      told = performance.now() + sayEveryMs;
    }
  }
}

/** What the Sync page says: everything that changed before this instant is here. */
async function shownAge({ owner, accountId }: FreshnessDesk): Promise<number | null> {
  const { rows } = await owner.query<{ watermark: Date; finished: boolean }>(
    `SELECT watermark, finished_at IS NOT NULL AS finished FROM sync_stream WHERE account_id = $1 AND stream = 'sweep'`,
    [accountId],
  );
  return rows[0]?.finished ? rows[0].watermark.getTime() : null;
}

async function nextReconcile({ owner, accountId }: FreshnessDesk): Promise<number> {
  const { rows } = await owner.query<{ at: Date }>(`SELECT due_at AS at FROM due WHERE account_id = $1 AND work = 'reconcile'`, [
    accountId,
  ]);
  if (!rows[0]) throw new Error('no reconcile is due');
  return rows[0].at.getTime();
}
