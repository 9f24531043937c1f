import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { OnTaken } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { lookAtFeed } from './feed-store.ts';
import { judgeWrites } from './judge.ts';

export { askWrites, previewWrites } from './ask-writes.ts';
export { changeWrite } from './change-write.ts';
export type { PlannedRow } from './plan-writes.ts';
export type { OrderWriter } from './ports.ts';
export { holdBack, letGo, type Mode, mustBeWritable } from './read-only.ts';
export { type FeedsDeps, runFeeds } from './run-feeds.ts';
export { runWrites, type WritesDeps } from './run-writes.ts';
export type { Step } from './steps.ts';

/** For intake: whatever source brings an order, its writes under way are judged by it in the same transaction. */
export const judgeOnTaken =
  (clock: Clock): OnTaken =>
  (tx, accountId, taken) =>
    judgeWrites(
      tx,
      accountId,
      taken.map(({ orderId }) => orderId),
      clock.now(),
    );

/** Amazon says that a file is over: it is looked at now instead of when it is due. False for one that is not ours. */
export async function feedFinished(tx: Tx, accountId: AccountId, amazonFeedId: string, clock: Clock): Promise<boolean> {
  const isOurs = await lookAtFeed(tx, accountId, amazonFeedId, clock.now());
  if (isOurs) await poke(tx, accountId, 'feeds', clock.now());
  return isOurs;
}
