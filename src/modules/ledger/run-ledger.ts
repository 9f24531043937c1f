import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { digestOf, type Entry, firstHash, hashOf } from './chain.ts';
import { dayOf, spanOf, zoneOf } from './local-day.ts';
import { type HeldOrder, hoursOf, judgeDay, seenBy, shortBy } from './rules.ts';
import { appendEntries, type DayKey, type DayState, saveDays } from './store.ts';
import { tellShort } from './tell-gaps.ts';
import { daysToLookAt, heldOrders, holdDays, lastHash, type OpenDay, oddOrders, sweptSpan, unfilledGaps } from './views.ts';

type Deps = { database: Database; clock: Clock; sealing: Sealing };

const everyMs = 15 * 60_000;
/** Days of one store that are looked at in one transaction. */
const atOnce = 60;

/** What the desk signs a closing with: nobody without the master key can make one up. */
export const signer = (sealing: Sealing) => (hash: string) => sealing.blind('ledger', hash);

/** Due work `ledger`: looks at every day that was touched or waits for time, closes what is proven, reopens what changed. */
export const runLedger =
  ({ database, clock, sealing }: Deps) =>
  async (accountId: AccountId): Promise<Again> => {
    const now = clock.now();
    const days = await database.read([accountId], (db) => daysToLookAt(db, accountId, 5_000));
    for (const part of parts(days)) await database.write([accountId], (tx) => look(tx, accountId, part, now, signer(sealing)));
    return new Date(now.getTime() + everyMs);
  };

/** Days of one store that lie near each other. */
function parts(days: readonly OpenDay[]): OpenDay[][] {
  const list: OpenDay[][] = [];
  for (const day of days) {
    const last = list.at(-1);
    if (last && last.length < atOnce && last[0]?.marketplaceId === day.marketplaceId) last.push(day);
    else list.push([day]);
  }
  return list;
}

async function look(tx: Tx, accountId: AccountId, wanted: readonly OpenDay[], now: Date, sign: (hash: string) => string): Promise<void> {
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (!first || !last) return;
  const { marketplaceId } = first;
  // Read again under lock: what came since they were chosen would be lost with their mark.
  const days = await holdDays(
    tx,
    accountId,
    marketplaceId,
    wanted.map(({ day }) => day),
  );
  const zone = zoneOf(marketplaceId);
  const held = Map.groupBy(
    await heldOrders(tx, accountId, marketplaceId, spanOf(first.day, zone).from, spanOf(last.day, zone).to),
    ({ purchasedAt }) => dayOf(purchasedAt, zone),
  );
  const odd = Map.groupBy(await oddOrders(tx, accountId, marketplaceId), ({ at }) => dayOf(at, zone));
  const unfilled = Map.groupBy(await unfilledGaps(tx, accountId, marketplaceId), ({ day }) => day);
  const swept = (await sweptSpan(tx, accountId))?.to ?? null;
  const states: DayState[] = [];
  const short: (DayKey & { orders: number })[] = [];
  const chain = chainFrom((await lastHash(tx, accountId)) ?? firstHash, accountId, sign);
  for (const day of days) {
    const found = { held: held.get(day.day) ?? [], odd: odd.get(day.day) ?? [], unfilled: unfilled.get(day.day) ?? [], swept };
    const state = judged(day, found, now, chain.append);
    states.push(state);
    short.push({ marketplaceId, day: day.day, orders: state.waitsFor.includes('short') ? shortBy(day.metric, found.held) : 0 });
  }
  await appendEntries(tx, accountId, chain.entries);
  await saveDays(tx, accountId, states);
  await tellShort(tx, accountId, short, now);
}

type Found = {
  held: readonly (HeldOrder & { purchasedAt: Date })[];
  odd: readonly { at: Date }[];
  unfilled: readonly { at: Date | null }[];
  swept: Date | null;
};

function judged(
  day: OpenDay,
  { held, odd, unfilled, swept }: Found,
  now: Date,
  append: (entry: Omit<Entry, 'previous'>) => void,
): DayState {
  const { marketplaceId } = day;
  const { from: start, to: end } = spanOf(day.day, zoneOf(marketplaceId));
  const metric = day.metric === null || day.metricAt === null ? null : { orders: day.metric, at: day.metricAt };
  const verdict = judgeDay({ end, held, odd: odd.length, unfilled: unfilled.length, sweptTo: swept, reportAt: day.reportAt, metric }, now);
  const digest = digestOf(held.map(({ orderId }) => orderId));
  const wasClosed = day.state === 'closed';
  const stays = wasClosed && digest === day.digest;
  const entry = (kind: Entry['kind']) => append({ marketplaceId, day: day.day, kind, orders: held.length, digest, at: now });
  if (wasClosed && !stays) entry('reopened');
  if (verdict.state === 'closed' && !stays) entry('closed');
  const state = stays ? 'closed' : verdict.state;
  const closedAt = state !== 'closed' ? null : stays ? day.closedAt : now;
  return {
    marketplaceId,
    day: day.day,
    state,
    held: held.length,
    seen: seenBy(held),
    odd: odd.length,
    waitsFor: state === 'closed' ? [] : verdict.waitsFor,
    digest,
    lookedAt: now,
    closedAt,
    hours:
      state === 'closed'
        ? []
        : hoursOf(
            start,
            held,
            [...odd, ...unfilled].map(({ at }) => at ?? start),
          ),
  };
}

function chainFrom(start: string, accountId: AccountId, sign: (hash: string) => string) {
  const entries: (Entry & { hash: string; signature: string })[] = [];
  let previous = start;
  return {
    entries,
    append: (entry: Omit<Entry, 'previous'>) => {
      const whole: Entry = { ...entry, previous };
      previous = hashOf(accountId, whole);
      entries.push({ ...whole, hash: previous, signature: sign(previous) });
    },
  };
}
