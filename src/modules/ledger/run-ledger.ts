import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { digestOf, type Entry, firstHash, hashOf } from './chain.ts';
import { spanOf, zoneOf } from './local-day.ts';
import { judgeDay, seenBy } from './rules.ts';
import { appendEntry, saveDay } from './store.ts';
import { heldOrders, lastHash, type OpenDay, oddOrders, openDays, sweptTo, unfilledGaps } from './views.ts';

type Deps = { database: Database; clock: Clock; sealing: Sealing };

const atOnce = 100;
const everyMs = 15 * 60_000;

/** What the desk signs a closing with: nobody without the master key can make one up. */
export const signer = (sealing: Sealing) => (hash: string) => sealing.blind('ledger', hash);

/** Due work `ledger`: looks at every day that is open or was touched, closes what is proven, reopens what changed. */
export const runLedger =
  ({ database, clock, sealing }: Deps) =>
  async (accountId: AccountId): Promise<Again> => {
    const days = await database.read([accountId], (db) => openDays(db, accountId, atOnce * 20));
    for (const day of days) await database.write([accountId], (tx) => look(tx, accountId, day, clock.now(), signer(sealing)));
    return new Date(clock.now().getTime() + everyMs);
  };

async function look(tx: Tx, accountId: AccountId, day: OpenDay, now: Date, sign: (hash: string) => string): Promise<void> {
  const { from, to } = spanOf(day.day, zoneOf(day.marketplaceId));
  // The mark falls first: an order that comes while we look marks the day again, after this transaction.
  const held = await heldOrders(tx, accountId, day.marketplaceId, from, to);
  const odd = await oddOrders(tx, accountId, day.marketplaceId, from, to);
  const facts = {
    end: to,
    held,
    odd,
    unfilled: await unfilledGaps(tx, accountId, day.marketplaceId, day.day),
    sweptTo: await sweptTo(tx, accountId),
    reportAt: day.reportAt,
    metric: day.metric === null || day.metricAt === null ? null : { orders: day.metric, at: day.metricAt },
  };
  const verdict = judgeDay(facts, now);
  const digest = digestOf(held.map(({ orderId }) => orderId));
  const entry = (kind: Entry['kind']): Omit<Entry, 'previous'> => ({
    marketplaceId: day.marketplaceId,
    day: day.day,
    kind,
    orders: held.length,
    digest,
    at: now,
  });
  const wasClosed = day.state === 'closed';
  const changed = wasClosed && digest !== day.digest;
  if (changed) await append(tx, accountId, entry('reopened'), sign);
  if (verdict.state === 'closed' && (!wasClosed || changed)) await append(tx, accountId, entry('closed'), sign);
  const state = wasClosed && !changed ? 'closed' : verdict.state;
  const closedAt = state === 'closed' ? (wasClosed && !changed ? day.closedAt : now) : null;
  await saveDay(
    tx,
    accountId,
    {
      marketplaceId: day.marketplaceId,
      day: day.day,
      state,
      held: held.length,
      seen: seenBy(held),
      odd,
      waitsFor: state === 'closed' ? [] : verdict.waitsFor,
      digest,
      lookedAt: now,
    },
    closedAt,
  );
}

async function append(tx: Tx, accountId: AccountId, entry: Omit<Entry, 'previous'>, sign: (hash: string) => string): Promise<void> {
  const whole: Entry = { ...entry, previous: (await lastHash(tx, accountId)) ?? firstHash };
  const hash = hashOf(accountId, whole);
  await appendEntry(tx, accountId, { ...whole, hash, signature: sign(hash) });
}
