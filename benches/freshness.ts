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
const tickMs = 30_000;
const sayEveryMs = 15_000;
/** From this age on the Sync page says that the account is behind. */
const behindMs = 10 * 60_000;
const targets = { notifications: 2, polling: 360 };

export const freshness: Bench = {
  summary: 'from a change at Amazon until the store shows it: with notifications, polling, and above what polling can keep up with',
  options: `  --orders <n>   orders a day with notifications, three changes each (default 20000)
  --hours <n>    of that day, and of the flood (default 24)
  --polled <n>   orders of the day that is polled (default 8000)
  --flood <n>    orders of the day that is too much for polling (default 20000)
  --only <n>     one part: 1 notifications, 2 polling, 3 flood`,
  run: async (args, say) => {
    const { orders, hours, polled, flood, only } = wholeNumbers(args, { orders: 20_000, hours: 24, polled: 8_000, flood: 20_000, only: 9 });
    const results: Row[] = [];
    const wants = (part: number) => only === 9 || only === part;
    if (wants(1)) results.push(await withNotifications(Math.round((orders * hours) / 24), hours, say));
    if (wants(2)) results.push(await polling(polled, say));
    if (wants(3)) results.push(await flooded(Math.round((flood * hours) / 24), hours, say));
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
    await pollDay(desk, seen, { orders, say });
    const end = desk.control.now();
    await desk.liveUntil(end + hourMs, () => seen.look());
    return rowOf(`polling, ${orders} orders in 24 h`, desk, seen.ages, targets.polling, { left: seen.open() });
  } finally {
    await desk.close();
  }
}

/** More changes than the quotas can sweep: is what the desk says of its age true, and is the backlog gone by the night's reconcile? */
async function flooded(orders: number, hours: number, say: (line: string) => void): Promise<Row> {
  const desk = await freshnessDesk(start, false);
  try {
    const { control } = desk;
    const seen = watch(desk);
    // That of the night within the day; the shop goes on selling.
    const night = await nextReconcile(desk);
    let untrue = 0;
    let oldestMs = 0;
    let unreadMs = 0;
    let behind: { from: number; to: number } | undefined;
    let openAtNight: number | null = null;
    const check = async () => {
      await seen.look();
      const now = control.now();
      const { asOf, readTo } = await shownAge(desk);
      untrue = Math.max(untrue, seen.openBefore(asOf));
      oldestMs = Math.max(oldestMs, now - asOf);
      unreadMs = Math.max(unreadMs, now - readTo);
      if (now - asOf > behindMs) behind = { from: behind?.from ?? now, to: now };
      if (now >= night) openAtNight ??= seen.openBefore(night - behindMs);
    };
    await pollDay(desk, seen, { orders, hours, say }, check);
    await desk.liveUntil(Math.max(night, control.now()) + 3 * hourMs, check);
    return rowOf(`flood, ${orders} orders in ${hours} h`, desk, seen.ages, null, {
      untrue,
      oldest_age_min: Math.round(oldestMs / 60_000),
      list_behind_min: Math.round(unreadMs / 60_000),
      behind_from_h: behind ? round((behind.from - start) / hourMs) : null,
      behind_until_h: behind ? round((behind.to - start) / hourMs) : null,
      reconcile_at_h: round((night - start) / hourMs),
      backlog_at_reconcile: openAtNight,
      left: seen.open(),
    });
  } finally {
    await desk.close();
  }
}

async function pollDay(
  desk: FreshnessDesk,
  seen: ReturnType<typeof watch>,
  { orders, hours = 24, say }: { orders: number; hours?: number; say: (line: string) => void },
  look: () => Promise<void> = () => seen.look(),
): Promise<void> {
  const began = performance.now();
  let told = 0;
  for (const [at, changes] of ticks(changesOf(orders, { start, startHour, hours, tickMs: 30_000 }))) {
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

/** As of when the Sync page says the desk is, and how far the list is read. */
async function shownAge({ owner, accountId }: FreshnessDesk): Promise<{ asOf: number; readTo: number }> {
  const { rows } = await owner.query<{ asOf: Date | null; readTo: Date }>(
    `SELECT as_of AS "asOf", watermark AS "readTo" FROM sync_stream WHERE account_id = $1 AND stream = 'sweep'`,
    [accountId],
  );
  const [row] = rows;
  if (!row?.asOf) throw new Error('the desk does not say how fresh it is');
  return { asOf: row.asOf.getTime(), readTo: row.readTo.getTime() };
}

async function nextReconcile({ owner, accountId }: FreshnessDesk): Promise<number> {
  const { rows } = await owner.query<{ at: Date }>(`SELECT due_at AS at FROM due WHERE account_id = $1 AND work = 'reconcile'`, [
    accountId,
  ]);
  if (!rows[0]) throw new Error('no reconcile is due');
  return rows[0].at.getTime();
}
