import type { AccountId } from '#src/kernel/ids.ts';
import { insertFeed, moveFeed } from './feed-store.ts';
import { queuedCancels, writesOfFeed } from './feed-views.ts';
import { inTurn } from './in-turn.ts';
import { judgeWrites } from './judge.ts';
import { holdBack, holdsBack } from './read-only.ts';
import { mayCancel, rejectionOf } from './rules.ts';
import type { FeedsDeps } from './run-feeds.ts';
import { moveWrite } from './store.ts';
import { ordersNow, underWayOf } from './views.ts';
import type { CancelPayload, Write } from './write.ts';

const perFeed = 500;

type CancelWrite = Extract<Write, { kind: 'cancel' }>;
/** `tries`: how often the most tried of its cancellations has been on the way before. */
export type BuiltFeed = {
  feedKey: string;
  sellerId: string;
  marketplaceIds: string[];
  cancellations: ({ messageId: number; orderId: string } & CancelPayload)[];
  tries: number;
};

/** Puts what may still be cancelled into a new file; what may not is refused here with its reason. */
export async function buildFeed(deps: FeedsDeps, accountId: AccountId): Promise<BuiltFeed | undefined> {
  const { database, clock } = deps;
  const now = clock.now();
  const waiting = await database.read([accountId], (db) => queuedCancels(db, accountId, now, perFeed));
  if (waiting.length === 0) return undefined;
  const feedKey = deps.newKey();
  const sellerId = await deps.sellerIdOf(accountId);
  const included = await inTurn(database, accountId, async (tx) => {
    if (await holdsBack(tx, accountId, deps)) {
      await holdBack(tx, accountId, now);
      return [];
    }
    await judgeWrites(
      tx,
      accountId,
      waiting.map((write) => write.orderId),
      now,
    );
    const writes = await queuedCancels(tx, accountId, now, perFeed);
    const orderIds = writes.map((write) => write.orderId);
    const orders = await ordersNow(tx, accountId, orderIds);
    const underWay = await underWayOf(tx, accountId, orderIds);
    const list: CancelWrite[] = [];
    for (const write of writes) {
      if (write.kind !== 'cancel') continue;
      const order = orders.get(write.orderId);
      const others = underWay.filter((other) => other.orderId === write.orderId && other.writeId !== write.writeId);
      const ruling = order && mayCancel(order, write.payload, others);
      const no = !ruling
        ? 'writes.skip.notHere'
        : ruling.outcome === 'skip'
          ? rejectionOf(ruling)
          : !sellerId
            ? 'writes.rejected.noSellerId'
            : undefined;
      if (no !== undefined) await moveWrite(tx, write, { state: 'rejected', reason: no }, now);
      else {
        const messageId = list.length + 1;
        await moveWrite(tx, write, { state: 'sending', attempt: 1, forget: true, receipt: { feedKey, messageId } }, now);
        list.push({ ...write, receipt: { feedKey, messageId } });
      }
    }
    if (list.length > 0) await insertFeed(tx, accountId, feedKey, now);
    return list;
  });
  if (included.length === 0) return undefined;
  deps.onStep?.('feed.built');
  return {
    feedKey,
    sellerId: sellerId ?? '',
    marketplaceIds: [...new Set(included.map((write) => write.payload.marketplaceId))],
    cancellations: included.map(({ orderId, payload, receipt }) => ({ messageId: receipt.messageId ?? 0, orderId, ...payload })),
    tries: Math.max(...included.map((write) => write.attempts)),
  };
}

/** A file that Amazon never got (`mayBeThere`: or does not list): its cancellations are queued again, where the rules look at them anew. */
export async function forgetFeed(
  { database, clock }: FeedsDeps,
  accountId: AccountId,
  feedKey: string,
  { nextAt, reason, mayBeThere = false }: { nextAt: Date; reason: string | null; mayBeThere?: boolean },
): Promise<void> {
  const now = clock.now();
  await inTurn(database, accountId, async (tx) => {
    for (const write of await writesOfFeed(tx, accountId, feedKey))
      await moveWrite(tx, write, { state: 'queued', reason, nextAt, forget: true, ...(mayBeThere ? {} : { attempt: -1 as const }) }, now);
    await moveFeed(tx, accountId, feedKey, { state: 'failed', result: { forgotten: reason }, finishedAt: now });
  });
}
