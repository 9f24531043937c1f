import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type Again, poke } from '#src/platform/due.ts';
import type { FeedStatus, OrderWriter } from './ports.ts';
import { mayCancel } from './rules.ts';
import type { WritesDeps } from './run-writes.ts';
import { insertFeed, moveFeed, moveWrite } from './store.ts';
import { readBackAfterMs } from './verdict.ts';
import { type FeedRow, knownFeedIds, nextCancelAt, openFeeds, ordersNow, queuedCancels, underWayOf, writesOfFeed } from './views.ts';
import type { CancelPayload, Write } from './write.ts';

export type FeedsDeps = WritesDeps & {
  /** Amazon's id of the seller, which a file of cancellations names. */
  sellerIdOf: (accountId: AccountId) => Promise<string | undefined>;
  newKey: () => string;
};

const perFeed = 500;
const pollEveryMs = 5_000;
/** After a lost answer: how long a feed that was made after all may take to appear in the list of feeds. */
const appearsWithinMs = 120_000;

/**
 * Due work `feeds`: hands queued cancellations to Amazon in a file and follows each file to its report. Every step is
 * committed before the next begins, and a step whose answer was lost is looked up before it is repeated.
 */
export const runFeeds =
  (deps: FeedsDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const writer = await deps.writerOf(accountId);
    if (!writer) return 'rest';
    try {
      for (const feed of await database.read([accountId], (db) => openFeeds(db, accountId))) await advance(deps, writer, accountId, feed);
      const built = await build(deps, accountId);
      if (built) await advance(deps, writer, accountId, built);
    } catch (error) {
      if (error instanceof AppError && error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
      throw error;
    }
    const [feeds, cancelAt] = await database.read(
      [accountId],
      async (db) => [await openFeeds(db, accountId), await nextCancelAt(db, accountId)] as const,
    );
    if (feeds.length > 0) return new Date(clock.now().getTime() + pollEveryMs);
    return cancelAt ?? 'rest';
  };

/** Puts what may still be cancelled into a new file; what may not is refused here with its reason. */
async function build(deps: FeedsDeps, accountId: AccountId): Promise<FeedRow | undefined> {
  const { database, clock } = deps;
  const feedKey = deps.newKey();
  const now = clock.now();
  const count = await database.write([accountId], async (tx) => {
    const writes = await queuedCancels(tx, accountId, now, perFeed);
    const orderIds = writes.map((write) => write.orderId);
    const orders = await ordersNow(tx, accountId, orderIds);
    const underWay = await underWayOf(tx, accountId, orderIds);
    let messageId = 0;
    for (const write of writes) {
      const order = orders.get(write.orderId);
      const others = underWay.filter((other) => other.orderId === write.orderId && other.writeId !== write.writeId);
      const ruling = order && write.kind === 'cancel' ? mayCancel(order, write.payload, others) : undefined;
      if (!ruling || ruling.outcome === 'skip')
        await moveWrite(tx, write, { state: 'rejected', reason: ruling?.reason.key ?? 'writes.skip.notHere' }, now);
      else {
        messageId += 1;
        await moveWrite(tx, write, { state: 'sending', attempt: true, receipt: { feedKey, messageId } }, now);
      }
    }
    if (messageId > 0) await insertFeed(tx, accountId, feedKey, now);
    return messageId;
  });
  if (count === 0) return undefined;
  deps.onStep?.('feed.built');
  return { feedKey, state: 'building', documentId: null, amazonFeedId: null, createdAt: now, nextAt: now, submittedAt: null };
}

/** One file as far as it goes now: upload, submit, follow, read the report. */
async function advance(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId, feed: FeedRow): Promise<void> {
  if (feed.state === 'building') return submit(deps, writer, accountId, await upload(deps, writer, accountId, feed));
  if (feed.state === 'uploaded') return feed.submittedAt ? findLost(deps, writer, accountId, feed) : submit(deps, writer, accountId, feed);
  return follow(deps, writer, accountId, feed);
}

async function upload(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId, feed: FeedRow): Promise<FeedRow> {
  const { database } = deps;
  const writes = await database.read([accountId], (db) => writesOfFeed(db, accountId, feed.feedKey));
  const sellerId = (await deps.sellerIdOf(accountId)) ?? '';
  const cancellations = writes.map((write) => ({ messageId: write.receipt.messageId ?? 0, orderId: write.orderId, ...cancelOf(write) }));
  deps.onStep?.('feed.uploading');
  const { documentId } = await writer.uploadCancellations({ sellerId, cancellations }, { priority: 'urgent' });
  await database.write([accountId], (tx) => moveFeed(tx, accountId, feed.feedKey, { state: 'uploaded', documentId }));
  deps.onStep?.('feed.uploaded');
  return { ...feed, state: 'uploaded', documentId };
}

async function submit(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId, feed: FeedRow): Promise<void> {
  const { database, clock } = deps;
  const writes = await database.read([accountId], (db) => writesOfFeed(db, accountId, feed.feedKey));
  const marketplaceIds = [...new Set(writes.map((write) => write.payload.marketplaceId))];
  const submittedAt = clock.now();
  await database.write([accountId], (tx) => moveFeed(tx, accountId, feed.feedKey, { state: 'uploaded', submittedAt }));
  deps.onStep?.('feed.submitting');
  try {
    const outcome = await writer.submitCancellations({ documentId: feed.documentId ?? '', marketplaceIds }, { priority: 'urgent' });
    deps.onStep?.('feed.called');
    if (outcome.kind === 'accepted') await handedOver(deps, accountId, feed.feedKey, outcome.feedId);
    else if (outcome.kind === 'rejected') {
      // The address of the upload may have run out, or the file is not liked: back to the queue once, then refused.
      const [error] = outcome.errors;
      await failFeed(deps, accountId, feed, { code: error?.code ?? String(outcome.status), message: error?.message ?? '' });
    }
  } catch (error) {
    // It never reached Amazon: nothing to look up.
    await database.write([accountId], (tx) => moveFeed(tx, accountId, feed.feedKey, { state: 'uploaded', submittedAt: null }));
    throw error;
  }
}

async function handedOver(
  { database, clock, onStep }: FeedsDeps,
  accountId: AccountId,
  feedKey: string,
  amazonFeedId: string,
): Promise<void> {
  await database.write([accountId], async (tx) => {
    await moveFeed(tx, accountId, feedKey, { state: 'submitted', amazonFeedId });
    for (const write of await writesOfFeed(tx, accountId, feedKey))
      await moveWrite(tx, write, { state: 'sent', reason: null, nextAt: new Date(clock.now().getTime() + 60_000) }, clock.now());
  });
  onStep?.('feed.submitted');
}

/** The answer to a submission was lost: a feed of that time that is not one of ours before is the one. */
async function findLost(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId, feed: FeedRow): Promise<void> {
  const { database, clock } = deps;
  const since = feed.submittedAt ?? feed.createdAt;
  const known = await database.read([accountId], (db) => knownFeedIds(db, accountId));
  const found = (await writer.cancellationFeeds(new Date(since.getTime() - 60_000), { priority: 'urgent' })).filter(
    ({ feedId, createdAt }) => !known.has(feedId) && createdAt >= new Date(since.getTime() - 5_000),
  );
  const oldest = found.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())[0];
  if (oldest) await handedOver(deps, accountId, feed.feedKey, oldest.feedId);
  else if (clock.now().getTime() - since.getTime() > appearsWithinMs) await submit(deps, writer, accountId, feed);
}

