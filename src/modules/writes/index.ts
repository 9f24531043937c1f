import type { Clock } from '#src/kernel/clock.ts';
import type { OnTaken } from '#src/modules/orders/index.ts';
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
