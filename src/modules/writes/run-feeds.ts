import type { AccountId } from '#src/kernel/ids.ts';
import type { Again } from '#src/platform/due.ts';
import { buildFeed, forgetFeed } from './build-feed.ts';
import { moveFeed } from './feed-store.ts';
import { type FeedRow, nextCancelAt, openFeeds } from './feed-views.ts';
import { followFeed } from './follow-feed.ts';
import { inTurn } from './in-turn.ts';
import type { OrderWriter } from './ports.ts';
import { holdBack, isHeld } from './read-only.ts';
import { notConnectedMs, type WritesDeps } from './run-writes.ts';
import { setbackOf } from './setback.ts';
import { findLostFeed, submitFeed, uploadFeed } from './submit-feed.ts';

export type FeedsDeps = WritesDeps & {
  /** Amazon's id of the seller, which a file of cancellations names. */
  sellerIdOf: (accountId: AccountId) => Promise<string | undefined>;
  newKey: () => string;
};

/**
 * Due work `feeds`: hands queued cancellations to Amazon in a file and follows each file to its report. Every step is
 * committed before the next begins. A file that certainly was not handed over is forgotten and its cancellations are
 * queued again; one of which that is not certain is looked for at Amazon before anything is repeated.
 */
export const runFeeds =
  (deps: FeedsDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const writer = await deps.writerOf(accountId);
    if (writer) {
      for (const feed of await database.read([accountId], (db) => openFeeds(db, accountId))) await advance(deps, writer, accountId, feed);
      // While it is open whether a file was handed over, no other one is: each must be told from the other.
      const inDoubt = (await database.read([accountId], (db) => openFeeds(db, accountId))).some((feed) => feed.state === 'uploaded');
      if (await database.read([accountId], (db) => isHeld(db, accountId, deps)))
        await inTurn(database, accountId, (tx) => holdBack(tx, accountId, clock.now()));
      else if (!inDoubt) await handOver(deps, writer, accountId);
    }
    const [feeds, cancelAt] = await database.read(
      [accountId],
      async (db) => [await openFeeds(db, accountId), await nextCancelAt(db, accountId)] as const,
    );
    const isWaiting = feeds.length > 0 || cancelAt !== undefined;
    if (!writer) return isWaiting ? new Date(clock.now().getTime() + notConnectedMs) : 'rest';
    const inDoubt = feeds.some((feed) => feed.state === 'uploaded');
    const times = [...feeds.map((feed) => feed.nextAt), ...(cancelAt && !inDoubt ? [cancelAt] : [])].map((at) => at.getTime());
    return times.length > 0 ? new Date(Math.min(...times)) : 'rest';
  };

/** One file, one step on, if it is due; what stops it stops no other file. */
async function advance(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId, feed: FeedRow): Promise<void> {
  const { database, clock } = deps;
  if (feed.state === 'building' || (feed.state === 'uploaded' && !feed.submittedAt)) {
    // A process died over it before it was handed over.
    await forgetFeed(deps, accountId, feed.feedKey, { nextAt: clock.now(), reason: null });
    return;
  }
  if (feed.nextAt > clock.now()) return;
  const waitMs = lookAgainMs(feed, clock.now());
  try {
    if (feed.state === 'uploaded') await findLostFeed(deps, writer, accountId, feed, waitMs);
    else await followFeed(deps, writer, accountId, feed, waitMs);
  } catch (error) {
    const setback = setbackOf(error, 0, clock.now());
    if (!setback) throw error;
    const nextAt = new Date(Math.max(setback.nextAt.getTime(), clock.now().getTime() + waitMs));
    await database.write([accountId], (tx) => moveFeed(tx, accountId, feed.feedKey, { state: feed.state, nextAt }));
  }
}

/** A file that is young is looked at every 10 s, an old one every 5 minutes. */
const lookAgainMs = (feed: FeedRow, now: Date): number =>
  Math.max(10_000, Math.min(300_000, (now.getTime() - (feed.submittedAt ?? feed.createdAt).getTime()) / 6));

/** Builds a file of what is queued, uploads and submits it. */
async function handOver(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId): Promise<void> {
  const { clock } = deps;
  const built = await buildFeed(deps, accountId);
  if (!built) return;
  try {
    const documentId = await uploadFeed(deps, writer, accountId, built);
    await submitFeed(deps, writer, accountId, built, documentId);
  } catch (error) {
    const setback = setbackOf(error, built.tries, clock.now());
    // Anything else may have happened after the call: the next run looks.
    if (!setback) throw error;
    await forgetFeed(deps, accountId, built.feedKey, setback);
  }
}