async function follow(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId, feed: FeedRow): Promise<void> {
  const status = await writer.feedStatus(feed.amazonFeedId ?? '', { priority: 'urgent' });
  if (status.state === 'done') await report(deps, writer, accountId, feed, status);
  else if (status.state === 'fatal' || status.state === 'cancelled')
    await failFeed(deps, accountId, feed, { code: status.state.toUpperCase(), message: 'Amazon did not work on the file' });
}

/** Reads the report at once, since Amazon keeps it for days only, and hands its lines to the writes. */
async function report(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId, feed: FeedRow, status: FeedStatus): Promise<void> {
  const { database, clock } = deps;
  const result =
    status.resultDocumentId === undefined ? undefined : await writer.feedResult(status.resultDocumentId, { priority: 'urgent' });
  const now = clock.now();
  await database.write([accountId], async (tx) => {
    for (const write of await writesOfFeed(tx, accountId, feed.feedKey)) {
      const error = result?.messages.find(({ messageId, level }) => messageId === write.receipt.messageId && level === 'error');
      const nextAt = new Date(now.getTime() + readBackAfterMs(0));
      if (error)
        await moveWrite(
          tx,
          write,
          {
            state: 'sent',
            reason: 'writes.reason.checkingRefusal',
            nextAt,
            receipt: { refusal: { code: error.code, message: error.text } },
          },
          now,
        );
      else await moveWrite(tx, write, { state: 'accepted', reason: null, nextAt }, now);
    }
    await moveFeed(tx, accountId, feed.feedKey, { state: 'done', result, finishedAt: now });
    await poke(tx, accountId, 'writes', now);
  });
  deps.onStep?.('feed.reported');
}

/** The whole file was refused: each cancellation is refused with Amazon's words, after a read-back. */
async function failFeed(
  { database, clock }: FeedsDeps,
  accountId: AccountId,
  feed: FeedRow,
  refusal: { code: string; message: string },
): Promise<void> {
  const now = clock.now();
  await database.write([accountId], async (tx) => {
    for (const write of await writesOfFeed(tx, accountId, feed.feedKey))
      await moveWrite(tx, write, { state: 'sent', reason: 'writes.reason.checkingRefusal', nextAt: now, receipt: { refusal } }, now);
    await moveFeed(tx, accountId, feed.feedKey, { state: 'failed', result: refusal, finishedAt: now });
    await poke(tx, accountId, 'writes', now);
  });
}

function cancelOf(write: Write): CancelPayload {
  if (write.kind !== 'cancel') throw new TypeError('a file of cancellations holds something else');
  return write.payload;
}
