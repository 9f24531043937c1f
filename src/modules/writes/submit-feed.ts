import type { AccountId } from '#src/kernel/ids.ts';
import type { BuiltFeed } from './build-feed.ts';
import { forgetFeed } from './build-feed.ts';
import { moveFeed } from './feed-store.ts';
import { type FeedRow, knownFeedIds, writesOfFeed } from './feed-views.ts';
import { refuseFeed } from './follow-feed.ts';
import { inTurn } from './in-turn.ts';
import type { OrderWriter } from './ports.ts';
import { holdsBack, readOnlyError } from './read-only.ts';
import type { FeedsDeps } from './run-feeds.ts';
import { refusalOf } from './send-queued.ts';
import { moveWrite } from './store.ts';
import { settleMs } from './verdict.ts';

/** After a lost answer: how long a feed that was made after all may take to appear in Amazon's list of feeds. */
const appearsWithinMs = 120_000;
/** How far Amazon's clock may be from ours. */
const skewMs = 600_000;

export async function uploadFeed(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId, feed: BuiltFeed): Promise<string> {
  deps.onStep?.('feed.uploading');
  const { sellerId, cancellations } = feed;
  const { documentId } = await writer.uploadCancellations({ sellerId, cancellations }, { priority: 'urgent' });
  await deps.database.write([accountId], (tx) => moveFeed(tx, accountId, feed.feedKey, { state: 'uploaded', documentId }));
  deps.onStep?.('feed.uploaded');
  return documentId;
}

/** From the moment `submittedAt` stands, the file counts as perhaps handed over. What it throws (setback) did not reach Amazon. */
export async function submitFeed(
  deps: FeedsDeps,
  writer: OrderWriter,
  accountId: AccountId,
  { feedKey, marketplaceIds }: BuiltFeed,
  documentId: string,
): Promise<void> {
  const { database, clock } = deps;
  const submittedAt = clock.now();
  const nextAt = new Date(submittedAt.getTime() + 10_000);
  await database.write([accountId], async (tx) => {
    if (await holdsBack(tx, accountId, deps)) throw readOnlyError(deps);
    await moveFeed(tx, accountId, feedKey, { state: 'uploaded', submittedAt, nextAt });
  });
  deps.onStep?.('feed.submitting');
  const outcome = await writer.submitCancellations({ documentId, marketplaceIds }, { priority: 'urgent' });
  deps.onStep?.('feed.called');
  if (outcome.kind === 'accepted') await handedOver(deps, accountId, feedKey, outcome.feedId, false);
  else if (outcome.kind === 'rejected') await refuseFeed(deps, accountId, feedKey, refusalOf(outcome));
  else
    await inTurn(database, accountId, async (tx) => {
      const lost = { state: 'sent' as const, reason: 'writes.reason.lostAnswer', nextAt: new Date(submittedAt.getTime() + settleMs) };
      for (const write of await writesOfFeed(tx, accountId, feedKey)) await moveWrite(tx, write, lost, clock.now());
    });
}

async function handedOver(
  { database, clock, onStep }: FeedsDeps,
  accountId: AccountId,
  feedKey: string,
  amazonFeedId: string,
  found: boolean,
): Promise<void> {
  const now = clock.now();
  await inTurn(database, accountId, async (tx) => {
    await moveFeed(tx, accountId, feedKey, { state: 'submitted', amazonFeedId, nextAt: new Date(now.getTime() + 10_000) });
    // The report says when to read back.
    const nextAt = new Date(now.getTime() + settleMs);
    const receipt = found ? { found } : {};
    for (const write of await writesOfFeed(tx, accountId, feedKey)) await moveWrite(tx, write, { state: 'sent', nextAt, receipt }, now);
  });
  onStep?.('feed.submitted');
}

/**
 * The answer to a submission was lost: of the feeds of that time that are not known as ours, the nearest is the one.
 * Should it be somebody else's, its report or the read-back will tell, and the cancellations go out again: at Amazon an
 * order can be cancelled only once.
 */
export async function findLostFeed(
  deps: FeedsDeps,
  writer: OrderWriter,
  accountId: AccountId,
  feed: FeedRow,
  waitMs: number,
): Promise<void> {
  const { database, clock } = deps;
  const submittedAt = feed.submittedAt ?? feed.createdAt;
  const since = new Date(submittedAt.getTime() - skewMs);
  const known = await database.read([accountId], (db) => knownFeedIds(db, accountId, new Date(since.getTime() - skewMs)));
  const distance = (at: Date) => Math.abs(at.getTime() - submittedAt.getTime());
  const [nearest] = (await writer.cancellationFeeds(since, { priority: 'urgent' }))
    .filter(({ feedId }) => !known.has(feedId))
    .sort((a, b) => distance(a.createdAt) - distance(b.createdAt));
  const now = clock.now();
  if (nearest) await handedOver(deps, accountId, feed.feedKey, nearest.feedId, true);
  else if (now.getTime() - submittedAt.getTime() > appearsWithinMs)
    await forgetFeed(deps, accountId, feed.feedKey, { nextAt: now, reason: 'writes.reason.notShown', mayBeThere: true });
  else {
    const nextAt = new Date(now.getTime() + waitMs);
    await database.write([accountId], (tx) => moveFeed(tx, accountId, feed.feedKey, { state: feed.state, nextAt }));
  }
}
